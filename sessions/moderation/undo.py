"""Taking an act back: what it changed gets its earlier values again, if nothing built on it since."""

from typing import Any

from django.db import IntegrityError, models, transaction

from ..core.actors import Actor
from ..core.acts import Act
from ..core.models import AuditEntry, Session
from ..core.queries import is_code_taken
from ..core.revisions import lock_session
from ..polls.models import Answer, Poll, Word
from ..polls.queries import polls_agree
from ..questions.models import Question
from ..wire.commands import EndSession, UndoAct
from ..wire.errors import Code, Refused

# Each model with the way to its session.
_MODELS: dict[str, tuple[type[models.Model], str]] = {
    "question": (Question, "session"),
    "poll": (Poll, "session"),
    "word": (Word, "poll__session"),
    "answer": (Answer, "poll__session"),
}

# What is fixed once people may have answered; above all, whether hosts see who did.
_PREPARED = {"title", "option_texts", "settings", "named", "seconds"}


@transaction.atomic
def undo_act(actor: Actor, command: UndoAct) -> dict[str, int]:
    """Undo one act of this session. Undoing an undo does it again; the same undo twice changes nothing."""
    session = lock_session(actor.session_id, ended_too=True)
    entry = AuditEntry.objects.filter(session=session, pk=command.act).first()
    if entry is None or not entry.changes:
        raise Refused(Code.NOT_FOUND)
    if AuditEntry.objects.filter(undoes=entry).exists():
        return {}
    _refuse_impossible(session, entry)
    act = Act(actor, session, command.tag)
    try:
        _change_back(act, entry)
    except IntegrityError as error:  # its place is taken: another highlight, another open poll
        raise Refused(Code.UNDO_STALE) from error
    if any(change["model"] == "poll" for change in entry.changes) and not polls_agree(session.pk):
        raise Refused(Code.UNDO_STALE)
    return act.write(target=entry.target, undoes=entry.pk)


def _change_back(act: Act, entry: AuditEntry) -> None:
    # Backwards, so that what the act made room for (one highlight, one open poll) has room on the way back too.
    for change in reversed(entry.changes):
        row = _row(act.session, change["model"], change["id"])
        if any(getattr(row, name) != value for name, value in change["after"].items()):
            raise Refused(Code.UNDO_STALE)
        if change["model"] == "poll":
            _refuse_used(row, change["before"])
        act.change(row, **change["before"])


def _refuse_used(poll: Poll, before: dict[str, Any]) -> None:
    """A poll that was shown is not unmade; one that was answered is no draft again, where options may change."""
    was_shown, drafted = poll.state != Poll.State.DRAFT, before.get("state") == Poll.State.DRAFT
    unmade, edited = before.get("deleted"), not _PREPARED.isdisjoint(before)
    # Whoever was told "ok" since would lose their answer to another epoch, whose tally the act does not know.
    leaves_answers = "epoch" in before and "answers" not in before and poll.answers
    if (was_shown and (unmade or edited)) or (drafted and poll.answers) or leaves_answers:
        raise Refused(Code.UNDO_STALE)


def _refuse_impossible(session: Session, entry: AuditEntry) -> None:
    """An ended session takes nothing back but its end, and that only while its code is free."""
    if session.ended and entry.act != EndSession.tag:
        raise Refused(Code.SESSION_ENDED)
    if session.ended and is_code_taken(session.code):
        raise Refused(Code.CODE_TAKEN, code=session.code)


def _row(session: Session, model: str, row_id: int) -> Any:
    if model == "session":
        return session
    kind, way = _MODELS[model]
    row = kind._default_manager.filter(**{way: session}, pk=row_id).first()
    if row is None or getattr(row, "state", "") == Question.State.WITHDRAWN:
        raise Refused(Code.UNDO_STALE)
    return row
