"""Moderator and screen links: rotated away, their holders are gone within two seconds."""

import asyncio
import re
import time
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.sockets import LiveSocket
from tests.support.talks import Talk

pytestmark = pytest.mark.every_server

PATH = {"moderator": "desk/", "screen": "screen/"}


async def rotate(talk: Talk, role: str) -> None:
    """The host replaces a link at their desk."""
    secret = (await talk.host.get(f"{talk.path}desk/")).csrf
    form = {"csrfmiddlewaretoken": secret, "role": role}
    page = await talk.host.post(f"{talk.path}links/rotate", form)
    assert page.status == 200
    talk.links = page.data["links"]


async def gone(socket: LiveSocket, since: float) -> float:
    """Wait for the goodbye and the close; returns the seconds it took."""
    assert await socket.frame("bye") == {
        "t": "bye",
        "d": {
            "code": "link_rotated",
            "message": "This link was replaced. Ask the host for the new one.",
            "retry_after": None,
        },
    }
    assert await socket.closed() == 4004
    return time.monotonic() - since


@pytest.mark.parametrize("role", ["moderator", "screen"])
async def test_rotated_link_closes_sockets_within_two_seconds(talk, role, record_property):
    old = [await talk.connect(role, await talk.visitor(role)) for _ in range(4)]
    began = time.monotonic()
    await rotate(talk, role)
    seconds = max(await asyncio.gather(*(gone(socket, began) for socket in old)))
    record_property("seconds", seconds)
    assert seconds < 2


@pytest.mark.parametrize("role", ["moderator", "screen"])
async def test_rotated_link_and_its_cookie_open_nothing(talk, role):
    holder, link = await talk.visitor(role), talk.links[role]
    assert (await holder.get(talk.path + PATH[role])).status == 200
    await rotate(talk, role)
    await talk.snapshot(process=1)  # also the other process has read it
    assert (await holder.get(talk.path + PATH[role])).status == 404
    assert (await holder.get(f"{talk.path}state?role={role}")).status == 404
    assert (await talk.newcomer().get(link)).status == 404
    socket = await talk.connect(role, holder, ready=False)
    assert (await socket.frame("bye"))["d"]["code"] == "not_found"


@pytest.mark.parametrize("role", ["moderator", "screen"])
async def test_new_link_opens(talk, role):
    await rotate(talk, role)
    for visitor in (await talk.visitor(role), await talk.visitor(role), talk.host):
        assert (await visitor.get(talk.path + PATH[role])).status == 200
        assert (await talk.connect(role, visitor)).frames[0]["t"] == "snapshot"


async def test_the_other_roles_stay_connected(talk):
    moderator, attendee = await talk.moderator(), await talk.attendee()
    screen = await talk.screen()
    await rotate(talk, "screen")
    await screen.frame("bye")
    await moderator.do("stage.show", view="blank")
    await attendee.until(lambda model: model["state"]["stage"]["view"] == "blank")


async def test_whoever_was_rotated_away_does_nothing_more(talk):
    moderator = await talk.moderator()
    await rotate(talk, "moderator")
    await moderator.frame("bye")
    stored = talk.deployment.everything()
    with pytest.raises((ConnectionClosed, ConnectionError)):  # before the command left, or after
        await moderator.do("session.end")
    assert talk.deployment.everything() == stored


@pytest.mark.parametrize("role", ["moderator", "screen", "host"])
async def test_link_is_replaced_once_by_a_double_click(talk, role):
    desk = await talk.host.get(f"{talk.path}desk/")
    number = re.search(rf'value="{role}"><input type="hidden" name="number" value="(\d+)"', desk.text)[1]
    form = {"csrfmiddlewaretoken": desk.csrf, "role": role, "number": number}
    first, second = [await talk.host.post(f"{talk.path}links/rotate", form) for _ in range(2)]
    given = first.data["links"][role]
    assert given == second.data["links"][role] != desk.data["links"][role]
    assert (await talk.newcomer().get(urlsplit(given).path)).status == 200
    again = {**form, "number": str(int(number) + 1)}
    assert (await talk.host.post(f"{talk.path}links/rotate", again)).data["links"][role] != given


async def test_attendee_does_not_rotate_links(talk):
    attendee = await talk.visitor()
    secret = (await attendee.get(talk.path)).csrf
    form = {"csrfmiddlewaretoken": secret, "role": "moderator"}
    assert (await attendee.post(f"{talk.path}links/rotate", form)).status == 404
    assert (await (await talk.visitor("moderator")).get(f"{talk.path}desk/")).status == 200
