"""Uvicorn's HTTP protocol, with an end to everything: `uvicorn --http qa_server.http_protocol:Protocol`.

Uvicorn waits for ever for the rest of a request, takes heads of any size, parses whatever arrived in one go and waits
for ever until a response was read. Here a request is complete within REQUEST_TIMEOUT seconds of its first byte, a
head has at most 64 KiB, and of requests sent all at once the next is parsed when the last was answered.
Bodies are bounded in `bodies`, for other servers too.
"""

import random
import time
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import httptools
from django.conf import settings
from uvicorn.middleware.proxy_headers import _TrustedHosts
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from sessions.live.limits import TokenBucket

from .connections import watch_of

MAX_HEAD_BYTES = 64 * 1024
MAX_HEADERS = 128
# Parsed at once: some two hundred of the smallest requests, 5 ms.
PIECE_BYTES = 4096
# One connection may ask so often. Nobody who reads a page comes near it; a proxy has many people on one.
REQUESTS_PER_SECOND = 50
REQUESTS_AT_ONCE = 200
# A head must be complete after some part of REQUEST_TIMEOUT, by chance: a thousand connections that say nothing would
# else be closed at the same moment, and all come back in the next.
LEAST_PART_FOR_HEADS = 0.5
# What a client sends after a refusal is read and dropped for so long: closed at once, it might not see the answer.
LINGER_SECONDS = 2.0
# A reader that takes less than this in REQUEST_TIMEOUT seconds is not reading.
LEAST_READ_BYTES = 4096
_HEAD_TOO_LARGE = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class _TooLarge(Exception):
    """Stops the parser."""


class _Flow(FlowControl):
    """Reads nothing more while something that was read is not parsed yet (`held`)."""

    held = False

    def resume_reading(self) -> None:
        if not self.held:
            super().resume_reading()


