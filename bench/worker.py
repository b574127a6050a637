"""`python -m bench.worker DESCRIPTOR PORT NAME`: a crowd that is told over a socket what to do (`bench.load`)."""

import asyncio
import gc
import socket
import sys
from typing import Any

import uvloop

from .crowd import Crowd
from .load import packed, unpacked


async def serve(descriptor: int, port: int, name: str) -> None:
    """Do what is asked, many things at once, until the other end is closed."""
    crowd, tasks = Crowd(port, name), set()
    reader, writer = await asyncio.open_connection(sock=socket.socket(fileno=descriptor), limit=2**30)

    async def answer(call: int, method: str, args: Any, kwargs: Any) -> None:
        value, error = None, None
        try:
            value = await getattr(crowd, method)(*args, **kwargs)
        except BaseException as raised:
            error = raised if not isinstance(raised, BaseExceptionGroup) else raised.exceptions[0]
        writer.write(packed((call, value, error)))

    try:
        while True:
            task = asyncio.create_task(answer(*await unpacked(reader)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    except (asyncio.IncompleteReadError, ConnectionError):
        await crowd.leave()


if __name__ == "__main__":
    # A collection would stop all sockets for a moment, and there is next to nothing to collect.
    gc.disable()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
