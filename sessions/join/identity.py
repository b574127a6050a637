"""The attendee's anonymous identity: a random key in a signed cookie, another one for every session.

Nothing is written to the database until a first act.
"""

import hashlib
import secrets
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponseBase

from ..core.cookies import codes_in, sign, unsign
from ..core.models import Session

COOKIE_SECONDS = 30 * 24 * 3600
_KIND = "attendee"
_KEY_BYTES = 16


def read_key(cookies: Mapping[str, str], session_id: int, code: str) -> str | None:
    """The key these cookies hold for the session, or None."""
    for name in (cookie_name(session_id, code), earlier_cookie_name(code)):
        session, _, key = unsign(_KIND, cookies.get(name, "")).partition(".")
        if session == str(session_id):
            return key
    return None


def new_key() -> str:
    """A key nobody has."""
    return secrets.token_urlsafe(_KEY_BYTES)


def fingerprint(key: str) -> str:
    """What tells a person's browser that it is still the same person, and nobody else anything."""
    return hashlib.blake2s(key.encode(), digest_size=6).hexdigest()


def cookie_value(session_id: int, key: str) -> str:
    """The value of the cookie."""
    return sign(_KIND, f"{session_id}.{key}")


def cookie_name(session_id: int, code: str) -> str:
    """The name of the cookie. The next session with the same code has its own."""
    return f"{_KIND}-{code}-{session_id}"


def earlier_cookie_name(code: str) -> str:
    """What the cookie was called while all sessions with a code shared one. Those are still read."""
    return f"{_KIND}-{code}"


def cookie(session_id: int, code: str, key: str) -> str:
    """The whole Set-Cookie header, for responses that are not Django's."""
    safe = "; Secure" if settings.HTTPS else ""
    value = f"{cookie_name(session_id, code)}={cookie_value(session_id, key)}"
    return f"{value}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{safe}"


def remember(response: HttpResponseBase, session_id: int, code: str, key: str) -> None:
    """Set the cookie on `response`."""
    response.set_cookie(
        cookie_name(session_id, code),
        cookie_value(session_id, key),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def joined_sessions(cookies: Mapping[str, str]) -> list[Session]:
    """The open sessions these cookies were in, newest first."""
    rows = Session.objects.filter(code__in=codes_in(cookies, _KIND), ended=False).order_by("-created_at")
    return [row for row in rows if read_key(cookies, row.pk, row.code)]