class Protocol(HttpToolsProtocol):
    """A connection on which every wait has an end."""

    flow: _Flow
    _refused = False
    _received = False
    _due: float | None = None  # when what is being received must be complete
    _in_head = True
    _raw = 0  # bytes of this request so far
    _head_bytes = 0
    _headers = 0
    _unparsed = b""
    _unread: tuple[int, float] | None = None  # bytes the other side has not taken, since when
    _requests: TokenBucket | None = None
    _running: Any = None  # the request that is answered; `cycle` is the newest, and may wait behind it

    # --- coming and going --------------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        """Wait for a request, not for ever; where files run out, say so at once."""
        super().connection_made(transport)
        self.flow = _Flow(transport)
        self._begin()
        self._watch = watch_of(self.server_state)
        self._watch.is_silent(self)
        if not self._watch.has_room(self):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._watch.has_asked(self)
        self._tell_answering()
        super().connection_lost(exc)

    def _begin(self) -> None:
        """Something begins that must have an end."""
        self._began = time.monotonic()
        self._due = self._began + settings.REQUEST_TIMEOUT * random.uniform(LEAST_PART_FOR_HEADS, 1)  # noqa: S311  (no secret)

    def give_way(self) -> None:
        """Somebody who asks for something needs the file."""
        self._abort()

    def _abort(self) -> None:
        self._tell_answering()
        self.transport.abort()

    def _tell_answering(self) -> None:
        """Nobody waits for the answer any more. (Uvicorn tells the newest request only, and the others fail.)"""
        self._unparsed = b""
        self.pipeline.clear()
        if self._running is not None:
            self._running.disconnected = True
            self._running.message_event.set()

    def look(self, now: float) -> None:
        """Once a second: is anything due?"""
        if self._due is not None and now > self._due:
            self._is_late(now)
        self._look_at_reader(now)

    def _is_late(self, now: float) -> None:
        if self._is_answering:
            self._due = now + settings.REQUEST_TIMEOUT  # it waits for us
        elif self._refused:
            self._abort()
        elif self._received:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
            self.transport.close()
        else:
            self.transport.close()

    def _look_at_reader(self, now: float) -> None:
        left = self.transport.get_write_buffer_size()
        if not left:
            self._unread = None
        elif not self._unread or not self._unread[0] - LEAST_READ_BYTES < left <= self._unread[0]:
            self._unread = left, now  # it read, or we wrote
        elif now > self._unread[1] + settings.REQUEST_TIMEOUT:
            self._abort()

    @property
    def _is_answering(self) -> bool:
        """Whether a request is complete and its answer is not."""
        running = self._running
        return bool(self._unparsed or self.pipeline) or (
            running is not None and not running.response_complete and not running.more_body
        )

    # --- what arrives ------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Parse it, or keep it until the request before is answered."""
        if self._refused:
            return
        self._received = True
        self._unset_keepalive_if_required()
        if self._due is None:
            self._begin()
        if self._unparsed:
            self._unparsed += data
        else:
            self._parse(data)

    def _parse(self, data: bytes) -> None:
        while data and not self._refused:
            if self.pipeline:
                self._unparsed, self.flow.held = data, True
                self.flow.pause_reading()
                return
            piece, data = data[:PIECE_BYTES], data[PIECE_BYTES:]
            try:
                self._feed(piece)
            except httptools.HttpParserUpgrade as upgrade:
                if self._should_upgrade():
                    self._become_websocket(piece[upgrade.args[0] :] + data)
                    return
                # "Upgrade: h2c" and the like: a server may answer as if it were not there.

    def _parse_on(self) -> None:
        data, self._unparsed, self.flow.held = self._unparsed, b"", False
        if self.transport.is_closing():
            return
        self._parse(data)
        if not self.flow.held and not self.pipeline:
            self.flow.resume_reading()

    def _feed(self, piece: bytes) -> None:
        self._raw += len(piece)
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade:
            raise
        except httptools.HttpParserError:
            self._refuse(_HEAD_TOO_LARGE if self._is_head_too_large else HTTPStatus.BAD_REQUEST)
        if self._in_head and self._raw > MAX_HEAD_BYTES:
            self._refuse(_HEAD_TOO_LARGE)

    def _become_websocket(self, rest: bytes) -> None:
        self._watch.has_asked(self)
        self.handle_websocket_upgrade()
        if rest:
            self.transport.get_protocol().data_received(rest)  # type: ignore[attr-defined]

    @property
    def _is_head_too_large(self) -> bool:
        return self._head_bytes > MAX_HEAD_BYTES or self._headers > MAX_HEADERS

    # --- what the parser calls ---------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request."""
        super().on_message_begin()
        self._in_head = True
        self._raw = self._head_bytes = self._headers = 0
        if self._due is None:
            self._begin()

    def on_url(self, url: bytes) -> None:
        """A part of its address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or after the body a trailer, which nobody here reads."""
        self._headers += 1
        self._count(len(name) + len(value))
        if self._in_head:
            super().on_header(name, value)

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._is_head_too_large:
            raise _TooLarge

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._in_head = False
        self._due = self._began + settings.REQUEST_TIMEOUT
        self._watch.has_asked(self)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is complete: it no longer waits for the other side."""
        super().on_message_complete()
        self._due = None

    # --- what goes out -----------------------------------------------------------------------------------

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """Answer, or let a client that asks faster than anybody reads wait for it."""
        self._running = cycle
        wait = 0 if self._is_proxied else self._bucket().take()
        if wait:
            self.flow.pause_reading()
            self.loop.call_later(wait, self._start_late, cycle, app)
        else:
            super()._start_asgi_task(cycle, app)

    def _start_late(self, cycle: Any, app: Any) -> None:
        if not self.transport.is_closing():
            super()._start_asgi_task(cycle, app)

    def _bucket(self) -> TokenBucket:
        if self._requests is None:
            self._requests = TokenBucket(REQUESTS_PER_SECOND, REQUESTS_AT_ONCE)
        return self._requests

    @property
    def _is_proxied(self) -> bool:
        """Whether this came from a proxy we believe, which has many people on one connection."""
        trusted = self.config.forwarded_allow_ips or ""
        is_known = self.client is not None and self.client[0] in _believed(
            trusted if isinstance(trusted, str) else ",".join(trusted)
        )
        return is_known and any(name == b"x-forwarded-for" for name, _ in self.headers)

    def on_response_complete(self) -> None:
        """Go on with what was sent meanwhile."""
        super().on_response_complete()
        if self._unparsed and not self.pipeline:
            self._unset_keepalive_if_required()
            self.loop.call_soon(self._parse_on)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer with a status and close; after the answer that is under way, if there is one."""
        if self._refused or self.transport.is_closing():
            return
        self._refused, self._due = True, time.monotonic() + LINGER_SECONDS
        if self._is_answering:
            self._running.keep_alive = False
            self._unparsed = b""
            self.pipeline.clear()
            return
        if self._running is not None and not self._running.response_complete:
            self._tell_answering()
            if self._running.response_started:
                self.transport.close()
                return
        words = f"{status.phrase}\n".encode()
        headers = (
            b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
            b"cache-control: no-store\r\ncontent-length: %d\r\n\r\n" % len(words)
        )
        self.transport.write(STATUS_LINE[status] + headers + words)
        if self.transport.can_write_eof():
            self.transport.write_eof()


@lru_cache
def _believed(trusted: str) -> _TrustedHosts:
    """Uvicorn's own reading of whom to believe: addresses, networks or "*"."""
    return _TrustedHosts(trusted)
