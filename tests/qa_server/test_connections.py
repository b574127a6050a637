"""Every connection is answered or closed in good time, whatever it sends. Real Uvicorn, real sockets."""

import asyncio
import contextlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.lines import Line, handshake, request, status_of
from tests.support.processes import Process
from tests.support.servers import ROOT, UVICORN_SQLITE, Deployment
from tests.support.talks import Talk

# What is waited for ends one to two seconds later; where nothing ended it would be a minute and more.
TIMEOUT_SECONDS = 1
WITHIN_SECONDS = 15.0
KIB = 1024


@pytest.fixture(scope="module")
def hurried(grounds):
    """A server that waits a second for a request, instead of eight."""
    deployment = grounds.deploy(UVICORN_SQLITE, REQUEST_TIMEOUT=str(TIMEOUT_SECONDS))
    yield deployment
    output = deployment.servers[0].process.output
    deployment.stop()
    assert "Traceback" not in output, output


@pytest.fixture
async def room(hurried):
    """A session there."""
    talk = await Talk.start(hurried)
    yield talk
    await talk.close()


UNFINISHED = {
    "nothing": b"",
    "a line": b"GET / HTTP/1.1\r\n",
    "empty lines": b"\r\n\r\n",
    "half a header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Mood: pati",
    "half a handshake": b"GET /ws/s/1234567/attendee HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
    "half a body": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf",
    "half a chunk": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
    "a body to be asked for": b"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    "half a second request": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /healthz HT",
    "nothing after an answer": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "TLS, half a hello": b"\x16\x03\x01\x02\x00\x01\x00",
}


async def ends(base, said, drop=b""):
    """What a connection that says this hears until it is closed."""
    line = await Line.open(base, said)
    dripping = asyncio.create_task(line.say_for_ever(drop, pause=0.1)) if drop else None
    try:
        return await line.end(WITHIN_SECONDS)
    except TimeoutError:
        return "open"
    finally:
        if dripping:
            dripping.cancel()
        line.close()


async def all_ends(base, cases):
    """The same for many at once, by name."""
    heard = await asyncio.gather(
        *(ends(base, *(case if isinstance(case, tuple) else (case,))) for case in cases.values())
    )
    return dict(zip(cases, heard, strict=True))


async def test_request_that_is_never_complete_is_closed(hurried):
    heard = await all_ends(hurried.base, UNFINISHED)
    assert [name for name, answer in heard.items() if answer == "open"] == []
    assert heard["nothing"] == b""
    assert status_of(heard["half a header"]) == 408


