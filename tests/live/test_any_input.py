"""Whatever is sent, it is answered, never with a 5xx, and no traceback gets into the log.

Any bytes go to every reader there is: addresses, queries, headers, cookies, forms, frames, handshakes; on both
databases, which refuse different things. For more examples: --hypothesis-profile=search.
"""

import asyncio
import contextlib
import json
import math
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sessions.wire.commands import COMMANDS
from sessions.wire.roles import Role
from tests.support.talks import Talk
from tests.support.wire import answer, request

pytestmark = pytest.mark.every_database
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# What a server closes a socket with that sent too much or too often; it may come again.
SENT_AWAY = {1008, 1009, 4009}


class Place:
    """A session on a server, and what its log says."""

    def __init__(self, talk: Talk, polls: list[int]) -> None:
        self.base, self.code, self.path, self.session = (
            talk.deployment.base,
            talk.code,
            talk.path,
            talk.session_id,
        )
        self.cookies = talk.host.cookies
        self.polls = polls
        self._servers = talk.deployment.servers
        self._read = [len(server.process.output) for server in self._servers]
        self._sockets = {}
        self._open = contextlib.ExitStack()

    @property
    def host(self) -> bytes:
        return self.base.removeprefix("http://").encode()

    def ask(self, method=b"GET", target=b"/", headers=(), body=b"", then=b"", **more):
        """Send a request with our own Host, Origin and cookies where `headers` do not have them; returns the status."""
        lines = [line for line in headers if line]
        names = {line.partition(b":")[0].lower() for line in lines}
        ours = {b"host": self.host, b"origin": self.base.encode(), b"cookie": self.cookies.encode()}
        lines += [name + b": " + value for name, value in ours.items() if name not in names]
        status, head = answer(self.base, request(method, target, lines, body, **more), then)
        assert status < 500, head
        assert not self.tracebacks(), (method, target, headers, body)
        return status

    def tracebacks(self) -> list[str]:
        """What was logged since the last look and is a traceback."""
        logs = [server.process.output for server in self._servers]
        new = [log[read:] for log, read in zip(logs, self._read, strict=True)]
        self._read = [len(log) for log in logs]
        return [log for log in new if "Traceback" in log]

    def say(self, role, frame):
        """Send a frame on the open socket of a role; then one that is answered for certain."""
        if role not in self._sockets:
            address = f"ws{self.base.removeprefix('http')}/ws/s/{self.code}/{role}"
            options = {"additional_headers": {"Cookie": self.cookies}, "proxy": None, "max_size": None}
            line = connect(address, origin=self.base, compression=None, **options)
            self._sockets[role] = self._open.enter_context(line)
        socket = self._sockets[role]
        try:
            socket.send(frame)
            socket.send('{"t":"no.such","id":"still-here"}')
            while json.loads(socket.recv(20)).get("id") != "still-here":
                pass
        except ConnectionClosed as closed:
            if not closed.rcvd or closed.rcvd.code not in SENT_AWAY:
                raise
            del self._sockets[role]
        assert not self.tracebacks(), frame

    def close(self):
        self._open.close()


@pytest.fixture
def place(deployment):
    async def begin():
        talk = await Talk.start(deployment)
        await talk.host.get(talk.path)  # an attendee too
        moderator = await talk.connect("moderator", talk.host)
        polls = [
            (
                await moderator.do(
                    "poll.create", title="A poll?", kind=kind, options=options, settings=settings
                )
            )["poll"]
            for kind, options, settings in (
                ("choice", ["Here", "There"], {}),
                ("number", [], {"lowest": 0, "highest": 10}),
                ("points", ["Here", "There"], {"total": 100}),
            )
        ]
        await moderator.do("poll.open", poll=polls[1])
        await talk.close()
        return Place(talk, polls)

    place = asyncio.run(begin())
    yield place
    place.close()


# --- what crashed once -----------------------------------------------------------------------------------

