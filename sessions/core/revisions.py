"""The order of all visible changes of a session.

An action locks the session first, so that one change follows another; the first visible change in a
transaction raises `Session.revision`, and every row that changed is stamped with it. After the commit
`moved` is sent: the doorbell of the live engine.
"""

from django.db import transaction
from django.dispatch import Signal

from ..wire.errors import Code, Refused
from .models import Session
from .statements import fetch, run

_LOCK = "SELECT revision, ended FROM live_sessions_session WHERE id = %s {locked}"
_BUMP = "UPDATE live_sessions_session SET revision = %s WHERE id = %s"

moved = Signal()  # sent after commit with session_id


def lock_session(session_id: int, *, ended_too: bool = False) -> Session:
    """The session, locked until the transaction ends. Refuses ended sessions unless `ended_too`."""
    session = Session.objects.select_for_update().filter(pk=session_id).first()
    if session is None:
        raise Refused(Code.NOT_FOUND)
    if session.ended and not ended_too:
        raise Refused(Code.SESSION_ENDED)
    return session


def lock_for_counting(session_id: int) -> Session:
    """The session, locked, with nothing but its `revision`: what votes and answers need. Refuses ended ones."""
    rows = fetch(_LOCK, session_id)
    if not rows:
        raise Refused(Code.NOT_FOUND)
    [(revision, ended)] = rows
    if ended:
        raise Refused(Code.SESSION_ENDED)
    return Session(pk=session_id, revision=revision)


def bump(session: Session) -> int:
    """The revision of the changes this transaction makes to a locked session."""
    if not session.bumped:
        session.bumped = True
        session.revision += 1
        run(_BUMP, session.revision, session.pk)
        transaction.on_commit(lambda: moved.send(Session, session_id=session.pk))
    return session.revision
