"""Cookies of other programs on the domain: pages and sockets go on knowing who somebody is."""

import asyncio
from urllib.parse import urlsplit

import pytest

from tests.support.sockets import LiveSocket

FOREIGN = [
    'prefs={"theme":"dark"}',
    "path=/shop",
    "flag",
    "name=Jörg",
    'open="quote',
    "a@b=1",
    "version=2",
    "display_name=Ann Smith",
    "=",
    "; ;",
    'q="a\\000b"',
    "expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "a=" + "b" * 3000,
    "; ".join(f"c{n}={n}" for n in range(300)),
    "\x80\xff=\xfe",
]


def around(ours, foreign):
    """Our cookies with another one on either side, as bytes that browsers send."""
    return [f"{foreign}; {ours}", f"{ours}; {foreign}", f"{foreign}; {ours}; {foreign}"]


@pytest.mark.parametrize("foreign", FOREIGN)
async def test_one_is_the_same_person_on_page_and_socket(talk, foreign):
    question = (await (await talk.attendee()).do("question.ask", text="What changed?"))["question"]
    phone = await talk.visitor()
    for cookies in around(phone.cookies, foreign):
        page = await phone.send(talk.path, None, {"Cookie": cookies.encode().decode("latin1")})
        assert not [name for name in page.headers.get_all("Set-Cookie") or [] if name.startswith("attendee-")]
        socket = await LiveSocket.open(phone.base, page.data["urls"]["socket"], cookies=cookies)
        await socket.do("question.upvote", question=question, on=True)
        assert "Set-Cookie" not in socket.handshake
        again = await phone.send(talk.path, None, {"Cookie": cookies.encode().decode("latin1")})
        assert again.data["you"]["votes"] == [question]
        await socket.close()
    assert (await talk.snapshot())["questions"][0]["score"] == 1


@pytest.mark.parametrize("foreign", FOREIGN)
async def test_desk_and_screen_stay_alive(talk, foreign):
    for role in ("moderator", "screen"):
        visitor = await talk.visitor(role)
        for cookies in around(visitor.cookies, foreign):
            socket = await talk.connect(role, visitor, cookies=cookies)
            assert socket.frames[0]["t"] == "snapshot"


async def test_cookies_in_several_headers_are_read_together(talk):
    phone = await talk.visitor()
    await (await talk.attendee(phone)).do("question.ask", text="Mine?")
    name, value = phone.cookies.split("=", 1)
    halves = [("Cookie", "theme=dark"), ("Cookie", f"{name}={value}"), ("Cookie", "a=b")]
    socket = await talk.connect("attendee", phone, cookies="", headers=halves)
    await socket.until(lambda model: model["you"] and model["you"]["questions"])
    head = "".join(f"{name}: {value}\r\n" for name, value in halves)
    answer = await raw(
        talk, f"GET {talk.path}you HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Connection: close\r\n\r\n"
    )
    assert "Mine?" in answer


async def raw(talk, request):
    """What the server answers to these bytes."""
    at = urlsplit(talk.deployment.base)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    writer.write(request.encode("latin1"))
    answer = await asyncio.wait_for(reader.read(), 20)
    writer.close()
    return answer.decode()