ORIGINS = [
    b"http://[",
    b"http://]",
    b"http://[::1",
    b"http://[::1]:99999",
    b"http://\xff",
    b"//",
    b"null",
    b"[" * 300,
]
TARGETS = [
    b"/s/%00/",
    b"/s/a%00b/",
    b"/s/%ED%A0%80/",
    b"/s/%FF%FE/",
    b"/s/" + b"9" * 30 + b"/",
    b"/s/%D9%A3%D9%A8%D9%A2%D9%A1%D9%A2%D9%A1%D9%A4/",
]  # fmt: skip
BELOW = [
    b"", b"state?role=attendee", b"state?role=moderator&rev=1", b"you", b"desk/", b"screen/", b"remote/", b"report/",
    b"report/questions.csv", b"qr.svg", b"qr.png", b"poster/", b"m/%C3%A9", b"w/%00", b"preview/1/",
]  # fmt: skip
NUMBERS = [
    "",
    "-1",
    "0",
    "1.5",
    "x",
    "9" * 18,
    "9" * 19,
    "9" * 5000,
    "%00",
    "%D9%A3",
    "%EF%BC%91",
    "1e9",
    "NaN",
]
TYPES = [
    b"application/x-www-form-urlencoded; charset=undefined",
    b"application/x-www-form-urlencoded; charset=rot13",
    b"application/x-www-form-urlencoded; charset=utf-16",
    b"application/x-www-form-urlencoded; charset*=zz''x",
    b"application/x-www-form-urlencoded; x*=undefined''%ff",
    b"multipart/form-data; boundary=\xff",
    b"multipart/form-data; charset=hex; boundary=x",
    b"text/plain; charset=\xff",
]
HOSTS = [
    b"127.0.0.1:1@evil.example", b"[", b"[::1", b"127.0.0.1:x", b"\xff", b"evil.example", b"127.0.0.1/x",
    b"127.0.0.1,b",
]  # fmt: skip
COOKIES = [
    b'sessionid="\\000"', b'django_language="\\000"', b"django_language=" + b"x" * 3000, b"csrftoken=\xff",
    b'moderator-"\\000"=1', b"moderator-\xb2=1", b"attendee-=", b"attendee--=", b"messages=x:y", b"=", b"\xff",
]  # fmt: skip


def test_origin_that_is_none_is_only_not_ours(place):
    form = [b"Content-Type: application/x-www-form-urlencoded"]
    for origin in ORIGINS:
        line = b"Origin: " + origin
        assert place.ask(target=place.path.encode(), headers=[line]) == 200
        assert place.ask(b"POST", b"/language", [line, *form], b"language=fr") == 403
        assert (
            place.ask(target=f"/ws/s/{place.code}/attendee".encode(), headers=[line], is_socket=True) == 403
        )


def test_address_with_anything_in_place_of_a_code_is_not_found(place):
    for target in TARGETS:
        for below in BELOW:
            assert place.ask(target=target + below) in (302, 404), target + below
    for below in BELOW[-3:]:
        assert place.ask(target=place.path.encode() + below) in (200, 404)


def test_numbers_in_addresses_may_be_anything(place):
    for number in NUMBERS:
        for query in (
            f"state?role=attendee&rev={number}",
            f"you?session={number}",
            f"?session={number}&tab={number}",
        ):
            assert place.ask(target=f"{place.path}{query}".encode()) in (200, 204, 404), query
        for path in (f"{place.path}preview/{number}/", f"/host/{number}/desk", f"/join?code={number}"):
            assert place.ask(target=path.encode()) in (200, 303, 404), path
        target = f"/ws/s/{place.code}/attendee?rev={number[:400]}&session={number[:400]}".encode()
        assert place.ask(target=target, is_socket=True) == 101


def test_body_of_a_type_that_cannot_be_read_is_refused(place):
    for kind in TYPES:
        for target in (f"{place.path}do", "/host/start", "/language", "/?x=y", place.path):
            status = place.ask(
                b"POST", target.encode(), [b"Content-Type: " + kind], b"t=question.ask&text=%00"
            )
            assert 400 <= status < 500, (kind, target)


