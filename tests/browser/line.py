"""The network between a browser and the server, as good or bad as a test wants it."""

import asyncio
import contextlib
from typing import Self
from urllib.parse import urlsplit

from ..support.processes import free_port

CHUNK_BYTES = 64 * 1024
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
SIGN_IN = b"<!doctype html><title>Free wifi</title><p>Accept our terms to go on."
PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
    % (
        len(SIGN_IN),
        SIGN_IN,
    )
)


class Line:
    """Passes bytes both ways. `is_deaf`: what the server says does not arrive; `blocks_websockets`: as some
    company networks do; `hangs_websockets`: takes their handshakes and never answers, as some proxies do;
    `is_hole`: takes every new connection and never answers; `is_portal`: answers with a page to sign in at.
    """

    def __init__(self, server: str) -> None:
        self.base = f"http://127.0.0.1:{free_port()}"
        self.is_deaf = False
        self.blocks_websockets = self.hangs_websockets = False
        self.is_hole = self.is_portal = False
        self._there = urlsplit(server)
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._stranded: set[asyncio.StreamWriter] = set()
        self._listener: asyncio.Server

    @classmethod
    async def lay(cls, server: str) -> Self:
        """Make a line to the server at this address."""
        line = cls(server)
        here = urlsplit(line.base)
        line._listener = await asyncio.start_server(line._carry, here.hostname, here.port)
        return line

    def cut(self) -> None:
        """Break every connection, and each new one."""
        self._is_cut = True
        for writer in self._writers:
            writer.transport.abort()

    def strand(self) -> None:
        """Let the connections of now lead nowhere without a word, as after a change of network; new ones work."""
        self._stranded |= self._writers

    def mend(self) -> None:
        """Be a good line again."""
        self._is_cut = self.is_deaf = self.hangs_websockets = self.is_hole = self.is_portal = False

    async def remove(self) -> None:
        """Take the line away."""
        self.cut()
        self._listener.close()
        await self._listener.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            first = b"" if self._is_cut else await reader.read(CHUNK_BYTES)
            is_handshake = b"upgrade: websocket" in first.lower()
            if self.is_portal or (self.blocks_websockets and is_handshake):
                writer.write(PORTAL if self.is_portal else REFUSAL)
                await writer.drain()
            elif self.is_hole or (self.hangs_websockets and is_handshake):
                self._writers.add(writer)
                await reader.read()  # until they give up
                self._writers.discard(writer)
            elif first:
                await self._connect(first, reader, writer)
        writer.transport.abort()

    async def _connect(
        self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        from_server, to_server = await asyncio.open_connection(self._there.hostname, self._there.port)
        both = {writer, to_server}
        self._writers |= both
        to_server.write(first)
        ways = {
            asyncio.ensure_future(self._pump(reader, to_server)),
            asyncio.ensure_future(self._pump(from_server, writer, is_down=True)),
        }
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        self._writers -= both
        for way in ways:
            way.cancel()
        to_server.transport.abort()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_down: bool = False
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK_BYTES):
                if writer not in self._stranded and not (is_down and self.is_deaf):
                    writer.write(chunk)
                    await writer.drain()
