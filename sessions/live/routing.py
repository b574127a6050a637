"""Where sockets connect."""

from typing import Any

from django.urls import re_path

from .consumer import LiveConsumer, Receive, Send

CLOSE_NOT_FOUND = 4004


async def nowhere(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Refuse a socket to an address that is none; Channels would fill the log for whoever tries some."""
    await receive()
    await send({"type": "websocket.close", "code": CLOSE_NOT_FOUND})


websocket_urlpatterns = [
    re_path(r"^ws/s/(?P<code>[0-9]{7})/(?P<role>attendee|moderator|screen)$", LiveConsumer.as_asgi()),
    re_path(r"^", nowhere),  # type: ignore[arg-type]  # an ASGI application
]
