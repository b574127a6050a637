"""Starting sessions, the list of one's own, and the poster."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from ..core import links
from ..core.links import Kind
from ..core.models import Session
from ..core.queries import find_session
from ..core.reading import read_session_id
from ..join.codes import spaced
from ..join.views import SeeOther, home_page
from ..wire.errors import Code, Refused
from .actions import create_session
from .duplicate import duplicate_session
from .starts import start_within_limit

View = Callable[..., HttpResponseBase]


def hosts_only(view: View) -> View:
    """With HOSTING=accounts, sends people who are not signed in to do so, and then on to their sessions."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if settings.HOSTING == "accounts" and not request.user.is_authenticated:
            return redirect_to_login("/host/")
        return view(request, *args, **kwargs)

    return guarded


@hosts_only
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open a session and go to its desk, where the links to share are."""
    title, moderated = request.POST.get("title", ""), "moderated" in request.POST
    key, owner = _start_key(request, "start", title, moderated), _account(request)

    def make() -> Session:
        return create_session(title, moderated=moderated, owner=owner, start_key=key)

    try:
        session = start_within_limit(request, key, make)
    except Refused as refused:
        return _not_started(request, refused, title, moderated)
    return _hand_over(session, Kind.HOST, "desk", "#share")


@hosts_only
@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of this account, or those this browser holds the moderator's key of; newest first."""
    rows = [(session, spaced(session.code)) for session in _own(request)]
    return render(request, "sessions/hosting/list.html", {"sessions": rows})


@hosts_only
@require_safe
def open_own(request: HttpRequest, session_id: int, page: str) -> HttpResponse:
    """Go to the desk, the big screen or the report of one's own session, with the key for it."""
    session = _own_or_404(request, session_id)
    is_host = settings.HOSTING == "accounts" and session.host_link  # else the cookies say what it is
    return _hand_over(
        session, Kind.SCREEN if page == "screen" else Kind.HOST if is_host else Kind.MODERATOR, page
    )


@hosts_only
@require_POST
def duplicate(request: HttpRequest, session_id: int) -> HttpResponse:
    """Open a new session like one's own earlier one and go to its desk."""
    source, account = _own_or_404(request, session_id), _account(request)
    key = _start_key(request, "duplicate", session_id)
    try:
        copy = start_within_limit(request, key, lambda: duplicate_session(source, account, key))
    except Refused as refused:
        return _not_started(request, refused, source.title, source.moderated)
    return _hand_over(copy, Kind.HOST, "desk", "#share")


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """A page to print and put on the door. Says nothing that attendees do not see."""
    session = find_session(code, read_session_id(request.GET.get("session")))
    if session is None:
        raise Http404
    context = {"session": session, "code": spaced(session.code), "address": links.address()}
    return render(request, "sessions/hosting/poster.html", context)


def _hand_over(session: Session, kind: Kind, page: str, part: str = "") -> HttpResponse:
    response = SeeOther(links.page_address(session, f"/s/{session.code}/{page}/") + part)
    links.grant(response, session, kind)
    return response


def _not_started(request: HttpRequest, refused: Refused, title: str, moderated: bool) -> HttpResponse:
    """The form again, with what was typed and why not."""
    seconds = refused.details["seconds"] if refused.code is Code.TOO_MANY_SESSIONS else None
    response = home_page(
        request, status=429 if seconds else 422, title=title, moderated=moderated, start_error=refused
    )
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def _start_key(request: HttpRequest, *what: object) -> str:
    """The same for the same form of the same browser or account. Empty where neither is known."""
    who = request.META.get("CSRF_COOKIE") or (request.user.pk if request.user.is_authenticated else "")
    return salted_hmac("start", repr((who, *what))).hexdigest() if who else ""


def _account(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _own(request: HttpRequest) -> list[Session]:
    if settings.HOSTING == "accounts":
        return list(Session.objects.filter(owner=request.user.pk).order_by("-created_at"))
    return links.held_sessions(request.COOKIES)


def _own_or_404(request: HttpRequest, session_id: int) -> Session:
    for session in _own(request):
        if session.pk == session_id:
            return session
    raise Http404
