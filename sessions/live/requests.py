"""What the headers of a request or handshake say, where Django does not read them for us."""

import contextlib
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.http.request import validate_host
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


def header_dict(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """ASGI's headers by lower-case name."""
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in headers}


def read_query(query_string: bytes) -> QueryDict:
    """What is asked for behind the "?", as Django reads it for pages. Of far too many fields, none."""
    with contextlib.suppress(TooManyFieldsSent):
        return QueryDict(query_string, encoding="utf-8")
    return QueryDict()


def is_own_origin(headers: dict[str, str]) -> bool:
    """Whether the page that opens the socket is ours: its Origin is the Host it talks to, or PUBLIC_URL."""
    origin = headers.get("origin", "")
    if origin == settings.PUBLIC_URL:
        return True
    parts, host = urlsplit(origin), headers.get("host", "")
    known = bool(parts.hostname) and validate_host(parts.hostname or "", settings.ALLOWED_HOSTS)
    schemes = {"https"} if settings.HTTPS else {"http", "https"}
    return known and parts.scheme in schemes and parts.netloc == host


def read_cookies(headers: dict[str, str]) -> dict[str, str]:
    """The cookies of a handshake."""
    jar: SimpleCookie = SimpleCookie()
    with contextlib.suppress(CookieError):
        jar.load(headers.get("cookie", ""))
    return {name: morsel.value for name, morsel in jar.items()}


def language_of(headers: dict[str, str]) -> str:
    """The language chosen here, else the best of ours for this browser."""
    chosen = read_cookies(headers).get(settings.LANGUAGE_COOKIE_NAME, "")
    with contextlib.suppress(LookupError):
        return translation.get_supported_language_variant(chosen)
    for language, _ in parse_accept_lang_header(headers.get("accept-language", "").lower()):
        with contextlib.suppress(LookupError):
            return translation.get_supported_language_variant(language)
    return settings.LANGUAGE_CODE
