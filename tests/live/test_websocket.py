"""The short way out of Uvicorn: taken at once, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from sessions.live import websocket

Write = Callable[[bytes], bool]


@asynccontextmanager
async def connected(**config: Any) -> AsyncIterator[tuple[ClientConnection, dict[str, Any]]]:
    """A client at a real Uvicorn, and what the application was offered to write with."""
    offered: dict[str, Any] = {}
    gone = asyncio.Event()

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        offered.update(scope["extensions"])
        await receive()
        gone.set()

    server = uvicorn.Server(
        uvicorn.Config(
            application, port=0, lifespan="off", log_level="error", ws=websocket.Protocol, **config
        )
    )
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with connect(f"ws://127.0.0.1:{port}", max_queue=1) as client:
            offered["gone"] = gone
            yield client, offered
    finally:
        server.should_exit = True
        await running


async def test_a_frame_is_sent_at_once():
    async with connected(ws_per_message_deflate=False) as (client, offered):
        assert offered[websocket.EXTENSION]("Où ?".encode())
        assert offered[websocket.EXTENSION](b"x" * 70_000)
        assert await client.recv() == "Où ?"
        assert await client.recv() == "x" * 70_000


async def test_nothing_is_written_to_a_client_that_does_not_read_or_is_gone():
    async with connected(ws_per_message_deflate=False) as (client, offered):
        write: Write = offered[websocket.EXTENSION]
        written = 0
        while write(b"%d " % written + b"x" * 100_000):
            written += 1
        assert not write(b"more")
        for number in range(written):
            assert (await client.recv()).startswith(f"{number} ")
        await client.close()
        await offered["gone"].wait()
        assert not write(b"more")


async def test_a_connection_that_compresses_is_written_to_by_uvicorn():
    async with connected(ws_per_message_deflate=True) as (_, offered):
        assert websocket.EXTENSION not in offered
