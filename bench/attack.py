"""`python -m bench.attack KIND PORT CODE COUNT`: what somebody with bad intentions does to a server, until it is ended.

In a process of its own, so that it takes nothing from the load that is measured. It only ever talks to this machine.
"""

import asyncio
import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from .client import TEXT, frame, get, handshake
from .machine import allow_files

HERE = "127.0.0.1"
SPARE_FILES = 100
# The attacker of real life has a machine of their own.
POLITENESS = 10
FRAMES = frame(TEXT, b"x") * 2000
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Mood: pati"
# Each refusal waits, so they come on many connections.
POSTS_AT_ONCE = 400
AGAIN_SECONDS = 0.05


async def flood(port: int, code: str, count: int) -> None:
    """Frames of one byte from one person's socket, as fast as they are taken; closed, it comes back at once."""
    cookie = (await get(port, f"/s/{code}/")).cookie
    while True:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(HERE, port)
            writer.write(handshake(port, f"/ws/s/{code}/attendee", cookie))
            await asyncio.gather(_send_for_ever(writer), _read_to_the_end(reader, writer))
        await asyncio.sleep(AGAIN_SECONDS)


async def _send_for_ever(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(FRAMES)
        await writer.drain()
        await asyncio.sleep(0)


async def _read_to_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(2**16):
        pass
    writer.transport.abort()


async def silence(port: int, code: str, count: int) -> None:
    """Connections that say nothing, or half a head, opened again as soon as they are closed."""

    async def hold(number: int) -> None:
        while True:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection(HERE, port)
                if number % 2:
                    writer.write(HALF_A_HEAD)
                await _read_to_the_end(reader, writer)
            await asyncio.sleep(AGAIN_SECONDS)

    await asyncio.gather(*(hold(number) for number in range(count)))


async def questions(port: int, code: str, count: int) -> None:
    """Questions of people without a cookie, each somebody new to the server."""
    numbers = itertools.count()

    async def ask() -> None:
        while (number := next(numbers)) < count:
            body = b'{"t":"question.ask","id":"q%d","d":{"text":"Is this the question with the number %d?"}}'
            said = body % (number, number)
            lines = (
                f"POST /s/{code}/do HTTP/1.1", f"Host: {HERE}:{port}", f"Origin: http://{HERE}:{port}",
                "Content-Type: application/json", "Connection: close", f"Content-Length: {len(said)}", "", "",
            )  # fmt: skip
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection(HERE, port)
                writer.write("\r\n".join(lines).encode() + said)
                await _read_to_the_end(reader, writer)

    await asyncio.gather(*(ask() for _ in range(POSTS_AT_ONCE)))
    await asyncio.Event().wait()


async def pages(port: int, code: str, count: int) -> None:
    """The page of somebody known, which holds what is their own, again and again."""
    cookie = (await get(port, f"/s/{code}/")).cookie

    async def reload() -> None:
        while True:
            with contextlib.suppress(OSError):
                await get(port, f"/s/{code}/", cookie)

    await asyncio.gather(*(reload() for _ in range(count)))


KINDS: dict[str, Callable[[int, str, int], Coroutine[Any, Any, None]]] = {
    "flood": flood,
    "silence": silence,
    "questions": questions,
    "pages": pages,
}


def main(kind: str, port: str, code: str, count: str) -> None:
    """Attack until ended."""
    os.nice(POLITENESS)
    allow_files(int(count) + SPARE_FILES)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(KINDS[kind](int(port), code, int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
