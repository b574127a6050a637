"""Headers of a request that Django would read otherwise than we do, or not at all."""

import codecs
import re
from typing import Any

from django.utils.http import parse_header_parameters

_IS_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*", re.IGNORECASE)
READ_ENCODINGS = {"utf-8", "ascii"}
# A boundary has at most 70. Django's reading takes seconds for 60 KB of quotes and semicolons.
MAX_TYPE_CHARACTERS = 250
WORDS = b"This server reads texts and forms as UTF-8.\n"
_REFUSAL = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", b"%d" % len(WORDS)),
    (b"cache-control", b"no-store"),
]


class Incoming:
    """An ASGI application before all that read headers.

    Several Cookie headers, as HTTP/2 allows, become one: Django joins them by a comma, which ends no cookie. And only
    a Content-Type that can be read gets through: Django raises on some, and decodes addresses too by what it says.
    Where an Accept-Encoding names gzip and refuses it (`gzip;q=0`), all take the name for a yes: it is not passed on.
    """

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = scope["headers"]
        # Django joins several by a comma, and reads them as one.
        kind = b",".join(value for name, value in headers if name == b"content-type")
        if kind and not is_read(kind.decode("latin1")):
            await send({"type": "http.response.start", "status": 415, "headers": _REFUSAL})
            await send({"type": "http.response.body", "body": WORDS})
            return
        cookies = [value for name, value in headers if name == b"cookie"]
        if len(cookies) > 1:
            others = [header for header in headers if header[0] != b"cookie"]
            scope = {**scope, "headers": [*others, (b"cookie", b"; ".join(cookies))]}
        if any(name == b"accept-encoding" and refuses_gzip(value) for name, value in scope["headers"]):
            others = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": others}
        await self._application(scope, receive, send)


def refuses_gzip(accepted: bytes) -> bool:
    """Whether a list of encodings has gzip with the weight 0."""
    if b"=" not in accepted:  # what all browsers send
        return False
    encodings = (each.partition(";") for each in accepted.decode("latin1").split(","))
    return any(
        name.strip().lower() == "gzip" and _IS_REFUSED.fullmatch(weight) for name, _, weight in encodings
    )


def is_read(content_type: str) -> bool:
    """Whether a body of this type can be read: its encoding, if it names one, is UTF-8."""
    if len(content_type) > MAX_TYPE_CHARACTERS:
        return False
    try:
        _, parameters = parse_header_parameters(content_type)
        encoding = parameters.get("charset", "utf-8")
        return codecs.lookup(encoding).name in READ_ENCODINGS
    except (LookupError, ValueError):  # no such encoding; not in the grammar of the header
        return False
