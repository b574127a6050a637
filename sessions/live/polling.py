"""What moved, for attendees whose network blocks websockets: `GET /s/<code>/state?role=attendee&rev=N` from memory.

Where a network blocks sockets it does so for the whole audience, and each of them asks every few seconds. Nothing
of it is private, so it is answered before Django, with the frame that sockets with the same revision get.
"""

import asyncio
import gzip
import re
from functools import lru_cache
from typing import Any

from ..core.attempts import Attempts, network_of_client
from ..core.cookies import read_cookies
from ..core.reading import read_number, read_session_id
from ..join import identity
from ..wire.roles import Role
from .asgi import App
from .hub import Hub
from .hubs import hubs
from .requests import header_dict, is_own_host, read_query

# A page asks every three seconds.
asked_by_person = Attempts(free=100, seconds_each=0.1)
asked_by_strangers = Attempts(free=2000, seconds_each=0.005)
WAIT_SECONDS = 1.0

SMALL_BYTES = 400  # not worth compressing: it fits into a packet anyway
_PATH = re.compile(r"/s/([0-9]{7})/state")
_HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"private, no-cache"),
    (b"x-content-type-options", b"nosniff"),
    (b"vary", b"Accept-Encoding"),
]


async def missed(hub: Hub, role: Role, person: str, revision: str, everything: str) -> bytes | None:
    """The frame somebody with this revision misses, None where nothing moved: what their socket would be sent.

    `person` is who asks, to be counted.
    """
    hub.heads.asked(role, person)
    had = await hub.had(role, read_number(revision))
    frame, _ = hub.frames(role, whole=everything == "1").missing(had)
    return frame


class Polling:
    """An ASGI application before the one with all pages. What it does not answer itself, it passes on."""

    def __init__(self, pages: App) -> None:
        self._pages = pages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        found = _PATH.fullmatch(scope["path"]) if scope["method"] == "GET" else None
        asked = read_query(scope["query_string"]) if found else {}
        headers = header_dict(scope["headers"]) if found else {}
        is_ours = asked.get("role") == Role.ATTENDEE and is_own_host(headers.get("host", ""))
        session_id = read_session_id(asked.get("session"))
        hub = await hubs().find(found[1], session_id) if found and is_ours else None
        if hub is None:
            await self._pages(scope, receive, send)
            return
        cookies = read_cookies(headers.get("cookie", ""))
        key = identity.read_key(cookies, hub.session_id, hub.session.code) or ""
        await _let_others_go_first(scope, key)
        frame = await missed(hub, Role.ATTENDEE, key, asked.get("rev", ""), asked.get("all", ""))
        await _answer(send, frame, zipped="gzip" in headers.get("accept-encoding", ""))


async def _let_others_go_first(scope: Any, key: str) -> None:
    """Who asks far more often than any page waits; a hall without cookies behind one address hardly ever does."""
    asked, who = (asked_by_person, key) if key else (asked_by_strangers, network_of_client(scope))
    if asked.wait(who):
        await asyncio.sleep(WAIT_SECONDS)
    asked.fail(who)


async def _answer(send: Any, frame: bytes | None, *, zipped: bool) -> None:
    headers, body, status = list(_HEADERS), frame or b"", 200 if frame else 204
    if zipped and len(body) > SMALL_BYTES:
        headers.append((b"content-encoding", b"gzip"))
        body = _zip(body)
    if frame:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@lru_cache(64)
def _zip(frame: bytes) -> bytes:
    return gzip.compress(frame, 6)
