"""What the headers of a request or handshake say, where Django does not read them for us."""

import contextlib
from collections.abc import Iterable
from types import SimpleNamespace
from typing import cast

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.http.request import split_domain_port, validate_host
from django.utils import translation

from ..core.cookies import read_cookies


def header_dict(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """ASGI's headers by lower-case name; what comes several times is joined, as its grammar says."""
    by_name: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin1").lower(), raw_value.decode("latin1")
        if name in by_name:
            value = f"{by_name[name]}{'; ' if name == 'cookie' else ', '}{value}"
        by_name[name] = value
    return by_name


def read_query(query_string: bytes) -> QueryDict:
    """What is asked for behind the "?", as Django reads it for pages. Of far too many fields, none."""
    with contextlib.suppress(TooManyFieldsSent):
        return QueryDict(query_string, encoding="utf-8")
    return QueryDict()


def is_own_host(host: str) -> bool:
    """Whether a Host header names this server: what Django asks of every page."""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_own_origin(headers: dict[str, str]) -> bool:
    """Whether the page that opens the socket is ours: its Origin is the Host it talks to, or PUBLIC_URL."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if origin == settings.PUBLIC_URL:
        return bool(split_domain_port(host)[0])  # a proxy may have put a name of its own here
    scheme, _, name = origin.partition("://")
    schemes = {"https"} if settings.HTTPS else {"http", "https"}
    return scheme in schemes and name == host and is_own_host(host)


def language_of(headers: dict[str, str]) -> str:
    """The language chosen here, else the best of ours for this browser: what Django finds for a page."""
    cookies = read_cookies(headers.get("cookie", ""))
    asked = SimpleNamespace(
        COOKIES=cookies, META={"HTTP_ACCEPT_LANGUAGE": headers.get("accept-language", "")}
    )
    return translation.get_language_from_request(cast("HttpRequest", asked))
