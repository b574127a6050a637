"""Cookies: one reader for pages and sockets, and the signatures on those of ours.

Other programs on the same domain set cookies too, by their own ideas of the grammar. `http.cookies.SimpleCookie` drops
all of them at the first it dislikes, and with them who somebody is.
"""

import re
from collections.abc import Mapping

from django.core.signing import BadSignature, Signer

# Browsers keep some 200 for a site. More come from nobody who has one of ours among them, and reading them takes time.
MOST_COOKIES = 500
_ESCAPED = re.compile(r"\\(?:([0-3][0-7]{2})|(.))")
# The first word of a name says what it is; a signature of one kind is none of another.
_SIGNERS = {kind: Signer(salt=f"openfloor.{kind}") for kind in ("attendee", "host", "moderator", "screen")}


def read_cookies(header: str) -> dict[str, str]:
    """The cookies in a Cookie header, by name, each read alone by Django's rules; the first MOST_COOKIES.

    Of two with one name (set for other paths or domains) the last counts, as in Django; of ours the last that is good.
    """
    cookies: dict[str, str] = {}
    for each in header.split(";", MOST_COOKIES)[:MOST_COOKIES]:
        before, equals, after = each.partition("=")
        name, value = (before, after) if equals else ("", before)
        name, value = name.strip(), _unquoted(value.strip())
        if (name or value) and (name not in cookies or _may_replace(name, value)):
            cookies[name] = value
    return cookies


def _unquoted(value: str) -> str:
    """The value without the quotes and backslashes some programs write.

    Python's own reading, which Django uses, took nine seconds for one header of 60 KB (CVE-2024-7592).
    """
    if len(value) < 2 or not (value.startswith('"') and value.endswith('"')):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)) if found[1] else found[2], value[1:-1])


def _may_replace(name: str, value: str) -> bool:
    kind = name.partition("-")[0]
    return kind not in _SIGNERS or bool(unsign(kind, value))


def sign(kind: str, text: str) -> str:
    """The value of a cookie of ours that says `text`."""
    return _SIGNERS[kind].sign(text)


def unsign(kind: str, value: str) -> str:
    """What a cookie of ours says; empty where the signature is not good."""
    try:
        return _SIGNERS[kind].unsign(value)
    except BadSignature:
        return ""


def codes_in(cookies: Mapping[str, str], kind: str) -> list[str]:
    """The codes of the sessions for which there are cookies of this kind; the first hundred."""
    codes = {name.split("-")[1] for name in cookies if name.startswith(f"{kind}-")}
    return sorted(code for code in codes if code.isascii() and code.isdigit())[:100]
