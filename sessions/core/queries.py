"""Finding sessions, and what everyone sees of them."""

from ..wire import limits
from ..wire.state import SessionState, StageState
from . import links
from .models import Session


def find_session(code: str) -> Session | None:
    """The open session with this code, else the last ended one."""
    return Session.objects.filter(code=code).order_by("ended", "-pk").first()


def read_session(session_id: int) -> Session:
    """The session as it is now: what every tick begins with. Raises Session.DoesNotExist."""
    for session in Session.objects.raw("SELECT * FROM live_sessions_session WHERE id = %s", [session_id]):
        return session
    raise Session.DoesNotExist


def is_code_taken(code: str) -> bool:
    """Whether an open session has this code."""
    return Session.objects.filter(code=code, ended=False).exists()


def project_session(session: Session) -> SessionState:
    """The session as every role sees it."""
    return SessionState(
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
    )


def project_stage(session: Session) -> StageState:
    """What the big screen shows."""
    return StageState(view=session.stage_view, poll=session.stage_poll_id, join_panel=session.join_panel)
