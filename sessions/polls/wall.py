"""What a moderator does to single texts, words and names of players."""

from typing import Any

from django.db import transaction

from ..core.actors import Actor
from ..core.acts import Act
from ..core.models import Session
from ..core.revisions import lock_session
from ..wire.commands import ApproveAnswer, EnlargeAnswer, HideAnswer, HidePlayer, HideWord
from ..wire.errors import Code, Refused
from .models import Answer, Word
from .preparing import find_poll, target_of

State = Answer.State


@transaction.atomic
def hide_word(actor: Actor, command: HideWord) -> dict[str, int]:
    """Take a word out of its cloud, or put it back."""
    session = lock_session(actor.session_id)
    word = Word.objects.filter(pk=command.word, poll__session=session).select_related("poll").first()
    return _change(actor, session, command.tag, word, hidden=command.on)


@transaction.atomic
def hide_answer(actor: Actor, command: HideAnswer) -> dict[str, int]:
    """Take a text off the wall, or put it back."""
    session = lock_session(actor.session_id)
    text = _text(session, command.answer)
    if text and not command.on and text.state == State.PENDING:
        return {}
    state = State.HIDDEN if command.on else State.SHOWN
    return _change(actor, session, command.tag, text, state=state.value)


@transaction.atomic
def approve_answer(actor: Actor, command: ApproveAnswer) -> dict[str, int]:
    """Put a text that waits for review on the wall."""
    session = lock_session(actor.session_id)
    return _change(actor, session, command.tag, _text(session, command.answer), state=State.SHOWN.value)


@transaction.atomic
def hide_player(actor: Actor, command: HidePlayer) -> dict[str, int]:
    """Take a player's name down everywhere, or show the one they have now."""
    session = lock_session(actor.session_id)
    rows = Answer.objects.filter(pk=command.player, poll__session=session, poll__kind="quiz")
    state = State.HIDDEN if command.on else State.SHOWN
    return _change(actor, session, command.tag, rows.select_related("poll").first(), state=state.value)


@transaction.atomic
def enlarge_answer(actor: Actor, command: EnlargeAnswer) -> dict[str, int]:
    """Show one text large on the big screen, or the wall again."""
    session, poll = find_poll(actor, command.poll)
    shown = Answer.objects.filter(poll=poll, epoch=poll.epoch, state=State.SHOWN, pk=command.answer or 0)
    if command.answer is not None and not (poll.kind == "text" and shown.exists()):
        raise Refused(Code.NOT_FOUND)
    act = Act(actor, session, command.tag)
    act.change(poll, enlarged=command.answer)
    return act.write(target=target_of(poll))


def _text(session: Session, answer_id: int) -> Answer | None:
    rows = Answer.objects.filter(pk=answer_id, poll__session=session, poll__kind="text")
    return rows.select_related("poll").first()


def _change(actor: Actor, session: Session, name: str, row: Any, **fields: Any) -> dict[str, int]:
    """Change one word or text, and with it the revision of its poll."""
    if row is None or row.poll.deleted or row.epoch != row.poll.epoch:
        raise Refused(Code.NOT_FOUND)
    act = Act(actor, session, name)
    act.change(row, **fields)
    if row.poll.enlarged == row.pk and fields.get("state") == State.HIDDEN:
        act.change(row.poll, enlarged=None)
    return act.write(target=target_of(row.poll))
