"""The attendee's anonymous identity: a random key in a signed cookie, another one for every session.

Nothing is written to the database until a first act.
"""

import secrets
from collections.abc import Mapping

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponseBase

from ..core.models import Session

COOKIE_SECONDS = 30 * 24 * 3600
_PREFIX = "attendee-"
_KEY_BYTES = 16
_signer = Signer(salt="openfloor.attendee")


def read_key(cookies: Mapping[str, str], session_id: int, code: str) -> str | None:
    """The key these cookies hold for the session, or None."""
    for name in (cookie_name(session_id, code), earlier_cookie_name(code)):
        try:
            session, _, key = _signer.unsign(cookies.get(name, "")).partition(".")
        except BadSignature:
            continue
        if session == str(session_id):
            return key
    return None


def new_key() -> str:
    """A key nobody has."""
    return secrets.token_urlsafe(_KEY_BYTES)


def sign(session_id: int, key: str) -> str:
    """The value of the cookie."""
    return _signer.sign(f"{session_id}.{key}")


def cookie_name(session_id: int, code: str) -> str:
    """The name of the cookie. The next session with the same code has its own."""
    return f"{_PREFIX}{code}-{session_id}"


def earlier_cookie_name(code: str) -> str:
    """What the cookie was called while all sessions with a code shared one. Those are still read."""
    return _PREFIX + code


def cookie(session_id: int, code: str, key: str) -> str:
    """The whole Set-Cookie header, for responses that are not Django's."""
    safe = "; Secure" if settings.HTTPS else ""
    value = f"{cookie_name(session_id, code)}={sign(session_id, key)}"
    return f"{value}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{safe}"


def remember(response: HttpResponseBase, session_id: int, code: str, key: str) -> None:
    """Set the cookie on `response`."""
    response.set_cookie(
        cookie_name(session_id, code),
        sign(session_id, key),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def joined_sessions(cookies: Mapping[str, str]) -> list[Session]:
    """The open sessions these cookies were in, newest first."""
    codes = {name.split("-")[1] for name in cookies if name.startswith(_PREFIX)}
    rows = Session.objects.filter(code__in=sorted(codes)[:100], ended=False).order_by("-created_at")
    return [row for row in rows if read_key(cookies, row.pk, row.code)]