DRIPS = {
    "header": (b"GET / HTTP/1.1\r\nX: ", b"a"),
    "empty lines": (b"", b"\r\n"),
    "body": (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n", b"a"),
    "chunks": (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "body of a page nobody has": (
        b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n",
        b"a",
    ),
}


async def test_request_that_drips_is_closed(hurried):
    heard = await all_ends(hurried.base, DRIPS)
    assert [name for name, answer in heard.items() if answer == "open"] == []


async def test_slow_request_that_ends_in_time_is_answered(hurried):
    line = await Line.open(hurried.base)
    for byte in request(hurried.base, "/healthz", "Connection: close"):
        line.say(bytes([byte]))
        await line.writer.drain()
        await asyncio.sleep(0)
    assert status_of(await line.end()) == 200


async def test_reader_that_takes_nothing_does_not_keep_its_connection(hurried, room):
    line = await Line.open(hurried.base)
    line.writer.transport.pause_reading()
    # Far more than the systems between keep for somebody: the server would have to.
    asked = asyncio.create_task(line.say_for_ever(request(hurried.base, room.path)))
    await asyncio.wait_for(asked, 60)


LARGE_HEADS = {
    "one header": b"GET / HTTP/1.1\r\nX: " + b"a" * 70 * KIB + b"\r\n\r\n",
    "a header without end": b"GET / HTTP/1.1\r\nX: " + b"a" * 1024 * KIB,
    "address": b"GET /" + b"a" * 70 * KIB + b" HTTP/1.1\r\n\r\n",
    "address without end": b"GET /" + b"a" * 1024 * KIB,
    "name of a header": b"GET / HTTP/1.1\r\n" + b"a" * 70 * KIB + b": 1\r\n\r\n",
    "long headers": b"GET / HTTP/1.1\r\n"
    + b"".join(b"X%d: %s\r\n" % (n, b"a" * KIB) for n in range(70))
    + b"\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * 200 + b"\r\n",
    "handshake": handshake("http://127.0.0.1", "/ws/s/1234567/attendee", "X: " + "a" * 70 * KIB),
    "handshake with many headers": handshake("http://127.0.0.1", "/ws/s/1234567/attendee", *["X: 1"] * 200),
    "trailers": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    + b"X: 1\r\n" * 200,
}


async def test_head_that_is_too_large_is_refused(hurried):
    heard = await all_ends(hurried.base, LARGE_HEADS)
    assert {name: status_of(answer) for name, answer in heard.items()} == dict.fromkeys(LARGE_HEADS, 431)


NO_REQUESTS = {
    "TLS": b"\x16\x03\x01" + bytes(300),
    "zeros": b"\x00" * 300,
    "words": b"hello\r\n\r\n",
    "no header": b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "no length": b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "odd chunk": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a proxy's request": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    "no path": b"GET ? HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "path that is no ASCII": "GET /é HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(),
}


async def test_what_is_no_request_is_closed(hurried):
    heard = await all_ends(hurried.base, NO_REQUESTS)
    assert {name: status_of(answer) for name, answer in heard.items()} == dict.fromkeys(NO_REQUESTS, 400)


async def test_another_version_of_http_is_closed(hurried):
    assert await ends(hurried.base, b"PRI * HTTP/2.0\r\n\r\n") != "open"


@pytest.mark.parametrize(
    "more",
    [["Content-Length: 5"], ["Transfer-Encoding: chunked"], ["Sec-WebSocket-Version: 7"], ["X:" + "a" * 9 * KIB]],
    ids=["body", "chunks", "another version", "long header"],
)  # fmt: skip
async def test_odd_handshake_is_answered(hurried, room, more):
    asked = handshake(hurried.base, f"/ws/s/{room.code}/attendee", *more)
    line = await Line.open(hurried.base, asked)
    assert status_of(await line.until(b"\r\n\r\n")) in (101, 400, 426)
    line.close()


async def test_cookies_of_others_cost_the_socket_no_more_than_the_page(hurried, room):
    cookies = "Cookie: " + "; ".join(f"other{n}=" + "x" * KIB for n in range(40))
    for asked in (
        handshake(hurried.base, f"/ws/s/{room.code}/attendee", cookies),
        request(hurried.base, room.path, cookies),
    ):
        line = await Line.open(hurried.base, asked)
        assert status_of(await line.until(b"\r\n\r\n")) in (101, 200)
        line.close()


async def test_what_is_said_before_the_handshake_is_answered_waits_for_it(hurried, room):
    said = handshake(hurried.base, f"/ws/s/{room.code}/attendee") + b"\xff" * 100
    line = await Line.open(hurried.base, said)
    line.say(b"\xff" * 100)
    assert status_of(await line.end()) == 101


# --- bodies ------------------------------------------------------------------------------------------------


def chunked(size):
    pieces = [4 * KIB] * (size // (4 * KIB)) + [size % (4 * KIB)]
    return b"".join(b"%x\r\n" % each + b"a" * each + b"\r\n" for each in pieces if each) + b"0\r\n\r\n"


PLACES = [
    ("POST", "/"), ("POST", "/s/{}/do"), ("POST", "/host/start"), ("POST", "/nowhere"), ("POST", "/admin/login/"),
    ("PUT", "/s/{}/"), ("GET", "/s/{}/state?role=attendee"), ("DELETE", "/metrics"), ("POST", "/join"),
]  # fmt: skip


@pytest.mark.parametrize("how", ["announced", "chunked"])
@pytest.mark.parametrize(("method", "path"), PLACES)
async def test_body_that_is_too_large_is_refused_everywhere(hurried, room, method, path, how):
    """One byte more than may be is too large; as much as may be is not."""
    for size, is_refused in ((64 * KIB, False), (64 * KIB + 1, True)):
        if how == "announced":
            header, body = f"Content-Length: {size}", b"a" * size
        else:
            header, body = "Transfer-Encoding: chunked", chunked(size)
        said = request(hurried.base, path.format(room.code), header, method=method, body=body)
        line = await Line.open(hurried.base, said)
        assert (status_of(await line.until(b"\r\n\r\n")) == 413) is is_refused
        line.close()


async def test_body_of_three_hundred_mebibytes_is_not_kept(hurried, room):
    said = request(hurried.base, f"/s/{room.code}/do", "Transfer-Encoding: chunked", method="POST")
    line = await Line.open(hurried.base, said)
    before = open_files(hurried)
    sending = asyncio.create_task(line.say_for_ever(b"10000\r\n" + b"a" * 64 * KIB + b"\r\n"))
    assert status_of(await line.until(b"\r\n\r\n")) == 413
    assert open_files(hurried) - before <= {"socket"}
    await asyncio.wait_for(sending, WITHIN_SECONDS)


def open_files(deployment):
    """The regular files the server holds, and that there are sockets."""
    folder = Path(f"/proc/{deployment.servers[0].process.pid}/fd")
    if not folder.exists():
        pytest.skip("needs /proc")
    names = set()
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            name = str(file.readlink())
            names.add("socket" if name.startswith("socket:") else name)
    return {name for name in names if name == "socket" or name.startswith(tempfile.gettempdir())}


async def test_small_bodies_are_taken_either_way(hurried, room):
    frame = b'{"t":"question.ask","id":"a1","d":{"text":"Who pays?"}}'
    for n, (header, body) in enumerate([
        (f"Content-Length: {len(frame)}", frame),
        ("Transfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(frame), frame)),
    ]):  # fmt: skip
        visitor = await room.visitor()
        more = ("Content-Type: application/json", f"Origin: {hurried.base}", f"Cookie: {visitor.cookies}")
        said = request(
            hurried.base,
            f"/s/{room.code}/do",
            header,
            *more,
            method="POST",
            body=body.replace(b"a1", b"a%d" % n),
        )
        line = await Line.open(hurried.base, said)
        assert b'"t":"ok"' in await line.until(b"}}")
        line.close()


# --- many at once ------------------------------------------------------------------------------------------


async def test_requests_sent_all_at_once_are_all_answered(hurried):
    count = 150
    line = await Line.open(hurried.base, request(hurried.base, "/healthz") * (count - 1))
    line.say(request(hurried.base, "/healthz", "Connection: close"))
    answers = await line.end(WITHIN_SECONDS)
    assert len(re.findall(rb"HTTP/1.1 200 ", answers)) == count


async def test_requests_without_end_do_not_hold_up_others(hurried, room):
    lines = [await Line.open(hurried.base) for _ in range(3)]
    floods = [
        asyncio.create_task(line.say_for_ever(request(hurried.base, "/healthz") * 500)) for line in lines
    ]
    ends = [asyncio.create_task(line.end(120)) for line in lines]
    other = await room.attendee()
    for n in range(20):
        await other.do("question.ask", text=f"{n}?")
    assert not any(task.done() for task in ends)
    for line in lines:
        line.writer.transport.abort()
    await asyncio.gather(*floods, *ends)


async def test_who_polls_without_end_waits_and_others_do_not(hurried, room):
    visitor, neighbour = await room.visitor(), await room.visitor()
    path = f"/s/{room.code}/state?role=attendee&rev=1"
    asked = request(hurried.base, path, f"Cookie: {visitor.cookies}")
    line = await Line.open(hurried.base, asked * 120)
    assert len(re.findall(rb"HTTP/1.1 20[04] ", await line.until(b"HTTP/1.1 20"))) < 120
    assert (await neighbour.get(path)).status in (200, 204)
    line.close()


# --- files -------------------------------------------------------------------------------------------------


def test_server_takes_as_many_files_as_it_may():
    said = subprocess.run(
        ["sh", "-c", f'ulimit -Sn 200; exec "{sys.executable}" -c "{SHOW_LIMITS}"'],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    before, after, hard = said.stdout.split()
    assert (before, after) == ("200", hard)


SHOW_LIMITS = """
from resource import RLIMIT_NOFILE as files, getrlimit
from qa_server.connections import raise_file_limit
print(getrlimit(files)[0])
raise_file_limit()
print(*getrlimit(files))
"""


@pytest.fixture(scope="module")
def cramped(grounds, tmp_path_factory):
    """A server that may open 160 files, and no more."""
    deployment = grounds.deploy(UVICORN_SQLITE)
    server = deployment.servers[0]
    deployment.stop()
    command = f"ulimit -n 160; exec {sys.executable} -m uvicorn qa_server.asgi:application"
    flags = "--loop uvloop --http qa_server.http_protocol:Protocol --ws sessions.live.websocket:Protocol"
    listen = f"--host 127.0.0.1 --port {server.port} --log-level warning {flags}"
    server.process = Process(
        ["sh", "-c", f"{command} {listen}"], tmp_path_factory.mktemp("cramped") / "log", server.env
    )
    server.process.wait_for(lambda: server.status("/readyz") == 200, "the cramped server answers")
    yield Deployment(UVICORN_SQLITE, [server], deployment.database_url, None)
    server.process.stop()


async def test_silent_connections_give_way_and_the_log_says_once_that_files_run_out(cramped):
    silent = [await Line.open(cramped.base, b"GET / HTTP/1.1\r\n") for _ in range(300)]
    talk = await Talk.start(cramped)
    phones = [await talk.attendee() for _ in range(10)]
    for phone in phones:
        assert await phone.do("question.ask", text="Is there room?")
    await talk.close()
    for line in silent:
        line.close()
    assert cramped.servers[0].status("/readyz") == 200
    output = cramped.servers[0].process.output
    assert output.count("out of files") == 1
    assert "Traceback" not in output, output


async def test_newcomers_are_turned_away_where_everybody_uses_a_file(cramped):
    talk = await Talk.start(cramped)
    sockets = []
    with contextlib.suppress(Exception):
        while len(sockets) < 200:
            sockets.append(await talk.attendee())
    assert 80 <= len(sockets) < 160
    assert await sockets[0].do("question.ask", text="Still here?")
    line = await Line.open(cramped.base, request(cramped.base, "/healthz"))
    assert status_of(await line.end()) == 503
    await talk.close()
    for socket in sockets:
        await socket.close()
    line = await Line.open(cramped.base, request(cramped.base, "/healthz", "Connection: close"))
    assert status_of(await line.end()) == 200
