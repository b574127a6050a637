"""The pages that come alive: attendee, desk, big screen and remote, each with its state inside."""

import contextlib
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from ..core import links
from ..core.attempts import network_of
from ..core.clock import now_ms
from ..core.models import Session
from ..core.queries import find_held, find_opened
from ..core.reading import read_number, read_session_id
from ..hosting.links import is_host, replace_link
from ..join import identity
from ..join.codes import normalise
from ..join.page import attendee_context
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from ..wire.state import OwnState
from .heads import UNCOUNTED_PAGE
from .hub import Hub
from .hubs import hubs
from .threads import in_thread
from .words import catalog


def page_data(hub: Hub, role: Role, you: OwnState | None = None) -> dict[str, Any]:
    """What a page's script starts from."""
    code = hub.session.code
    state = hub.view(role).state(*hub.heads.now, hub.bursts.now)
    return {
        "role": role.value,
        "code": code,
        "session": hub.session_id,
        "rev": hub.seen(role).revision,
        "at": now_ms(),
        "state": msgspec.to_builtins(state),
        "you": msgspec.to_builtins(you),
        "urls": _urls(hub.session, role),
        "language": get_language(),
        "beat_seconds": settings.BEAT_SECONDS,
    }


def _urls(session: Session, role: Role) -> dict[str, str]:
    """Where a page of this session sends and asks. A code is used again: each says whose page it is."""
    code, own = session.code, f"session={session.pk}"
    return {
        "socket": f"/ws/s/{code}/{role.value}?{own}",
        "state": f"{reverse('state', args=[code])}?role={role.value}&{own}",
        "command": f"{reverse('do', args=[code])}?role={role.value}&{own}",
        "you": f"{reverse('you', args=[code])}?{own}",
        "qr": reverse("qr_svg", args=[code]),
    }


@require_safe
async def attendee_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """The phone. Codes as people type them are led to the plain one."""
    plain = normalise(code)
    if plain and plain != code:
        return redirect(attendee_page, code=plain)
    hub = await hubs().find(plain, asked_session(request)) if plain else None
    if hub is None:
        raise Http404
    key = identity.read_key(request.COOKIES, hub.session_id, hub.session.code)
    if key:
        return await render_attendee(request, hub, key)
    response = await render_attendee(request, hub, "")
    with contextlib.suppress(Refused):  # then they read; their socket or first form asks again
        new_key = hub.newcomers.welcome(network_of(request))
        identity.remember(response, hub.session_id, hub.session.code, new_key)
    return response


