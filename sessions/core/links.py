"""Capability links: whoever opens one may host a session, moderate it, or show its big screen.

A link is opened once and becomes a signed cookie. Both hold the session, the kind and the number of the
link (`Session.moderator_link`, `Session.screen_link`, `Session.host_link`); raising that number rotates the link.
The host's link stands above the others: it opens what they open, and only with it can the moderators' be replaced.
Tokens are derived from SECRET_KEY, so the database holds nothing that opens a session. Addresses of links are built
from PUBLIC_URL, never from the request.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

from ..wire.roles import Role
from . import cookies as our_cookies
from .models import Session

COOKIE_SECONDS = 30 * 24 * 3600
_TOKEN_BYTES = 16


class Kind(StrEnum):
    """What a link opens. `HOST` is no role of its own: it moderates, and cannot be locked out."""

    HOST = "host"
    MODERATOR = "moderator"
    SCREEN = "screen"


class Held(NamedTuple):
    """A link somebody opened: its kind, its number then, and a random name of the browser, to count people by."""

    kind: Kind
    number: int
    browser: str


def address() -> str:
    """What people type to reach the server, e.g. "ask.example.org"."""
    return urlsplit(settings.PUBLIC_URL).netloc


def attendee_url(session: Session) -> str:
    """The address the QR code carries."""
    return f"{settings.PUBLIC_URL}/s/{session.code}/"


def host_url(session: Session) -> str:
    """The capability link of the host. Secret. Empty for sessions of before there was one."""
    return f"{attendee_url(session)}h/{_token(session, Kind.HOST)}" if session.host_link else ""


def moderator_url(session: Session) -> str:
    """The capability link of the desk. Secret."""
    return f"{attendee_url(session)}m/{_token(session, Kind.MODERATOR)}"


def screen_url(session: Session) -> str:
    """The capability link of the big screen."""
    return f"{attendee_url(session)}w/{_token(session, Kind.SCREEN)}"


def screen_path(session: Session) -> str:
    """The big screen's capability link for who is here already, at whatever address of this server that is."""
    return screen_url(session).removeprefix(settings.PUBLIC_URL)


def remote_url(session: Session) -> str:
    """The capability link of the remote control: the moderator's, landing on the phone page. Secret."""
    return f"{moderator_url(session)}?to=remote"


def lasting_address(session: Session, path: str) -> str:
    """`path`, a page below the session's code, with the session: another one may have its code when it is opened."""
    return f"{path}?session={session.pk}"


def page_address(session: Session, path: str) -> str:
    """The same for the address bar: plain while the code is the session's alone."""
    return lasting_address(session, path) if session.ended else path


def opens(session: Session, kind: Kind | Role, token: str) -> bool:
    """Whether `token` is the present one of this kind of link."""
    return link_number(session, kind) > 0 and hmac.compare_digest(
        _token(session, kind).encode(), token.encode()
    )


def cookie_name(session: Session, kind: Kind | Role) -> str:
    """The name of the cookie that holds a capability. The next session with the same code has its own."""
    return f"{kind.value}-{session.code}-{session.pk}"


def grant(response: HttpResponseBase, session: Session, kind: Kind | Role, browser: str = "") -> None:
    """Put the capability into a cookie of `response`. With the host's comes the moderators'.

    `browser` is the name it has already, from `held_link`.
    """
    browser = browser or secrets.token_urlsafe(6)
    if kind == Kind.HOST:
        grant(response, session, Kind.MODERATOR, browser)
    response.set_cookie(
        cookie_name(session, kind),
        our_cookies.sign(kind.value, f"{session.pk}.{link_number(session, kind)}.{browser}"),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def holds(cookies: Mapping[str, str], session: Session, kind: Kind | Role) -> bool:
    """Whether these cookies hold the present capability of this kind for `session`, or the host's."""
    return held_link(cookies, session, kind) is not None


def held_link(cookies: Mapping[str, str], session: Session, kind: Kind | Role) -> Held | None:
    """The link by which these cookies hold a capability: the host's before one of the kind asked for."""
    for each in (Kind.HOST, Kind(kind.value)):
        if held := _held(cookies, session, each, link_number(session, each)):
            return held
    return None


def held_before(cookies: Mapping[str, str], session: Session, kind: Kind) -> Held | None:
    """The link of this kind these cookies held until it was replaced, if it was the last before the present one."""
    return _held(cookies, session, kind, link_number(session, kind) - 1)


def _held(cookies: Mapping[str, str], session: Session, kind: Kind, number: int) -> Held | None:
    earlier_name = f"{kind.value}-{session.code}"  # until 2026 a code had one cookie for all its sessions
    for name in (cookie_name(session, kind), earlier_name):
        # Cookies of before browsers had names end with the number.
        says = our_cookies.unsign(kind.value, cookies.get(name, "")).split(".")
        if says[:2] == [str(session.pk), str(number)]:
            return Held(kind, number, "".join(says[2:]))
    return None


def is_present(session: Session, held: Held) -> bool:
    """Whether the link has not been replaced since."""
    return held.number == link_number(session, held.kind)


def held_sessions(cookies: Mapping[str, str]) -> list[Session]:
    """The sessions these cookies may moderate, newest first."""
    codes = {
        code for kind in (Kind.HOST, Kind.MODERATOR) for code in our_cookies.codes_in(cookies, kind.value)
    }
    sessions = Session.objects.filter(code__in=codes).order_by("-created_at")
    return [session for session in sessions if holds(cookies, session, Kind.MODERATOR)]


def link_number(session: Session, kind: Kind | Role) -> int:
    """The number of the present link of a kind; 0 where there is none."""
    numbers = {
        Kind.HOST: session.host_link,
        Kind.MODERATOR: session.moderator_link,
        Kind.SCREEN: session.screen_link,
    }
    return numbers[Kind(kind.value)]


def _token(session: Session, kind: Kind | Role) -> str:
    value = f"{session.pk}.{kind.value}.{link_number(session, kind)}"
    digest = salted_hmac("openfloor.link", value, algorithm="sha256").digest()[:_TOKEN_BYTES]
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
