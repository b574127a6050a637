"""Asking, editing and withdrawing; votes are in `voting`."""

from django.conf import settings
from django.db import transaction

from ..core.actors import Actor
from ..core.counters import answer_to_earlier
from ..core.models import AuditEntry, Participant, Session
from ..core.names import clean_name
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_session
from ..core.texts import clean_line
from ..wire.commands import AskQuestion, EditQuestion, WithdrawQuestion
from ..wire.errors import Code, Refused
from .models import Question
from .queries import count_open, is_editable

State = Question.State


@transaction.atomic
def ask_question(actor: Actor, command: AskQuestion) -> dict[str, int]:
    """Add a question, for review or live at once. Returns {"question": id}; the same command twice, the same id."""
    session = lock_session(actor.session_id, ended_too=True)
    participant_id = ensure_participants(session, [actor.key])[actor.key]
    earlier = Question.objects.filter(participant_id=participant_id, command_id=actor.command_id).first()
    if earlier:
        return {"question": earlier.pk}
    if session.ended:
        raise Refused(Code.SESSION_ENDED)
    if not session.intake_open:
        raise Refused(Code.INTAKE_CLOSED)
    text = clean_line(command.text, session.question_max_length)
    author = clean_name(session, command.name, empty_ok=True) if session.names != "off" else ""
    if count_open(session.pk) >= settings.MAX_OPEN_QUESTIONS:
        raise Refused(Code.QUESTIONS_FULL, limit=settings.MAX_OPEN_QUESTIONS)
    session.last_number += 1
    session.save(update_fields=["last_number"])
    Participant.objects.filter(pk=participant_id).exclude(name=author).update(name=author)
    question = Question.objects.create(
        session=session,
        participant_id=participant_id,
        command_id=actor.command_id,
        number=session.last_number,
        text=text,
        author=author,
        state=State.PENDING if session.moderated else State.LIVE,
        revision=bump(session),
    )
    return {"question": question.pk}


@transaction.atomic
def edit_question(actor: Actor, command: EditQuestion) -> dict[str, int]:
    """Change the text of one's own question."""
    session, question = _own_question(actor, command.question)
    answer = answer_to_earlier(command.counter, question.edit_counter)
    if answer is not None:
        return answer
    if not is_editable(question):
        raise Refused(Code.QUESTION_SETTLED)
    text = clean_line(command.text, session.question_max_length)
    if text != question.text:
        question.text = text
        question.revision = question.edited = bump(session)
    question.edit_counter = max(command.counter, question.edit_counter)
    question.save(update_fields=["text", "revision", "edited", "edit_counter"])
    return {}


@transaction.atomic
def withdraw_question(actor: Actor, command: WithdrawQuestion) -> dict[str, int]:
    """Take one's own question back. Its words are erased: they were never anybody else's."""
    session, question = _own_question(actor, command.question)
    if question.state == State.WITHDRAWN:
        return {}
    answer = answer_to_earlier(command.counter, question.edit_counter)
    if answer is not None:
        return answer
    if not is_editable(question):
        raise Refused(Code.QUESTION_SETTLED)
    question.state, question.text, question.author = State.WITHDRAWN, "", ""
    question.revision = bump(session)
    question.save(update_fields=["state", "text", "author", "revision"])
    AuditEntry.objects.create(
        session=session, role=actor.role.value, act="question.withdraw", target=f"#{question.number}"
    )
    return {}


def _own_question(actor: Actor, question_id: int) -> tuple[Session, Question]:
    session = lock_session(actor.session_id)
    own = Question.objects.filter(session=session, pk=question_id, participant__key=actor.key)
    question = own.first()
    if question is None:
        raise Refused(Code.NOT_FOUND)
    return session, question
