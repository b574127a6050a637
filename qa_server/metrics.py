"""`/metrics` for Prometheus: there only where METRICS_TOKEN is set, and only for who shows it."""

import secrets
from typing import Any

from django.conf import settings
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from sessions.live.metrics import exposed
from sessions.live.workers import workers

HEADERS = [(b"content-type", CONTENT_TYPE_PLAIN_0_0_4.encode()), (b"cache-control", b"no-store")]


class Metrics:
    """An ASGI application before the one with all pages, for which there is no such page.

    The token is all it asks for: Prometheus may reach a process by any address, which need not be in ALLOWED_HOSTS.
    """

    def __init__(self, pages: Any) -> None:
        self._pages = pages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != "/metrics" or not _may_read(scope["headers"]):
            await self._pages(scope, receive, send)
            return
        body = exposed(await workers.ask())
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": body})


def _may_read(headers: list[tuple[bytes, bytes]]) -> bool:
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    shown = dict(headers).get(b"authorization", b"")
    return bool(settings.METRICS_TOKEN) and secrets.compare_digest(shown, wanted)
