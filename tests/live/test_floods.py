"""One socket that floods loses its socket, and the others do not notice. Real Uvicorn, real sockets."""

import asyncio
import json

import pytest

from sessions.live.hub import Hub
from sessions.wire.roles import Role
from tests.support.lines import (
    BINARY,
    CONTINUATION,
    LAST,
    PING,
    PONG,
    TEXT,
    Line,
    frame,
    handshake,
    request,
    status_of,
)
from tests.support.processes import until
from tests.support.servers import DAPHNE_SQLITE, UVICORN_SQLITE
from tests.support.sockets import Refused
from tests.support.talks import Talk

WITHIN_SECONDS = 40.0


@pytest.fixture(scope="module")
def strict(grounds):
    """A server with the limits people have."""
    deployment = grounds.deploy(UVICORN_SQLITE, ATTENDEE_COMMANDS_PER_SECOND="5")
    yield deployment
    output = deployment.servers[0].process.output
    deployment.stop()
    assert "Traceback" not in output, output
    assert len(output) < 2000, output


@pytest.fixture
async def room(strict):
    """A session there."""
    talk = await Talk.start(strict)
    yield talk
    await talk.close()


async def open_line(room, cookies=""):
    """A websocket as a plain line."""
    more = [f"Cookie: {cookies}"] if cookies else []
    line = await Line.open(
        room.deployment.base, handshake(room.deployment.base, f"/ws/s/{room.code}/attendee", *more)
    )
    await line.until(b'"t":"snapshot"')
    return line


def goodbye(heard):
    """The retry delay of the goodbye, and the code the socket was closed with; None where there is no goodbye."""
    begin = heard.rfind(b'{"t":"bye"')
    if begin < 0:
        return None
    bye, length = json.JSONDecoder().raw_decode(heard[begin:].decode("latin1"))
    closing = heard[begin + length :]
    assert closing[0] == LAST | 8
    return bye["d"]["code"], bye["d"]["retry_after"], int.from_bytes(closing[2:4], "big")


def command(name, **fields):
    return frame(TEXT, json.dumps({"t": name, "id": "again", "d": fields}).encode())


FLOODS = {
    "frames of one byte": frame(TEXT, b"x"),
    "empty frames": frame(TEXT),
    "binary frames": frame(BINARY, b"\x00\x01\x02"),
    "unknown commands": command("question.explode"),
    "commands of moderators": command("session.end"),
    "commands beyond the limit": command("question.upvote", question=1, on=True),
    "pings": frame(PING, b"x" * 100),
    "empty pings": frame(PING),
    "pongs": frame(PONG),
    "pings and words": frame(PING) + frame(TEXT, b"x"),
    "words in pieces": frame(TEXT, b"x", last=False) + frame(CONTINUATION, b"x"),
}
AT_ONCE = {
    "empty fragments": frame(TEXT, last=False) + frame(CONTINUATION, last=False) * 100_000,
    "small fragments": frame(TEXT, b"{", last=False) + frame(CONTINUATION, b" ", last=False) * 1000,
    "fragments between pings": frame(TEXT, last=False)
    + (frame(PING) + frame(CONTINUATION, last=False)) * 1000,
}


async def flooded(room, data):
    """How a socket ends that sends this again and again."""
    line = await open_line(room)
    flood = asyncio.create_task(line.say_for_ever(data))
    try:
        return goodbye(await line.end(WITHIN_SECONDS))
    except TimeoutError:
        return "open"
    finally:
        line.writer.transport.abort()
        await flood


async def test_flood_is_closed_with_a_goodbye_that_says_when_to_return(room):
    floods = {name: data * 1000 for name, data in FLOODS.items()} | AT_ONCE
    ends = await asyncio.gather(*(flooded(room, data) for data in floods.values()))
    assert dict(zip(floods, ends, strict=True)) == dict.fromkeys(floods, ("too_fast", 10.0, 1008))


@pytest.mark.parametrize(
    ("said", "code"),
    [(frame(TEXT, b"x" * 20_000), 1009), (frame(TEXT, b"\xff"), 1007), (b"\xff" * 10, 1002)],
    ids=["too big", "no UTF-8", "no frame"],
)
async def test_what_is_no_frame_of_ours_is_closed_at_once(room, said, code):
    line = await open_line(room)
    line.say(said)
    heard = await line.end(WITHIN_SECONDS)
    assert bytes([LAST | 8]) in heard
    assert code.to_bytes(2, "big") in heard


async def test_flood_whose_sender_does_not_read_is_closed_too(room):
    line = await open_line(room)
    line.writer.transport.pause_reading()
    flood = asyncio.create_task(line.say_for_ever(frame(PING, b"x" * 100) * 1000))
    await asyncio.wait_for(flood, WITHIN_SECONDS)


