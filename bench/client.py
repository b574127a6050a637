"""HTTP and websockets with as little work as possible, so that the machine is left to the server.

It knows one thing more than it must: commands are masked with the key zero, which is allowed, costs the
server the same, and costs us nothing.
"""

import asyncio
import os
import socket
from base64 import b64encode
from typing import NamedTuple, cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
_LAST_AND_MASKED = 0x80
_ZERO_MASK = b"\0\0\0\0"
# The smallest the system allows: what a phone does not read, the server has to hold.
NARROW_BYTES = 2048
# As on a real network. On loopback segments are 64 KiB, and the sender's system buffers megabytes for each socket.
SEGMENT_BYTES = 1400
# What a phone says as well: the server keeps it as long as the socket lives.
BROWSER_HEADERS = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: en-GB,en;q=0.9,fr;q=0.8",
    "Cache-Control: no-cache",
    "Pragma: no-cache",
)


class Socket(asyncio.Protocol):
    """One websocket. Subclasses get the payload of every text frame (`take`) and hear of the end (`ended`)."""

    __slots__ = ("_buffer", "_opened", "_transport", "closed", "head")

    def __init__(self) -> None:
        self.head = b""
        self.closed = True
        self._buffer = b""
        self._opened: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None

    def take(self, payload: bytes) -> None:
        """A text frame came."""
        raise NotImplementedError

    def ended(self) -> None:
        """The connection is gone, after it was open."""

    async def open(self, port: int, path: str, cookie: str = "", *, narrow: bool = False) -> None:
        """Connect, also again, and shake hands; `head` is then the server's answer. Raises ConnectionError.

        `narrow` takes as little as possible into the system's buffer.
        """
        self._opened, self._buffer = asyncio.get_running_loop().create_future(), b""
        self._transport = await dial(port, self, narrow=narrow)
        self._transport.write(handshake(port, path, cookie))
        await self._opened

    def send(self, text: bytes) -> None:
        """Send a text frame."""
        self._transport.write(frame(TEXT, text))

    def close(self) -> None:
        """Say goodbye and hang up."""
        if not self.closed:
            self._transport.write(frame(CLOSE, b"\x03\xe8"))
            self._transport.close()

    def drop(self) -> None:
        """Hang up without a word."""
        if self._transport:
            self._transport.abort()

    def stop_reading(self) -> None:
        """Take nothing more from the network."""
        self._transport.pause_reading()

    def read_on(self) -> None:
        """Read again."""
        self._transport.resume_reading()

    # --- what the event loop calls -----------------------------------------------------------------------

    def connection_lost(self, error: Exception | None) -> None:
        was_open, self.closed = not self.closed, True
        self._fail(error or ConnectionError("the server closed the connection before the handshake"))
        if was_open:
            self.ended()

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            data = self._buffer + data
        if self._opened:
            data = self._read_handshake(data)
        self._buffer = self._read_frames(data)

    def _read_handshake(self, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end or not self._opened:
            return data
        if head.startswith(b"HTTP/1.1 101 "):
            self.head, self.closed = head, False
            self._opened.set_result(None)
            self._opened = None
            return rest
        self._fail(ConnectionError(f"the handshake was refused: {head.splitlines()[0].decode('latin1')}"))
        self._transport.close()
        return b""

    def _fail(self, error: Exception) -> None:
        if self._opened and not self._opened.done():
            self._opened.set_exception(error)

    def _read_frames(self, data: bytes) -> bytes:
        """Hand on every complete frame; returns the rest. (Servers do not split or mask what they send us.)"""
        if self._opened:
            return data
        start = 0
        while (bounds := find_payload(data, start)) is not None:
            begin, end = bounds
            opcode = data[start] & 0x0F
            if opcode == TEXT:
                self.take(data[begin:end])
            elif opcode == PING:
                self._transport.write(frame(PONG, data[begin:end]))
            elif opcode == CLOSE:
                self._transport.close()
            start = end
        return data[start:]


class Response(NamedTuple):
    """An answer to GET; `cookie` is the first one set, as a client sends it back."""

    status: int
    cookie: str
    body: bytes


class _Fetch(asyncio.Protocol):
    """Collects one response that says its length."""

    def __init__(self) -> None:
        self.done: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self._data = bytearray()

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, body = bytes(self._data).partition(b"\r\n\r\n")
        if end and len(body) >= int(header(head, b"content-length") or 0) and not self.done.done():
            self.done.set_result(Response(int(head[9:12]), first_cookie(head), body))

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))


async def get(port: int, path: str, cookie: str = "") -> Response:
    """GET a page the way a browser does; without a cookie, a newcomer's. Raises ConnectionError."""
    fetch = _Fetch()
    transport = await dial(port, fetch)
    known = [f"Cookie: {cookie}"] if cookie else []
    lines = (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *BROWSER_HEADERS, *known, "", "")
    transport.write("\r\n".join(lines).encode())
    try:
        return await fetch.done
    finally:
        transport.close()


async def dial(port: int, protocol: asyncio.Protocol, *, narrow: bool = False) -> asyncio.Transport:
    """Connect to the server on this machine. Raises ConnectionError."""
    loop = asyncio.get_running_loop()
    line = socket.socket()
    line.setblocking(False)
    if narrow:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW_BYTES)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT_BYTES)
    try:
        await loop.sock_connect(line, ("127.0.0.1", port))
        transport, _ = await loop.create_connection(lambda: protocol, sock=line)
    except BaseException:
        line.close()
        raise
    return cast(asyncio.Transport, transport)


def handshake(port: int, path: str, cookie: str) -> bytes:
    """The request that opens a websocket."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
        *BROWSER_HEADERS,
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join((*lines, "", "")).encode()


def header(head: bytes, name: bytes) -> str:
    """The first header with this lower-case name, or nothing."""
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip().decode("latin1")
    return ""


def first_cookie(head: bytes) -> str:
    """The name=value of the first Set-Cookie, or nothing."""
    return header(head, b"set-cookie").partition(";")[0]


def find_payload(data: bytes, start: int) -> tuple[int, int] | None:
    """Where the payload of the unmasked frame at `start` begins and ends; None while it is not complete."""
    if len(data) < start + 2:
        return None
    size, begin = data[start + 1] & 0x7F, start + 2
    if size == 126:
        size, begin = int.from_bytes(data[start + 2 : start + 4], "big"), start + 4
    elif size == 127:
        size, begin = int.from_bytes(data[start + 2 : start + 10], "big"), start + 10
    end = begin + size
    return (begin, end) if len(data) >= max(begin, end) else None


def frame(opcode: int, payload: bytes) -> bytes:
    """A masked frame of up to 65,535 bytes."""
    size = len(payload)
    first = _LAST_AND_MASKED | opcode
    if size < 126:
        return bytes((first, 0x80 | size)) + _ZERO_MASK + payload
    return bytes((first, 0x80 | 126)) + size.to_bytes(2, "big") + _ZERO_MASK + payload
