"""Scripts and stylesheets of pages, made once and then answered from memory.

A hall that arrives asks for two of them each, and Django takes milliseconds for an answer: as long as for a page.
"""

import asyncio
from http import HTTPStatus
from typing import Any

from django.conf import settings

_OURS = tuple(f"/{folder}/{settings.ASSET_VERSION}/" for folder in ("css", "js"))


class KeptFiles:
    """An ASGI application before Django, which makes each file of the version that runs here for the first who asks."""

    def __init__(self, django: Any) -> None:
        self._django = django
        self._kept: dict[tuple[str, bool], list[Any]] = {}
        self._making = asyncio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] != "GET" or settings.DEBUG or not scope["path"].startswith(_OURS):
            await self._django(scope, receive, send)
            return
        for message in await self._file(scope, receive):
            await send(message)

    async def _file(self, scope: Any, receive: Any) -> list[Any]:
        headers = dict(scope["headers"])
        zipped = b"gzip" in headers.get(b"accept-encoding", b"")
        key = scope["path"], zipped
        if key in self._kept:
            return self._kept[key]
        async with self._making:
            if key in self._kept:  # made while we waited
                return self._kept[key]
            made: list[Any] = []

            async def keep(message: Any) -> None:
                made.append(message)

            # What is kept depends on nothing else of who asked first: no cookie, no language, no network.
            asked = [
                (b"host", headers.get(b"host", b"")),
                *([(b"accept-encoding", b"gzip")] if zipped else []),
            ]
            await self._django({**scope, "headers": asked, "client": None}, receive, keep)
            if made and made[0]["status"] == HTTPStatus.OK:
                self._kept[key] = made
            return made
