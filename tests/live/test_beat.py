"""Nobody who is connected hears nothing for long: where nothing moves, the server says that the line is alive."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from sessions.live.frames import Seen
from sessions.live.outbox import BEAT, Outbox

from ..support.servers import DAPHNE_SQLITE, UVICORN_SQLITE, Grounds
from ..support.talks import Talk


@pytest.fixture(params=[UVICORN_SQLITE, DAPHNE_SQLITE])
async def quick(request: pytest.FixtureRequest, grounds: Grounds) -> AsyncIterator[Talk]:
    """A session on a server whose beat is a second."""
    deployment = await asyncio.to_thread(grounds.deploy, request.param, BEAT_SECONDS="1")
    talk = await Talk.start(deployment)
    yield talk
    await talk.close()
    await asyncio.to_thread(deployment.stop)


async def test_every_role_hears_a_beat_while_nothing_moves_and_none_in_a_state(quick: Talk):
    people = [await quick.attendee(), await quick.moderator(), await quick.screen()]
    for socket in people:
        await socket.frame("beat")
    revision = quick.revision
    for socket in people:
        socket.frames.clear()
        await socket.frame("beat")
        assert {frame["t"] for frame in socket.frames} == {"beat"}
    assert quick.revision == revision
    await people[0].do("question.ask", text="Is this line alive?")
    await people[2].until(lambda model: len(model["state"]["questions"]) == 1)


async def test_the_page_knows_how_often_it_will_hear(quick: Talk):
    page = await (await quick.visitor()).get(quick.path)
    assert '"beat_seconds": 1' in page.text


def outbox_to(written: list[bytes]) -> Outbox:
    """An outbox whose socket takes everything at once."""

    def write(frame: bytes) -> bool:
        written.append(frame)
        return True

    async def send(frame: bytes) -> None:
        raise AssertionError("nothing has to wait")

    return Outbox(write, send, lambda seen: (b"state", Seen(1, 0)), None)


def test_a_beat_is_sent_only_where_nothing_else_was_since_the_last_round():
    written: list[bytes] = []
    outbox = outbox_to(written)
    outbox.offer()
    outbox.beat()
    assert written == [b"state"]
    outbox.beat()
    assert written == [b"state", BEAT]
    outbox.offer_own(b"you")
    outbox.beat()
    assert written == [b"state", BEAT, b"you"]
    outbox.beat()
    outbox.close()
    outbox.beat()
    outbox.beat()
    assert written == [b"state", BEAT, b"you", BEAT]


async def test_a_socket_that_takes_nothing_gets_no_beats_on_top():
    written: list[bytes] = []
    free = asyncio.Event()

    async def send(frame: bytes) -> None:
        written.append(frame)
        await free.wait()

    outbox = Outbox(lambda frame: False, send, lambda seen: (b"state", Seen(1, 0)), None)
    outbox.offer()
    for _ in range(5):
        outbox.beat()
        await asyncio.sleep(0)
    assert written == [b"state"]
    outbox.close()
