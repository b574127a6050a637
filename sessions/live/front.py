"""Newcomers get the attendee page from memory.

When a hall scans the code, thousands ask for the same page within a minute. It holds nothing private, so it is
rendered by Django once and kept for a moment, compressed; only the cookie with a fresh identity differs. A page
that is a second old is no harm: its script says which revision it has and is told what moved since.
"""

import asyncio
import contextlib
import re
import time
from typing import Any, NamedTuple

from ..core.attempts import network_of_client
from ..core.cookies import read_cookies
from ..join import identity
from ..join.views import wrong_code_delay
from ..wire.errors import Refused
from .asgi import App, Message, Send
from .hub import Hub
from .hubs import hubs
from .requests import header_dict, is_own_host, language_of

KEPT_SECONDS = 1.0
MOST_KEPT = 500
# Where a view leaves, in the scope, how many seconds its answer is to be held back.
HELD_BACK = "openfloor.held_back"
_PASSED_ON = ("host", "accept-encoding", "x-forwarded-proto", "x-forwarded-for")
_PATH = re.compile(r"/s/([0-9]{7})/")


class Page(NamedTuple):
    """A rendered response without its cookies."""

    until: float
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Front:
    """An ASGI application before the one with all pages. What it does not answer itself, it passes on."""

    def __init__(self, django: App) -> None:
        self._django = django
        self._pages: dict[tuple[int, str, bool, bool], asyncio.Future[Page]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        code = self._code_asked_for(scope)
        hub = await hubs().find(code) if code else None
        headers = header_dict(scope["headers"]) if hub else {}
        page = (
            await self._page(scope, hub.session_id, headers) if hub and _is_newcomer(headers, hub) else None
        )
        if hub is None or page is None or page.status != 200:
            await self._django(scope, receive, _held_back(scope, send))
            return
        answered = list(page.headers)
        with contextlib.suppress(Refused):  # then they read; their socket or first form asks again
            new_key = hub.newcomers.welcome(network_of_client(scope))
            answered.append(
                (b"set-cookie", identity.cookie(hub.session_id, hub.session.code, new_key).encode())
            )
        await send({"type": "http.response.start", "status": 200, "headers": answered})
        await send({"type": "http.response.body", "body": page.body})

    def _code_asked_for(self, scope: Any) -> str:
        """The code of the session whose plain page is asked for; else empty."""
        found = (
            _PATH.fullmatch(scope["path"]) if scope["method"] == "GET" and not scope["query_string"] else None
        )
        return found[1] if found else ""

    async def _page(self, scope: Any, session_id: int, headers: dict[str, str]) -> Page:
        language = language_of(headers)
        zipped = "gzip" in headers.get("accept-encoding", "")
        # All that a page depends on, and no more: a Host may be spelt in many ways. Whether we are reached by HTTPS
        # is what a proxy says, and decides on headers.
        is_https = headers.get("x-forwarded-proto", "").partition(",")[0].strip() == "https"
        key = (session_id, language, zipped, is_https)
        kept = self._pages.get(key)
        if kept is None or (kept.done() and (kept.exception() or kept.result().until < time.monotonic())):
            if len(self._pages) >= MOST_KEPT:
                self._pages.clear()
            kept = self._pages[key] = asyncio.ensure_future(
                self._render(scope, session_id, headers, language)
            )
        return await asyncio.shield(kept)

    async def _render(self, scope: Any, session_id: int, headers: dict[str, str], language: str) -> Page:
        """Let Django answer somebody who has nothing but a language."""
        asked = [(b"accept-language", language.encode())]
        asked += [(name.encode(), headers[name].encode("latin1")) for name in _PASSED_ON if name in headers]
        status, answered, body = 500, [], b""

        incoming: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            # There is no body, and nobody who goes away.
            return incoming.pop() if incoming else await asyncio.Future()

        async def send(message: Message) -> None:
            nonlocal status, answered, body
            if message["type"] == "http.response.start":
                status = message["status"]
                answered = [
                    (name, value) for name, value in message["headers"] if name.lower() != b"set-cookie"
                ]
            else:
                body += message.get("body", b"")

        query = f"session={session_id}".encode()  # the code may be used again meanwhile
        # From nowhere: the identity that is thrown away here is at nobody's expense.
        nobody = {**scope, "headers": asked, "query_string": query, "client": None}
        await self._django(nobody, receive, send)
        return Page(time.monotonic() + KEPT_SECONDS, status, answered, body)


def _is_newcomer(headers: dict[str, str], hub: Hub) -> bool:
    """Whether this is a browser without an identity in this session, at an address of ours. Else Django looks at it."""
    code = hub.session.code
    names = {identity.cookie_name(hub.session_id, code), identity.earlier_cookie_name(code)}
    return is_own_host(headers.get("host", "")) and names.isdisjoint(read_cookies(headers.get("cookie", "")))


def _held_back(scope: Any, send: Send) -> Send:
    """`send`, which waits with a refusal after too many, as with wrong codes. Here, where waiting takes no thread."""

    async def send_later(message: Message) -> None:
        if message["type"] == "http.response.start":
            wrong_code = message["status"] == 429
            await asyncio.sleep(
                wrong_code_delay(network_of_client(scope)) if wrong_code else scope.get(HELD_BACK, 0)
            )
        await send(message)

    return send_later
