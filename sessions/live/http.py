"""The same session without a socket: polling, posting, and plain forms."""

import functools
import uuid
from collections.abc import Callable, Coroutine
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ..core import links
from ..core.actors import Actor
from ..core.attempts import network_of
from ..core.digits import read_typed_number, read_typed_whole
from ..join import identity
from ..join.views import SeeOther
from ..wire import commands, events
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from .front import HELD_BACK
from .heads import UNCOUNTED_PAGE
from .hub import Hub
from .hubs import hubs
from .pages import asked_session, render_attendee
from .polling import missed
from .posting import (
    Sender,
    admit,
    answer_frame,
    count_refusal,
    is_frame,
    perform,
    read_sender_key,
    role_held,
)

View = Callable[[HttpRequest, str], Coroutine[Any, Any, HttpResponseBase]]

_NOT_FIELDS = {"csrfmiddlewaretoken", "t", "id"}
_POINTS = "points."


async def find_hub(request: HttpRequest, code: str) -> Hub:
    """The hub of the session that is asked for, or Http404."""
    hub = await hubs().find(code, asked_session(request))
    if hub is None:
        raise Http404
    return hub


def read_role(request: HttpRequest, hub: Hub) -> Role:
    """The role asked for, where these cookies hold it. Absent and forbidden are the same 404."""
    role = role_held(request.GET.get("role"), request.COOKIES, hub)
    if role is None:
        raise Http404
    return role


def _person(request: HttpRequest, hub: Hub, role: Role) -> str:
    """Who asks, to be counted among the people of `role`."""
    if role is Role.ATTENDEE:
        return identity.read_key(request.COOKIES, hub.session_id, hub.session.code) or ""
    held = links.held_link(request.COOKIES, hub.session, role)
    return held.browser if held and request.GET.get("page") != UNCOUNTED_PAGE else ""


def _told_in_frames(view: View) -> View:
    """What is not there is told to scripts as a socket is: with a bye, so that they stop asking and say why."""

    @functools.wraps(view)
    async def answer(request: HttpRequest, code: str) -> HttpResponseBase:
        try:
            return await view(request, code)
        except Http404:
            if "application/json" not in request.headers.get("Accept", ""):
                raise
            frame = events.encode(events.bye(Code.NOT_FOUND))
            return HttpResponse(frame, content_type="application/json", status=404)

    return answer


@require_GET
@_told_in_frames
async def state(request: HttpRequest, code: str) -> HttpResponseBase:
    """What somebody with `?rev=` misses, as a frame; 204 where that is nothing. Attendees' is in `polling`."""
    hub = await find_hub(request, code)
    role = read_role(request, hub)
    asked = request.GET
    frame = await missed(hub, role, _person(request, hub, role), asked.get("rev", ""), asked.get("all", ""))
    if frame is None:
        return HttpResponse(status=204)
    response = HttpResponse(frame, content_type="application/json")
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
@_told_in_frames
async def you(request: HttpRequest, code: str) -> HttpResponseBase:
    """This attendee's own votes, answers and questions, as a "you" frame."""
    hub = await find_hub(request, code)
    key = identity.read_key(request.COOKIES, hub.session_id, hub.session.code) or ""
    own = await hubs().own.submit((hub.session_id, key))
    response = HttpResponse(events.encode(events.You(d=own)), content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@_told_in_frames
async def do(request: HttpRequest, code: str) -> HttpResponseBase:
    """One command by a form, answered by the page. A frame comes this far only where a token stands for its Origin."""
    hub = await find_hub(request, code)
    role = read_role(request, hub)
    sender = Sender(role, read_sender_key(role, request.COOKIES, hub), network_of(request))
    answer: HttpResponseBase
    if is_frame(request.content_type or ""):
        told = await answer_frame(hub, sender, request.body)
        answer, known_as = HttpResponse(told.frame, content_type="application/json"), told.known_as
        _hold_back(request, told.held_back)
    elif role is Role.ATTENDEE:
        answer, known_as = await _do_form(request, hub, sender)
    else:
        raise Http404
    if known_as:
        identity.remember(answer, hub.session_id, hub.session.code, known_as)
    return answer


async def _do_form(request: HttpRequest, hub: Hub, sender: Sender) -> tuple[HttpResponseBase, str]:
    known_as, not_admitted = admit(hub, sender)
    name = request.POST.get("t", "")
    fields = read_form(name, request)
    try:
        if not_admitted:
            raise not_admitted
        hub.refuse_too_fast(sender.role, sender.key)
        command_id = commands.read_id(request.POST.get("id") or uuid.uuid4().hex)
        command = commands.parse(name, _with_numbers(fields), sender.role, strict=False)
        await perform(hub, sender, Actor(hub.session_id, sender.role, sender.key, command_id), command)
    except Refused as refused:
        _hold_back(request, count_refusal(sender, refused))
        error = {"code": refused.code.value, "message": refused.message, "command": name, "fields": fields}
        status = 503 if refused.code is Code.UNAVAILABLE else 422
        return await render_attendee(request, hub, sender.key, error=error, status=status), known_as
    where = request.GET.copy()  # tab and order
    where.pop("session", None)  # what was just done was done in the session that uses the code
    query = f"?{where.urlencode()}" if where else ""
    return SeeOther(reverse("attendee", args=[hub.session.code]) + query), known_as


def _hold_back(request: HttpRequest, seconds: float) -> None:
    """Have the answer wait where that holds up nobody else's page."""
    cast(Any, request).scope[HELD_BACK] = seconds


def _with_numbers(fields: dict[str, Any]) -> dict[str, Any]:
    """What was typed for a number, read; what is none becomes one that the poll refuses, naming its bounds."""
    read: dict[str, Any] = {}
    if "number" in fields:
        read["number"] = read_typed_number(fields["number"])
    if isinstance(points := fields.get("points"), dict):
        read["points"] = {option: _points(typed) for option, typed in points.items()}
    return fields | read


def _points(typed: str) -> int:
    points = read_typed_whole(typed or "0")
    return -1 if points is None else points


def read_form(name: str, request: HttpRequest) -> dict[str, Any]:
    """The fields of a form as a command's: repeated where the command takes a list, else single.

    Of a list what is left empty falls away. "points.7" is the entry 7 of the field "points".
    """
    lists = commands.list_fields(name)
    fields: dict[str, Any] = {}
    for field, value in request.POST.items():
        if field in lists:
            fields[field] = [item for item in request.POST.getlist(field) if item]
        elif field not in _NOT_FIELDS and not field.startswith(_POINTS):
            fields[field] = value
    points = {
        field.removeprefix(_POINTS): value
        for field, value in request.POST.items()
        if field.startswith(_POINTS)
    }
    return fields | ({"points": points} if points else {})