def test_second_type_of_a_body_is_read_too(place):
    for kind in TYPES:
        two = [b"Content-Type: application/x-www-form-urlencoded", b"Content-Type: " + kind]
        for target in (f"{place.path}do", "/host/start", "/language"):
            assert place.ask(b"POST", target.encode(), two, b"title=%00") in (302, 403, 415, 422)


def test_length_of_a_body_may_be_written_in_any_number_of_digits(place):
    for length in (b"0" * 5000, b"0" * 4999 + b"1"):
        assert place.ask(headers=[b"Content-Length: " + length], body=b"a") in (200, 400)


def test_host_is_asked_for_by_one_rule(place):
    for host in HOSTS:
        line = b"Host: " + host
        for target in ("/", place.path, f"{place.path}state?role=attendee&rev=0", f"{place.path}you"):
            assert place.ask(target=target.encode(), headers=[line]) == 400, (host, target)
        target = f"/ws/s/{place.code}/attendee".encode()
        known = host == b"evil.example"  # a proxy's own name for us: there Origin alone decides
        assert place.ask(target=target, headers=[line], is_socket=True) == (101 if known else 403)
        there = b"Origin: http://" + host
        assert place.ask(target=target, headers=[line, there], is_socket=True) == 403


def test_cookies_may_hold_anything(place):
    for cookie in COOKIES:
        for target in ("/", place.path, "/host/", f"{place.path}desk/"):
            assert place.ask(target=target.encode(), headers=[b"Cookie: " + cookie]) in (200, 404)
        target = f"/ws/s/{place.code}/attendee".encode()
        assert place.ask(target=target, headers=[b"Cookie: " + cookie], is_socket=True) == 101


# --- any bytes -------------------------------------------------------------------------------------------

LINE = st.binary(max_size=40).map(lambda raw: raw.translate(None, b"\r\n\x00"))
WORDS = st.sampled_from(
    [
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"[",
        b"]",
        b"%",
        b"%00",
        b"//",
        b"..",
        b"\xe2\x80\xae",
        b"9" * 40,
        b"{x}",
    ]
)
BYTES = st.lists(st.binary(max_size=6) | WORDS, max_size=4).map(b"".join)
TEXT = st.text(max_size=12) | st.text(
    st.characters(categories=["Cs", "Cc", "Cf", "Nd", "No", "Mn"]), max_size=6
)
NUMBER = (
    st.integers(-(2**70), 2**70)
    | st.floats(width=64)
    | st.sampled_from([2**53 - 1, 2**53, 2**63, -1, 0, 1, 1e308, -math.inf, 10**400])
)
VALUE = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
HEADERS = [
    b"Accept", b"Accept-Encoding", b"Accept-Language", b"Authorization", b"Content-Type", b"Cookie", b"Forwarded",
    b"Host",
    b"If-Modified-Since", b"If-None-Match", b"Origin", b"Range", b"Referer", b"Sec-WebSocket-Extensions",
    b"Sec-WebSocket-Key", b"Sec-WebSocket-Protocol", b"Sec-WebSocket-Version", b"User-Agent", b"X-CSRFToken",
    b"X-Forwarded-For", b"X-Forwarded-Host", b"X-Forwarded-Proto", b"X-Requested-With",
]  # fmt: skip
HEADER = st.tuples(st.sampled_from(HEADERS), LINE | WORDS.map(lambda raw: raw.replace(b"\x00", b""))).map(
    b": ".join
)
PAGES = [
    "/",
    "/join",
    "/host/",
    "/language",
    "/host/start",
    "/static/x",
    "/accounts/sign-in/",
    "/healthz",
    "/metrics",
]
COMMAND_NAMES = sorted(set(COMMANDS) - {"session.end", "session.reopen"})


def percent(raw):
    return quote_from_bytes(raw).encode()


