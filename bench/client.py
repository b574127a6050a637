"""A websocket client that does little, so that the load leaves the machine to the server.

It knows one thing more than it must: commands are masked with the key zero, which is allowed, costs the
server the same, and costs us nothing.
"""

import asyncio
import os
from base64 import b64encode
from collections.abc import Callable
from typing import cast

OnFrame = Callable[[bytes], None]

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
_LAST_AND_MASKED = 0x80
_ZERO_MASK = b"\0\0\0\0"
# What a phone says as well: the server keeps it as long as the socket lives.
BROWSER_HEADERS = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: en-GB,en;q=0.9,fr;q=0.8",
    "Cache-Control: no-cache",
    "Pragma: no-cache",
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
)


class Socket(asyncio.Protocol):
    """One connection. `on_frame` gets the payload of every text frame; `closed` is true once it ended."""

    __slots__ = ("_buffer", "_head", "_on_frame", "_opened", "_transport", "closed")

    def __init__(self, head: bytes, on_frame: OnFrame) -> None:
        self._head = head
        self._on_frame = on_frame
        self._buffer = b""
        self._opened: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._head)

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True
        self._fail(error or ConnectionError("the server closed the connection before the handshake"))

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            data = self._buffer + data
        if self._opened:
            data = self._read_handshake(data)
        self._buffer = self._read_frames(data)

    def send(self, text: bytes) -> None:
        """Send a text frame."""
        self._transport.write(frame(TEXT, text))

    def close(self) -> None:
        """Say goodbye and hang up."""
        if not self.closed:
            self._transport.write(frame(CLOSE, b"\x03\xe8"))
            self._transport.close()

    async def opened(self) -> None:
        """Wait for the handshake. Raises ConnectionError."""
        if self._opened:
            await self._opened

    def _read_handshake(self, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end or not self._opened:
            return data
        if head.startswith(b"HTTP/1.1 101 "):
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
                self._on_frame(data[begin:end])
            elif opcode == PING:
                self._transport.write(frame(PONG, data[begin:end]))
            elif opcode == CLOSE:
                self.close()
            start = end
        return data[start:]


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


async def connect(port: int, path: str, on_frame: OnFrame, cookie: str = "") -> Socket:
    """Open a socket to the server on this machine. Raises ConnectionError."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        *BROWSER_HEADERS,
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    head = "\r\n".join((*lines, "", "")).encode()
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(lambda: Socket(head, on_frame), "127.0.0.1", port)
    await socket.opened()
    return socket
