"""From the start of a server process to its end."""

import asyncio
import logging
import os
from typing import Any

from django.conf import settings
from django.db import connection

from sessions.live.workers import workers

from . import VERSION
from .server_lock import ServerLock

log = logging.getLogger(__name__)

# A process that is being replaced may take this long to go.
WAIT_FOR_LOCK_SECONDS = 10
TRY_AGAIN_SECONDS = 0.1
NEEDS_REDIS = (
    "Openfloor cannot start: another server process uses this database. Several processes need REDIS_URL, "
    "or what happens in one is late in the others."
)


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Start where it may, answer the other processes of this machine, and let go at the end."""
    lock = ServerLock(settings.VAR_DIR, settings.DATABASE_ADDRESS)
    while True:
        happens = (await receive())["type"]
        if happens == "lifespan.startup" and not await _take(lock):
            await send({"type": "lifespan.startup.failed", "message": NEEDS_REDIS})
            return
        if settings.METRICS_TOKEN:
            await (workers.listen() if happens == "lifespan.startup" else workers.stop())
        if happens == "lifespan.startup":
            log.info("%s: process %d is ready", _what_runs(), os.getpid())
        else:
            lock.free()
            log.info("process %d has stopped", os.getpid())
        await send({"type": f"{happens}.complete"})
        if happens == "lifespan.shutdown":
            return


async def _take(lock: ServerLock) -> bool:
    for _ in range(int(WAIT_FOR_LOCK_SECONDS / TRY_AGAIN_SECONDS)):
        if lock.take(alone=not settings.REDIS_URL):
            return True
        await asyncio.sleep(TRY_AGAIN_SECONDS)
    return False


def _what_runs() -> str:
    """What an administrator looks for first when something is not as it should be."""
    database = connection.display_name
    redis = "Redis" if settings.REDIS_URL else "no Redis"
    about = f"HOSTING={settings.HOSTING}, {database}, {redis}, workers: {settings.WEB_CONCURRENCY}"
    return f"Openfloor {VERSION} at {settings.PUBLIC_URL} ({about})"
