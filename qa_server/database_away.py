"""An answer in words while the database is away, where it is asked before Django (whose own is in `hosting/errors`)."""

import logging
from typing import Any

from django.utils import translation

from sessions.core.database import DATABASE_AWAY
from sessions.hosting.errors import COME_BACK_SECONDS, unavailable_page
from sessions.live.requests import header_dict, language_of

log = logging.getLogger(__name__)


class DatabaseAway:
    """An ASGI application around those that find a session."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await self._application(scope, receive, send)
        except DATABASE_AWAY as error:  # raised before anything was sent: what sends has what it needs
            log.error("a page could not be made", exc_info=error)
            with translation.override(language_of(header_dict(scope["headers"]))):
                page = unavailable_page().encode()
            headers = [
                (b"content-type", b"text/html; charset=utf-8"),
                (b"content-length", b"%d" % len(page)),
                (b"cache-control", b"no-store"),
                (b"retry-after", b"%d" % COME_BACK_SECONDS),
            ]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body", "body": page})
