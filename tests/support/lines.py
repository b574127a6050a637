"""A plain TCP line to a server: says any bytes, hears what comes back."""

import asyncio
import os
from base64 import b64encode
from typing import Self
from urllib.parse import urlsplit

PATIENCE_SECONDS = 20.0
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
LAST, MASKED = 0x80, 0x80


class Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.heard = b""

    @classmethod
    async def open(cls, base: str, said: bytes = b"") -> Self:
        """Connect to the server at `base`, and say something."""
        address = urlsplit(base)
        line = cls(*await asyncio.open_connection(address.hostname, address.port))
        line.say(said)
        return line

    def say(self, data: bytes) -> None:
        """Send bytes, as fast as the other side takes them."""
        self.writer.write(data)

    async def say_for_ever(self, data: bytes, pause: float = 0.0) -> None:
        """Send the same again and again, until the other side is gone."""
        try:
            while True:
                self.writer.write(data)
                await self.writer.drain()
                await asyncio.sleep(pause)
        except OSError:
            return

    async def end(self, within: float = PATIENCE_SECONDS) -> bytes:
        """All that comes until the other side closes. Raises TimeoutError where it does not."""
        async with asyncio.timeout(within):
            try:
                while data := await self.reader.read(65536):
                    self.heard += data
            except ConnectionError:
                pass
        return self.heard

    async def until(self, part: bytes) -> bytes:
        """All that came once `part` did."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while part not in self.heard:
                data = await self.reader.read(65536)
                if not data:
                    raise AssertionError(f"closed before {part!r}: {self.heard[-300:]!r}")
                self.heard += data
        return self.heard

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


def request(base: str, path: str, *headers: str, method: str = "GET", body: bytes = b"") -> bytes:
    """A request as bytes, with the headers it needs and others."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(base).netloc}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def handshake(base: str, path: str, *headers: str) -> bytes:
    """The request that opens a websocket."""
    return request(
        base,
        path,
        f"Origin: {base}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        *headers,
    )


def frame(opcode: int, payload: bytes = b"", *, last: bool = True) -> bytes:
    """A masked frame (with the mask zero) of up to 65,535 bytes."""
    size = len(payload)
    length = bytes([MASKED | size]) if size < 126 else bytes([MASKED | 126]) + size.to_bytes(2, "big")
    return bytes([(LAST if last else 0) | opcode]) + length + bytes(4) + payload


def status_of(answer: bytes) -> int:
    """The status of a response; 0 where there is none."""
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
