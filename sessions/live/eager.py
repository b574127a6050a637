"""Starting a coroutine at once, in the hope that it need not wait.

A server that has room takes a frame without waiting. A task for each frame would cost as much as the sending, so
there is one only for a coroutine that does have to wait. (Python 3.12 calls this an eager task.)
"""

import asyncio
from collections.abc import Coroutine, Generator
from functools import partial
from typing import Any


def start(coroutine: Coroutine[Any, None, None]) -> asyncio.Task[None] | None:
    """Run `coroutine` until it waits for something, and the rest of it in a task; None where nothing is left.

    Raises what it raises before it first waits. Up to there it must not ask which task it is in.
    """
    try:
        waits_for = coroutine.send(None)
    except StopIteration:
        return None
    task = asyncio.get_running_loop().create_task(_finish(_Rest(coroutine, waits_for)))
    task.add_done_callback(lambda _: coroutine.close())  # cancelled before it went on
    return task


async def _finish(rest: "_Rest") -> None:
    await rest


class _Rest:
    """What is left of a coroutine: passes on what it waits for, and what comes of that."""

    def __init__(self, coroutine: Coroutine[Any, None, None], waits_for: object) -> None:
        self._coroutine = coroutine
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, None, None]:
        waits_for = self._waits_for
        while True:
            try:
                yield waits_for
            except BaseException as error:
                go_on = partial(self._coroutine.throw, error)
            else:
                go_on = partial(self._coroutine.send, None)
            try:
                waits_for = go_on()
            except StopIteration:
                return