@pytest.mark.every_server
async def test_every_server_says_goodbye_to_who_is_refused_again_and_again(talk):
    line = await open_line(talk)
    line.say(frame(TEXT, b"x") * 200)
    code = 4008 if talk.deployment.kind == DAPHNE_SQLITE else 1008
    assert goodbye(await line.until(code.to_bytes(2, "big"))) == ("too_fast", 10.0, code)
    line.close()


@pytest.mark.every_server
async def test_every_server_refuses_large_bodies(talk):
    said = request(
        talk.deployment.base, f"{talk.path}do", "Content-Length: 70000", method="POST", body=bytes(70_000)
    )
    line = await Line.open(talk.deployment.base, said)
    assert status_of(await line.until(b"\r\n\r\n")) == 413
    line.close()


async def test_others_are_answered_while_somebody_floods_and_comes_back(room):
    others = [await room.attendee() for _ in range(5)]
    visitor = await room.visitor()

    async def flood():
        while True:
            try:
                line = await open_line(room, visitor.cookies)
            except (AssertionError, OSError):
                continue  # turned away
            await asyncio.gather(line.say_for_ever(frame(TEXT, b"x") * 1000), line.end(WITHIN_SECONDS))

    flooding = asyncio.create_task(flood())
    for n in range(4):
        await asyncio.gather(*(other.do("question.ask", text=f"{n}?") for other in others))
    flooding.cancel()
    for other in others:
        await other.until(lambda model: len(model["state"]["questions"]) == 20)


async def test_who_types_fast_is_asked_to_wait_and_keeps_the_socket(room):
    hasty = await room.attendee()
    asked = await asyncio.gather(
        *(hasty.do("question.ask", text=f"{n}?") for n in range(40)), return_exceptions=True
    )
    refused = [answer for answer in asked if isinstance(answer, Refused)]
    assert {refusal.code for refusal in refused} == {"too_fast"}
    assert len(asked) - len(refused) >= 20
    await asyncio.sleep(max(refusal.retry_after for refusal in refused))
    assert await hasty.do("question.ask", text="Now?")


async def test_message_in_a_few_fragments_is_taken(room):
    line = await open_line(room)
    text = b'{"t":"question.ask","id":"a1","d":{"text":"In pieces?"}}'
    parts = [text[n * 7 : n * 7 + 7] for n in range(8)]
    for n, part in enumerate(parts):
        line.say(frame(CONTINUATION if n else TEXT, part, last=n == 7))
    await line.until(b'"t":"ok","id":"a1"')
    line.close()


async def test_pages_of_many_requests_are_taken_in_order(room):
    """More than is decoded at once, in one go."""
    line = await open_line(room)
    line.say(
        b"".join(
            frame(TEXT, b'{"t":"question.ask","id":"n%d","d":{"text":"%d %s"}}' % (n, n, b"x" * 140))
            for n in range(19)
        )
    )
    heard = await line.until(b'"id":"n18"')
    places = [heard.index(b'"id":"n%d"' % n) for n in range(19)]
    assert places == sorted(places)
    line.close()


async def test_person_who_connects_without_end_is_asked_to_wait(room):
    visitor = await room.visitor()
    for _ in range(200):
        line = await Line.open(room.deployment.base)
        line.say(handshake(room.deployment.base, f"/ws/s/{room.code}/attendee", f"Cookie: {visitor.cookies}"))
        heard = await line.until(b'{"t":"')
        line.writer.transport.abort()
        if b'"t":"bye"' in heard:
            break
    else:
        pytest.fail("never asked to wait")
    assert b'"too_fast"' in heard
    neighbour = await room.attendee(await room.visitor())
    assert await neighbour.do("question.ask", text="May I?")


async def test_who_only_looks_in_without_a_cookie_is_asked_to_wait_and_others_are_not(room):
    visitor = await room.visitor()
    told_to_wait = False
    for _ in range(40):
        lines = [await Line.open(room.deployment.base) for _ in range(25)]
        for line in lines:
            line.say(handshake(room.deployment.base, f"/ws/s/{room.code}/attendee"))
        heard = [await line.until(b'{"t":"') for line in lines]
        for line in lines:
            line.writer.transport.abort()
        if told_to_wait := any(b'"t":"bye"' in one for one in heard):
            break
    assert told_to_wait
    neighbour = await room.attendee(visitor)
    assert await neighbour.do("question.ask", text="May I?")


async def test_nobody_who_stopped_sending_is_kept_in_memory(settings):
    settings.ATTENDEE_COMMANDS_PER_SECOND = 1000
    hub = Hub(1)
    for n in range(50):
        hub.refuse_too_fast(Role.ATTENDEE, f"key-{n}")
    assert len(hub._buckets) == 50
    await until(lambda: (hub.forget_the_patient(), len(hub._buckets) == 0)[1], "all buckets are full again")
