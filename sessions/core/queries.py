"""Finding sessions, and what everyone sees of them."""

from collections.abc import Mapping

import msgspec
from django.db.models import QuerySet

from ..wire import limits
from ..wire.roles import Role
from ..wire.state import DeskSessionState, SessionState, StageState
from . import links
from .models import Session


def find_session(code: str, session_id: int | None = None) -> Session | None:
    """The open session with this code, else the last ended one.

    With `session_id` that session, if the code is or was its.
    """
    return _sessions_in_turn(code, session_id).first()


def find_held(
    code: str, cookies: Mapping[str, str], role: Role, session_id: int | None = None
) -> Session | None:
    """The session with this code whose `role` these cookies hold: the open one first, then the last ended.

    A code is used again once its session has ended; whoever kept the earlier session still gets there.
    """
    in_turn = _sessions_in_turn(code, session_id)
    return next((session for session in in_turn if links.holds(cookies, session, role)), None)


def find_opened(code: str, kind: links.Kind, token: str) -> Session | None:
    """The session with this code that the link with this token opens."""
    return next((s for s in _sessions_in_turn(code) if links.opens(s, kind, token)), None)


def _sessions_in_turn(code: str, session_id: int | None = None) -> QuerySet[Session]:
    # Addresses have anything in place of a code; PostgreSQL takes no NUL.
    is_code = len(code) == limits.CODE_DIGITS and code.isascii() and code.isdigit()
    found = Session.objects.filter(code=code) if is_code else Session.objects.none()
    if session_id is not None:
        found = found.filter(pk=session_id)
    return found.order_by("ended", "-pk")


def read_session(session_id: int) -> Session:
    """The session as it is now: what every tick begins with. Raises Session.DoesNotExist."""
    for session in Session.objects.raw("SELECT * FROM live_sessions_session WHERE id = %s", [session_id]):
        return session
    raise Session.DoesNotExist


def is_code_taken(code: str) -> bool:
    """Whether an open session has this code."""
    return Session.objects.filter(code=code, ended=False).exists()


def project_session(session: Session, role: Role) -> SessionState:
    """The session as `role` sees it."""
    public = SessionState(
        code=session.code,
        title=session.title,
        open=not session.ended,
        moderated=session.moderated,
        intake_open=session.intake_open,
        question_max_length=session.question_max_length,
        names=session.names,
        address=links.address(),
        url=links.attendee_url(session),
        protocol=limits.PROTOCOL,
        ended_at=session.ended_at,
    )
    if role is not Role.MODERATOR:
        return public
    return DeskSessionState(
        **msgspec.structs.asdict(public),
        languages=session.languages,
        also_block=session.also_block,
        never_block=session.never_block,
    )


def project_stage(session: Session) -> StageState:
    """What the big screen shows."""
    return StageState(view=session.stage_view, poll=session.stage_poll_id, join_panel=session.join_panel)
