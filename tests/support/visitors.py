"""Somebody with a browser that keeps cookies and runs no scripts."""

import asyncio
import html
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any

_JSON_SCRIPT = re.compile(r'<script id="(\w+)" type="application/json">(.*?)</script>', re.DOTALL)
_CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """An answer over HTTP. `url` is where redirects led."""

    status: int
    headers: Message
    body: bytes
    url: str

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)

    @property
    def data(self) -> dict[str, Any]:
        """What the page's scripts start from (`<script id="page">`)."""
        return next(json.loads(found[2]) for found in _JSON_SCRIPT.finditer(self.text) if found[1] == "page")

    @property
    def csrf(self) -> str:
        """The secret of the first form."""
        found = _CSRF_FIELD.search(self.text)
        assert found, "this page has no form"
        return html.unescape(found[1])


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Visitor:
    """A browser without scripts. Cookies are kept, redirects followed unless `follow=False`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.jar = CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        no_proxy = urllib.request.ProxyHandler({})
        self._following = urllib.request.build_opener(no_proxy, cookies)
        self._staying = urllib.request.build_opener(no_proxy, cookies, _Stay())

    @property
    def cookies(self) -> str:
        """The Cookie header this browser sends."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def copy(self, base: str = "") -> "Visitor":
        """The same browser, which does not hear what this one is told from now on."""
        other = Visitor(base or self.base)
        for cookie in self.jar:
            other.jar.set_cookie(cookie)
        return other

    async def get(self, path: str, *, follow: bool = True) -> Page:
        """Open an address."""
        return await self._send(path, None, {}, follow)

    async def post(
        self, path: str, fields: dict[str, Any], *, follow: bool = True, headers: dict[str, str] | None = None
    ) -> Page:
        """Send a form; a list is a repeated field."""
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return await self._send(path, body, headers or {}, follow)

    async def post_from_our_page(self, path: str, fields: dict[str, Any]) -> Page:
        """Send a form with the Origin all browsers send, and no secret."""
        return await self._send(path, urllib.parse.urlencode(fields).encode(), {"Origin": self.base}, False)

    async def post_json(self, path: str, frame: Any, *, csrf: str = "") -> Page:
        """Send a frame the way the scripts do where sockets are blocked."""
        body = frame if isinstance(frame, bytes) else json.dumps(frame).encode()
        return await self._send(path, body, {"Content-Type": "application/json", "X-CSRFToken": csrf}, False)

    async def send(self, path: str, frame: Any, headers: dict[str, str]) -> Page:
        """Ask with headers of one's own; with a frame it is a POST."""
        return await self._send(path, None if frame is None else json.dumps(frame).encode(), headers, False)

    async def _send(self, path: str, body: bytes | None, headers: dict[str, str], follow: bool) -> Page:
        url = urllib.parse.urljoin(self.base, path)
        request = urllib.request.Request(url, body, headers)  # a body makes it a POST
        opener = self._following if follow else self._staying
        return await asyncio.to_thread(_open, opener, request)


def _open(opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> Page:
    try:
        with opener.open(request, timeout=40) as response:
            return Page(response.status, response.headers, response.read(), response.url)
    except urllib.error.HTTPError as answer:
        with answer:
            return Page(answer.code, answer.headers, answer.read(), answer.url)
