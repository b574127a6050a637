"""Is the process alive, and can it do its work?"""

import asyncio

from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

READY_SECONDS = 3


async def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the event loop turns."""
    return HttpResponse("ok", content_type="text/plain")


async def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and, where used, Redis answer; 503 and which one does not."""
    checks = {"database": await _passes(sync_to_async(_ask_database)())}
    if settings.REDIS_URL:
        checks["redis"] = await _passes(_ask_redis())
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


async def _passes(check) -> bool:  # type: ignore[no-untyped-def]
    try:
        await asyncio.wait_for(check, READY_SECONDS)
    except Exception:
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


async def _ask_redis() -> None:
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send("readyz", {"type": "moved"})
