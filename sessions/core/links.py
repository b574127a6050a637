"""Capability links: whoever opens one may moderate a session, or show its big screen.

A link is opened once and becomes a signed cookie. Both hold the session, the role and the number of the
link (`Session.moderator_link`, `Session.screen_link`); raising that number rotates the link. Tokens are
derived from SECRET_KEY, so the database holds nothing that opens a session. All addresses are built
from PUBLIC_URL, never from the request.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

from ..wire.roles import Role
from . import cookies as our_cookies
from .models import Session

COOKIE_SECONDS = 30 * 24 * 3600
_COOKIE_PREFIX = {Role.MODERATOR: "moderator", Role.SCREEN: "screen"}
_TOKEN_BYTES = 16


def address() -> str:
    """What people type to reach the server, e.g. "ask.example.org"."""
    return urlsplit(settings.PUBLIC_URL).netloc


def attendee_url(session: Session) -> str:
    """The address the QR code carries."""
    return f"{settings.PUBLIC_URL}/s/{session.code}/"


def moderator_url(session: Session) -> str:
    """The capability link of the desk. Secret."""
    return f"{attendee_url(session)}m/{_token(session, Role.MODERATOR)}"


def screen_url(session: Session) -> str:
    """The capability link of the big screen."""
    return f"{attendee_url(session)}w/{_token(session, Role.SCREEN)}"


def remote_url(session: Session) -> str:
    """The capability link of the remote control: the moderator's, landing on the phone page. Secret."""
    return f"{moderator_url(session)}?to=remote"


def lasting_address(session: Session, path: str) -> str:
    """`path`, a page below the session's code, with the session: another one may have its code when it is opened."""
    return f"{path}?session={session.pk}"


def page_address(session: Session, path: str) -> str:
    """The same for the address bar: plain while the code is the session's alone."""
    return lasting_address(session, path) if session.ended else path


def opens(session: Session, role: Role, token: str) -> bool:
    """Whether `token` is the present one of `role`."""
    return hmac.compare_digest(_token(session, role).encode(), token.encode())


def cookie_name(session: Session, role: Role) -> str:
    """The name of the cookie that holds a capability. The next session with the same code has its own."""
    return f"{_COOKIE_PREFIX[role]}-{session.code}-{session.pk}"


def grant(response: HttpResponseBase, session: Session, role: Role) -> None:
    """Put the capability into a cookie of `response`."""
    response.set_cookie(
        cookie_name(session, role),
        our_cookies.sign(_COOKIE_PREFIX[role], f"{session.pk}.{link_number(session, role)}"),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def holds(cookies: Mapping[str, str], session: Session, role: Role) -> bool:
    """Whether these cookies hold the present capability of `role` for `session`."""
    held = f"{session.pk}.{link_number(session, role)}"
    kind = _COOKIE_PREFIX[role]
    earlier_name = f"{kind}-{session.code}"  # until 2026 a code had one cookie for all its sessions
    names = (cookie_name(session, role), earlier_name)
    return any(our_cookies.unsign(kind, cookies.get(name, "")) == held for name in names)


def held_sessions(cookies: Mapping[str, str]) -> list[Session]:
    """The sessions these cookies may moderate, newest first."""
    codes = our_cookies.codes_in(cookies, _COOKIE_PREFIX[Role.MODERATOR])
    sessions = Session.objects.filter(code__in=codes).order_by("-created_at")
    return [session for session in sessions if holds(cookies, session, Role.MODERATOR)]


def link_number(session: Session, role: Role) -> int:
    """The number of the present link of `role`."""
    return session.moderator_link if role is Role.MODERATOR else session.screen_link


def _token(session: Session, role: Role) -> str:
    value = f"{session.pk}.{role.value}.{link_number(session, role)}"
    digest = salted_hmac("openfloor.link", value, algorithm="sha256").digest()[:_TOKEN_BYTES]
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
