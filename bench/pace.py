"""One clock for all processes of the load, and doing things at their times."""

import asyncio
import time
from collections.abc import AsyncIterator

clock = time.perf_counter  # CLOCK_MONOTONIC: the same in every process of a machine


async def evenly(count: int, seconds: float) -> AsyncIterator[float]:
    """Come round `count` times, evenly within `seconds`, each time with how late in seconds; ends when they are over.

    What is due is not left out because earlier rounds were late.
    """
    began = clock()
    for number in range(count):
        due = began + seconds * number / count
        if (pause := due - clock()) > 0:
            await asyncio.sleep(pause)
        yield max(0.0, clock() - due)
    await asyncio.sleep(max(0.0, began + seconds - clock()))
