"""The threads that talk to the database for the event loop.

`database_sync_to_async` is one thread for the whole process; this is a small pool that keeps its connections.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connections

from . import counts

P = ParamSpec("P")
T = TypeVar("T")

_pool = ThreadPoolExecutor(settings.LIVE_THREADS, thread_name_prefix="live")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `function` on a database thread."""
    asked_at = time.monotonic()

    def work() -> T:
        began = time.monotonic()
        counts.thread_waits.observe(began - asked_at)
        try:
            return function(*args, **kwargs)
        finally:
            # Broken connections are dropped, pooled ones go back to their pool, SQLite's stay open.
            for connection in connections.all(initialized_only=True):
                connection.close_if_unusable_or_obsolete()
            counts.database.labels(counts.what(function)).observe(time.monotonic() - began)

    return await asyncio.get_running_loop().run_in_executor(_pool, work)
