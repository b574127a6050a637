"""The home page, joining by code, and QR codes."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..core import links
from ..core.attempts import Attempts, network_of
from ..core.models import Session
from ..core.queries import find_session
from . import codes, identity, qr

LONGEST_DELAY_SECONDS = 2.0
QR_CACHE_SECONDS = 24 * 3600
# Codes are no secrets, they hang on the wall: this slows trying them by the thousand, in whatever address. A whole hall
# shares one network, so a thousand are free, and a right code leads on whatever others are trying.
wrong_codes = Attempts(free=1000, seconds_each=0.1)


class SeeOther(HttpResponseRedirect):
    """Go on with GET, whatever brought you here."""

    status_code = 303


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Join with a code, or start a session."""
    return home_page(request)


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Go to the session whose code was typed; else the home page with what was typed and why not."""
    typed = request.GET.get("code", "")
    code = codes.normalise(typed)
    filled_in = {"typed": typed.strip("#＃ ")}
    if code and find_session(code):
        return SeeOther(f"/s/{code}/")
    if code and (seconds := count_wrong_code(network_of(request))):
        response = home_page(request, status=429, join_error=too_many_words(seconds), **filled_in)
        response["Retry-After"] = str(seconds)
        return response
    return home_page(request, status=404, join_error=why_not_found(typed), **filled_in)


def home_page(request: HttpRequest, *, status: int = 200, **filled_in: Any) -> HttpResponse:
    """The home page. `filled_in`: typed and join_error, or title, moderated and start_error."""
    recent = [(session, codes.spaced(session.code)) for session in identity.joined_sessions(request.COOKIES)]
    context = {"recent": recent, "accounts": settings.HOSTING == "accounts", **filled_in}
    return render(request, "sessions/join/home.html", context, status=status)


def count_wrong_code(network: str) -> int:
    """Note that a code led nowhere. The seconds to wait where there were too many before it, else 0."""
    seconds = wrong_codes.wait(network)
    wrong_codes.fail(network)
    return seconds


def wrong_code_delay(network: str) -> float:
    """Seconds to hold back the answer to one wrong code too many: one after another, no more than ten a second."""
    return min(wrong_codes.delay(network), LONGEST_DELAY_SECONDS)


def too_many_words(seconds: int) -> str:
    """Words for somebody whose network tried too many."""
    words = ngettext(
        "Too many wrong codes came from your network. Try again in {seconds} second, or scan the QR code.",
        "Too many wrong codes came from your network. Try again in {seconds} seconds, or scan the QR code.",
        seconds,
    )
    return words.format(seconds=seconds)


def why_not_found(typed: str) -> str:
    """Words for somebody whose code led nowhere."""
    if not typed.strip():
        return _("Type the code first.")
    code = codes.normalise(typed)
    if code is None:
        return _("A code has seven digits, like 382 1214.")
    return _("No open session has the code {code}.").format(code=codes.spaced(code))


@require_safe
@cache_control(public=True, max_age=QR_CACHE_SECONDS)
def qr_svg(request: HttpRequest, code: str) -> HttpResponse:
    """The attendee link as an SVG picture."""
    return _picture(request, _session_or_404(code), qr.svg, "image/svg+xml", "svg")


@require_safe
@cache_control(public=True, max_age=QR_CACHE_SECONDS)
def qr_png(request: HttpRequest, code: str) -> HttpResponse:
    """The attendee link as a large PNG picture."""
    return _picture(request, _session_or_404(code), qr.png, "image/png", "png")


def _picture(request: HttpRequest, session: Session, draw: Any, kind: str, suffix: str) -> HttpResponse:
    response = HttpResponse(draw(links.attendee_url(session)), content_type=kind)
    # Slides that are web pages may show it.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="openfloor-{session.code}.{suffix}"'
    return response


def _session_or_404(code: str) -> Session:
    session = find_session(code)
    if session is None:
        raise Http404
    return session
