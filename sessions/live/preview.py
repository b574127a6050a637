"""Trying a poll as an attendee: a page for the desk to show in a phone-sized frame. Nothing is sent from it."""

import msgspec
from csp.constants import SELF
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..core.clock import now_ms
from ..polls.preview import preview_polls
from ..wire.roles import Role
from ..wire.state import OwnState
from .pages import held_hub, page_data
from .threads import in_thread
from .words import catalog


@require_safe
async def preview_page(request: HttpRequest, code: str, poll_id: int) -> HttpResponse:
    """One poll of a moderator's session as if it were open."""
    hub = await held_hub(request, code, Role.MODERATOR)
    polls = await in_thread(preview_polls, hub.session_id, poll_id)
    if not polls:
        raise Http404
    state = hub.view(Role.ATTENDEE).state(1, 0)
    session = msgspec.structs.replace(state.session, open=True)
    stage = msgspec.structs.replace(state.stage, view="poll", poll=poll_id)
    state = msgspec.structs.replace(state, session=session, stage=stage, questions=[], polls=polls)
    page = page_data(hub, Role.ATTENDEE, OwnState())
    page |= {
        "code": f"{code}-preview",
        "session": 0,
        "state": msgspec.to_builtins(state),
        "at": now_ms(),
        "urls": {},
    }
    context = {
        "page": page,
        "catalog": catalog(get_language() or "en", Role.ATTENDEE),
        "title": polls[0].title,
    }
    response = render(request, "sessions/moderation/preview.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response
