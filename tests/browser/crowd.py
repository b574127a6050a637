"""Browsers of the people in a test, each with cookies of their own, watched for complaints."""

import re
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

PATIENCE_MS = 15_000
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
WALL = {"viewport": {"width": 1920, "height": 1080}}
NETWORK_COMPLAINTS = "WebSocket connection to .* failed|Failed to load resource"

expect.set_options(timeout=PATIENCE_MS)


class Crowd:
    """Everybody who opens a browser in one test. `complaints` is what no page should ever do."""

    def __init__(self, browser: Browser, addresses: list[str]) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self.own = {urlsplit(address).netloc for address in addresses}
        self._contexts: list[BrowserContext] = []
        self._expected: list[re.Pattern[str]] = []

    async def come(self, device: dict[str, Any] = PHONE, **options: Any) -> Page:
        """Somebody new, with this device. The options are those of a browser context."""
        context = await self._browser.new_context(**{"locale": "en-GB", **device, **options})
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(f"error in a script: {error.error}"))
        context.on("request", self._asked)
        return await context.new_page()

    def expect(self, pattern: str) -> Self:
        """Let complaints that match `pattern` pass: this test provokes them."""
        self._expected.append(re.compile(pattern))
        return self

    async def leave(self) -> None:
        """Close all browsers."""
        for context in self._contexts:
            await context.close()

    def unexpected(self) -> list[str]:
        """The complaints that no test provoked."""
        return [
            words for words in self.complaints if not any(known.search(words) for known in self._expected)
        ]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type} on {message.location.get('url')}: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc not in self.own:
            self.complaints.append(f"a request to another origin: {request.url}")
