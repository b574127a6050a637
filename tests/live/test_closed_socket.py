"""A socket that was told goodbye does nothing more, whatever it still sends."""

import json

import pytest
from channels.testing import WebsocketCommunicator

from qa_server.asgi import application
from sessions.live.hubs import hubs
from sessions.live.threads import in_thread
from sessions.questions.models import Question
from sessions.wire.errors import Code
from sessions.wire.roles import Role
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

HOST = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
ASK = json.dumps({"t": "question.ask", "id": "c1", "d": {"text": "May I still?"}})


@pytest.mark.parametrize("why", ["it floods", "it has to leave"])
async def test_socket_that_was_told_goodbye_does_nothing_more(why):
    room = await in_thread(Room)
    code = (await in_thread(lambda: room.session)).code
    phone = WebsocketCommunicator(application, f"/ws/s/{code}/attendee", headers=HOST)
    await phone.connect(timeout=20)
    hub = await hubs().find(code)
    [socket] = hub.sockets[Role.ATTENDEE]
    if why == "it floods":
        await phone.send_input({"type": "openfloor.flood"})
    else:
        socket.leave(Code.LINK_ROTATED)
    await phone.send_to(ASK)
    said = []
    while (output := await phone.receive_output(timeout=20))["type"] != "websocket.close":
        said.append(json.loads(output["text"]))
    await phone.send_to(ASK)
    await phone.disconnect()
    assert [frame["t"] for frame in said if frame["t"] in ("ok", "error", "bye")] == ["bye"]
    assert not await in_thread(Question.objects.filter(session=room.session_id).exists)
    assert hub.sockets[Role.ATTENDEE] == set()
    assert hub.newcomers._connected.total() == 0
    hub.stop()
