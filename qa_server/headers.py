"""Headers every answer has, whichever part of the server gives it: pages, files, JSON, errors."""

from typing import Any

from csp.utils import build_policy
from django.conf import settings

# A page of ours uses none of these, so nothing that got into one may either.
_UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_FOR_FILES = [
    # Pages of other sites cannot take our answers in as pictures or scripts. QR codes say otherwise themselves.
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
]
_FOR_PAGES = [
    *_FOR_FILES,
    (b"permissions-policy", ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES).encode()),
    # Over plain http browsers ignore it, and complain on every page.
    *([(b"cross-origin-opener-policy", b"same-origin")] if settings.HTTPS else []),
    (b"referrer-policy", b"same-origin"),
    # Where nobody says otherwise, no proxy keeps it, and a browser asks before it shows it again.
    (b"cache-control", b"private, no-cache"),
]
# What was made before or outside of Django's middleware: a wrong Host, a database that is away. (With DEBUG its own
# pages about errors have styles inside.)
_FOR_HTML = [
    *_FOR_PAGES,
    *([] if settings.DEBUG else [(b"content-security-policy", build_policy().encode())]),
    *([] if settings.DEBUG else [(b"x-frame-options", settings.X_FRAME_OPTIONS.encode())]),
]


class SecurityHeaders:
    """An ASGI application that adds what an answer does not say itself."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def add_missing(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                said = {name.lower(): value for name, value in headers}
                # Scripts and styles are not shown by themselves; on a phone's page each header counts.
                is_file = b"immutable" in said.get(b"cache-control", b"")
                is_html = said.get(b"content-type", b"").startswith(b"text/html")
                wanted = _FOR_FILES if is_file else _FOR_HTML if is_html else _FOR_PAGES
                message = message | {"headers": [*headers, *(h for h in wanted if h[0] not in said)]}
            await send(message)

        await self._application(scope, receive, add_missing)