@EXAMPLES
@given(data=st.data())
def test_any_address_is_answered(place, data):
    start = data.draw(
        st.sampled_from([b"/", b"/s/", place.path.encode(), b"/host/", b"/static/", b"/css/", b"/js/"])
    )
    target = (
        start
        + percent(data.draw(BYTES))
        + data.draw(st.sampled_from([b"/", b"", *(b"/" + each for each in BELOW)]))
    )
    query = data.draw(
        st.sampled_from([b"session", b"rev", b"role", b"tab", b"sort", b"code", b"theme", b"next", b"to"])
    )
    joint = b"&" if b"?" in target else b"?"
    place.ask(target=target + joint + query + b"=" + percent(data.draw(BYTES)))
    raw = data.draw(BYTES).translate(None, b" \r\n\x00#")
    place.ask(target=start + raw)


@EXAMPLES
@given(data=st.data())
def test_any_header_is_read_or_refused(place, data):
    headers = data.draw(st.lists(HEADER, min_size=1, max_size=3))
    target = data.draw(
        st.sampled_from([*PAGES, place.path, f"{place.path}state?role=attendee", f"{place.path}desk/"])
    )
    method = data.draw(st.sampled_from([b"GET", b"POST", b"HEAD", b"OPTIONS"]))
    place.ask(method, target.encode(), headers, b"t=question.ask&text=Why%3F" if method == b"POST" else b"")
    role = data.draw(st.sampled_from([role.value for role in Role]))
    place.ask(target=f"/ws/s/{place.code}/{role}".encode(), headers=headers, is_socket=True)


@EXAMPLES
@given(data=st.data())
def test_any_form_is_taken_or_refused(place, data):
    name = data.draw(st.sampled_from(COMMAND_NAMES) | TEXT)
    fields = [*getattr(COMMANDS.get(name), "__struct_fields__", ()), "id", "points.1", "number"]
    text = TEXT | NUMBER.map(str) | st.sampled_from([str(place.polls[1]), "on", "true"])
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(fields) | TEXT, text), max_size=5))
    form = urlencode([("t", name), *pairs], errors="surrogatepass").encode() + data.draw(BYTES)
    kind = [b"Content-Type: application/x-www-form-urlencoded"]
    place.ask(b"POST", f"{place.path}do".encode(), kind, form)
    other = data.draw(
        st.sampled_from(["/language", "/host/start", "/accounts/sign-in/", f"{place.path}links/rotate?x"])
    )
    place.ask(b"POST", other.encode(), kind, form + b"&title=&language=" + percent(data.draw(BYTES)))


@EXAMPLES
@given(data=st.data())
def test_any_frame_is_answered_and_the_socket_goes_on(place, data):
    name = data.draw(st.sampled_from(COMMAND_NAMES))
    known = st.sampled_from(place.polls)
    fields = {
        field: data.draw(VALUE | known)
        for field in COMMANDS[name].__struct_fields__
        if data.draw(st.integers(0, 9)) > 1
    }
    frame = json.dumps({"t": name, "id": data.draw(TEXT | st.just("one")), "d": fields})
    role = COMMANDS[name].role.value
    for each in (frame, json.dumps(data.draw(VALUE))):
        place.say(role, each)
        body = each.encode()
        place.ask(b"POST", f"{place.path}do?role={role}".encode(), [b"Content-Type: application/json"], body)


@EXAMPLES
@given(frame=BYTES | TEXT.map(lambda text: text.encode(errors="surrogatepass")), as_text=st.booleans())
def test_any_bytes_on_a_socket_are_answered(place, frame, as_text):
    place.say("attendee", frame.decode(errors="replace") if as_text else frame)


@EXAMPLES
@given(
    opening=st.integers(0, 255),
    length=st.integers(0, 255),
    rest=BYTES,
    packed=st.sampled_from([b"", b"Sec-WebSocket-Extensions: permessage-deflate"]),
)
def test_any_bytes_after_a_handshake_harm_nobody_else(place, opening, length, rest, packed):
    target = f"/ws/s/{place.code}/attendee".encode()
    frame = bytes([opening, length]) + rest
    assert place.ask(target=target, headers=[packed], then=frame, is_socket=True) == 101
    place.say("attendee", "{}")
