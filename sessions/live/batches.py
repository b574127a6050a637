"""Doing many small things in one go: while one batch is at work, and a moment longer, the next one gathers."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from ..wire.errors import Code, Refused
from . import counts
from .threads import in_thread

In = TypeVar("In")
Out = TypeVar("Out")

MOST_IN_A_BATCH = 400
# A batch costs about a millisecond however small it is, and nobody sees twenty: votes are shown at ten ticks a second.
APART_SECONDS = 0.02

log = logging.getLogger(__name__)


def a_moment(size: int) -> float:
    """Seconds from the beginning of a batch to that of the next."""
    return APART_SECONDS


class Batcher(Generic[In, Out]):
    """Collects items and hands them to `work` in lists, one list at a time. Belongs to one event loop.

    `work` runs on a database thread and returns one outcome for each item, in order. An item alone goes at once;
    where batches follow each other they begin a moment apart, and under load they grow with the time one takes.
    """

    def __init__(
        self,
        work: Callable[[list[In]], list[Out]],
        *,
        apart: Callable[[int], float] = a_moment,
        most: int = MOST_IN_A_BATCH,
    ) -> None:
        self._work = work
        self._apart = apart
        self._most = most
        self._waiting: list[tuple[In, asyncio.Future[Out], float]] = []
        self._task: asyncio.Task[None] | None = None
        self._not_before = 0.0

    async def submit(self, item: In) -> Out:
        """The outcome for `item`. Raises Refused(unavailable) where the database failed."""
        future: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future, time.monotonic()))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        while self._waiting:
            pause = self._not_before - time.monotonic()
            if pause > 0 and len(self._waiting) < self._most:
                await asyncio.sleep(pause)
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._not_before = time.monotonic() + self._apart(len(batch))
            try:
                counts.batch(self._work, len(batch), time.monotonic() - batch[0][2])
                outcomes = await in_thread(self._work, [item for item, *_ in batch])
            except Exception:
                log.exception("a batch of %d failed", len(batch))
                for _, future, _ in batch:
                    if not future.done():
                        future.set_exception(Refused(Code.UNAVAILABLE))
                continue
            for (_, future, _), outcome in zip(batch, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)
