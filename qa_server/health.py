"""Is the process alive, and can it do its work?"""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from sessions.core.models import WriteCheck
from sessions.live.threads import in_thread

READY_SECONDS = 3

Check = Callable[[], Awaitable[None]]

# The checks that have not ended yet, for each event loop.
_running: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Check, asyncio.Task[None]]] = WeakKeyDictionary()


async def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the event loop turns."""
    return HttpResponse("ok", content_type="text/plain")


async def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database takes a row and, where used, Redis answers; 503 and which one does not."""
    checks = {"database": await _passes(_write_to_database)}
    if settings.REDIS_URL:
        checks["redis"] = await _passes(_ask_redis)
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


async def _passes(check: Check) -> bool:
    """Whether `check` ends well in time. All who ask meanwhile wait for one: asking must not wear out the disk."""
    running = _running.setdefault(asyncio.get_running_loop(), {})
    task = running.get(check)
    if task is None or task.done():
        task = running[check] = asyncio.create_task(check())  # type: ignore[arg-type]
        task.add_done_callback(_is_heard)
    try:
        await asyncio.wait_for(asyncio.shield(task), READY_SECONDS)
    except Exception:
        return False
    return True


def _is_heard(task: asyncio.Task[None]) -> None:
    """It may fail when nobody waits for it any more."""
    if not task.cancelled():
        task.exception()


async def _write_to_database() -> None:
    await in_thread(_write_a_row)


def _write_a_row() -> None:
    """Committed, for only that finds out that the disk is full."""
    WriteCheck.objects.bulk_create(
        [WriteCheck(pk=1, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["at"],
    )


async def _ask_redis() -> None:
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send("readyz", {"type": "moved"})
