"""What a moderator does to a question. Every act is in the audit trail and can be undone."""

from django.db import transaction

from ..core.actors import Actor
from ..core.acts import Act
from ..core.models import Session
from ..core.revisions import lock_session
from ..core.texts import clean_line
from ..questions.models import Question
from ..wire import limits
from ..wire.commands import (
    ApproveQuestion,
    ArchiveQuestion,
    DismissQuestion,
    HighlightQuestion,
    MarkAnswered,
    RestoreQuestion,
)
from ..wire.errors import Code, Refused

State = Question.State


@transaction.atomic
def approve_question(actor: Actor, command: ApproveQuestion) -> dict[str, int]:
    """Pending → live. Returns {"act": id}, or nothing where it was live already."""
    session, question = _question(actor, command.question, State.PENDING, State.LIVE)
    act = Act(actor, session, command.tag)
    if question.state == State.PENDING:
        act.change(question, state=State.LIVE.value, approved=True)
    return act.write(target=_target(question))


@transaction.atomic
def dismiss_question(actor: Actor, command: DismissQuestion) -> dict[str, int]:
    """Out of everyone's sight; the author is told the reason."""
    session, question = _question(actor, command.question, *State)
    words = clean_line(command.words, limits.REASON_WORDS_MAX_CHARACTERS, empty_ok=True)
    if command.reason == "other" and not words:
        raise Refused(Code.WORDS_NEEDED)
    act = Act(actor, session, command.tag)
    _put_away(act, question, State.DISMISSED, reason=command.reason, words=words)
    return act.write(_target(question), command.reason, words)


@transaction.atomic
def archive_question(actor: Actor, command: ArchiveQuestion) -> dict[str, int]:
    """Out of everyone's sight without a verdict."""
    session, question = _question(actor, command.question, *State)
    act = Act(actor, session, command.tag)
    _put_away(act, question, State.ARCHIVED, reason="", words="")
    return act.write(_target(question))


@transaction.atomic
def restore_question(actor: Actor, command: RestoreQuestion) -> dict[str, int]:
    """Back to where it was before it was dismissed or archived."""
    session, question = _question(actor, command.question, *State)
    act = Act(actor, session, command.tag)
    if question.restore_to:
        act.change(question, state=question.restore_to, restore_to="", reason="", words="")
    return act.write(_target(question))


@transaction.atomic
def highlight_question(actor: Actor, command: HighlightQuestion) -> dict[str, int]:
    """Pin one live question as being answered now, and bring the questions on stage; or unpin it."""
    session, question = _question(actor, command.question, State.LIVE)
    if command.on and question.answered:
        raise Refused(Code.WRONG_STATE)
    act = Act(actor, session, command.tag)
    if command.on:
        for other in Question.objects.filter(session=session, highlighted=True).exclude(pk=question.pk):
            act.change(other, highlighted=False)
        act.change(session, stage_view="questions")
    act.change(question, highlighted=command.on)
    return act.write(_target(question))


@transaction.atomic
def mark_answered(actor: Actor, command: MarkAnswered) -> dict[str, int]:
    """Tick a live question off (it is no longer pinned then), or take the tick back."""
    session, question = _question(actor, command.question, State.LIVE)
    act = Act(actor, session, command.tag)
    if command.on:
        act.change(question, answered=True, highlighted=False)
    else:
        act.change(question, answered=False)
    return act.write(_target(question))


def _put_away(act: Act, question: Question, state: Question.State, *, reason: str, words: str) -> None:
    if question.state == state:
        return
    act.change(
        question,
        state=state.value,
        restore_to=question.restore_to or question.state,
        highlighted=False,
        reason=reason,
        words=words,
    )


def _question(actor: Actor, question_id: int, *states: Question.State) -> tuple[Session, Question]:
    """The question, its session locked. A withdrawn one is not there for anybody."""
    session = lock_session(actor.session_id)
    question = Question.objects.filter(session=session, pk=question_id).exclude(state=State.WITHDRAWN).first()
    if question is None:
        raise Refused(Code.NOT_FOUND)
    if question.state not in states:
        raise Refused(Code.WRONG_STATE)
    return session, question


def _target(question: Question) -> str:
    return f"#{question.number}"