async def render_attendee(
    request: HttpRequest, hub: Hub, key: str, *, error: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page for one attendee; `error` is what their form was refused for. A newcomer's `key` is empty."""
    you = await hubs().own.submit((hub.session_id, key)) if key else OwnState()
    sort = "recent" if request.GET.get("sort") == "recent" else "popular"
    state = hub.view(Role.ATTENDEE).state(*hub.heads.now)
    address = links.page_address(hub.session, reverse("attendee", args=[hub.session.code]))
    number = max(1, read_number(request.GET.get("page", "")))
    everything = hub.view(Role.ATTENDEE).questions.all() if number > 1 else ()
    form_url = links.lasting_address(hub.session, reverse("do", args=[hub.session.code]))
    context = attendee_context(state, you, sort, request.GET.get("tab", ""), error, everything, number) | {
        "state": state,
        "page": page_data(hub, Role.ATTENDEE, you),
        "page_address": address,
        "page_url": f"{address}&" if "?" in address else f"{address}?",  # tab and order are added
        "form_url": f"{form_url}&page={number}" if number > 1 else form_url,
        "catalog": catalog(get_language() or "en", Role.ATTENDEE),
    }
    response = render(request, "sessions/join/attendee.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def asked_session(request: HttpRequest) -> int | None:
    """The session an address names, where its code may have had several."""
    return read_session_id(request.GET.get("session"))


async def held_hub(request: HttpRequest, code: str, role: Role) -> Hub:
    """The hub of a session whose `role` these cookies hold; otherwise as if it were not there."""
    hub = await hubs().find(code, asked_session(request))
    if hub and links.holds(request.COOKIES, hub.session, role):
        return hub
    held = await in_thread(find_held, code, request.COOKIES, role, asked_session(request))
    if held is None:
        raise Http404
    hub = await hubs().get(held.pk)
    await hub.refresh()  # the cookie may be for a link that was made a moment ago, by another process
    return hub


def _render(request: HttpRequest, template: str, hub: Hub, page: dict[str, Any]) -> HttpResponse:
    context = {
        "session": hub.session,
        "page": page,
        "catalog": catalog(get_language() or "en", Role(page["role"])),
    }
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
async def desk_page(request: HttpRequest, code: str) -> HttpResponse:
    """The moderator's desk."""
    hub = await held_hub(request, code, Role.MODERATOR)
    page = page_data(hub, Role.MODERATOR)
    page["links"] = {
        "attendee": links.attendee_url(hub.session),
        "moderator": links.moderator_url(hub.session),
        "screen": links.screen_url(hub.session),
        "remote": links.remote_url(hub.session),
        # Not at PUBLIC_URL: somebody who came by localhost is host there, and nobody at another address.
        "open_screen": links.screen_path(hub.session),
        "qr_svg": reverse("qr_svg", args=[code]),
        "qr_png": reverse("qr_png", args=[code]),
        "poster": links.lasting_address(hub.session, reverse("poster", args=[code])),
        "report": links.lasting_address(hub.session, reverse("report", args=[code])),
        "rotate": links.lasting_address(hub.session, reverse("rotate_link", args=[code])),
    }
    account = (await request.auser()).pk
    if is_host(hub.session, request.COOKIES, account):
        page["links"]["host"] = links.host_url(hub.session)
    if settings.HOSTING == "anyone" or (account is not None and account == hub.session.owner_id):
        page["links"]["duplicate"] = reverse("duplicate", args=[hub.session_id])
    return _render(request, "sessions/moderation/desk.html", hub, page)


@require_safe
async def screen_page(request: HttpRequest, code: str) -> HttpResponse:
    """The big screen. Its keys work where this browser may moderate as well."""
    hub = await held_hub(request, code, Role.SCREEN)
    page = page_data(hub, Role.SCREEN)
    if links.holds(request.COOKIES, hub.session, Role.MODERATOR):
        urls = _urls(hub.session, Role.MODERATOR)
        # A big screen that a moderator opened is no further moderator.
        uncounted = f"&page={UNCOUNTED_PAGE}"
        page["urls"] |= {f"remote_{name}": urls[name] + uncounted for name in ("socket", "command", "state")}
    return _render(request, "sessions/presenter/screen.html", hub, page)


@require_safe
async def remote_page(request: HttpRequest, code: str) -> HttpResponse:
    """The remote control for a phone."""
    hub = await held_hub(request, code, Role.MODERATOR)
    return _render(request, "sessions/presenter/remote.html", hub, page_data(hub, Role.MODERATOR))


@require_safe
async def open_link(request: HttpRequest, code: str, role: str, token: str) -> HttpResponseBase:
    """Exchange a capability link for its cookie, once, and leave the token behind."""
    kind = {"h": links.Kind.HOST, "m": links.Kind.MODERATOR, "w": links.Kind.SCREEN}[role]
    session = await in_thread(find_opened, code, kind, token)
    if session is None:
        raise Http404
    is_remote = request.GET.get("to") == "remote"
    page = "screen" if kind is links.Kind.SCREEN else "remote" if is_remote else "desk"
    response = redirect(links.page_address(session, reverse(page, args=[code])))
    if kind is not links.Kind.SCREEN and not links.holds(request.COOKIES, session, Role.SCREEN):
        links.grant(response, session, Role.SCREEN)
    held = links.held_link(request.COOKIES, session, kind)
    links.grant(response, session, kind, held.browser if held else "")
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
async def rotate(request: HttpRequest, code: str) -> HttpResponseBase:
    """Replace a link. Whoever does it keeps the new one."""
    hub = await _hub_of_form(request, code)
    asked = request.POST.get("role", "")
    kind = links.Kind(asked) if asked in tuple(links.Kind) else links.Kind.MODERATOR
    number = read_number(request.POST["number"]) if "number" in request.POST else None
    account = (await request.auser()).pk
    try:
        session = await in_thread(replace_link, hub.session_id, kind, number, request.COOKIES, account)
    except Refused as refused:
        raise Http404 if refused.code is Code.NOT_FOUND else PermissionDenied from refused
    await hub.refresh()
    response = redirect(links.page_address(session, reverse("desk", args=[code])) + "#share")
    links.grant(response, session, kind)
    return response


async def _hub_of_form(request: HttpRequest, code: str) -> Hub:
    """The hub of a desk's form. The second of a double click may hold nothing but the link that was just replaced."""
    try:
        return await held_hub(request, code, Role.MODERATOR)
    except Http404:
        hub = await hubs().find(code, asked_session(request))
        if hub is None:
            raise
        return hub
