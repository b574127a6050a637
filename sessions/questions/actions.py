"""Asking, editing, withdrawing and voting."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from ..core.actors import Actor
from ..core.models import AuditEntry, Participant, Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_session
from ..core.texts import clean_line
from ..wire import limits
from ..wire.commands import AskQuestion, EditQuestion, UpvoteQuestion, WithdrawQuestion
from ..wire.errors import Code, Refused
from .models import Question, Upvote
from .queries import is_editable

State = Question.State
Outcome = dict[str, int] | Refused


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
    author = (
        clean_line(command.name, limits.NAME_MAX_CHARACTERS, empty_ok=True) if session.names != "off" else ""
    )
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
    if not is_editable(question):
        raise Refused(Code.QUESTION_SETTLED)
    question.text = clean_line(command.text, session.question_max_length)
    question.revision = bump(session)
    question.save(update_fields=["text", "revision"])
    return {}


@transaction.atomic
def withdraw_question(actor: Actor, command: WithdrawQuestion) -> dict[str, int]:
    """Take one's own question back. Its words are erased: they were never anybody else's."""
    session, question = _own_question(actor, command.question)
    if question.state == State.WITHDRAWN:
        return {}
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


def cast_upvotes(votes: Sequence[tuple[Actor, UpvoteQuestion]]) -> list[Outcome]:
    """Write many votes, of any sessions, in one transaction; one outcome for each, in order.

    The last word of a participant on a question counts. Session locks are taken in the order of their
    ids, so that two processes cannot wait for each other.
    """
    outcomes: list[Outcome] = [{} for _ in votes]
    by_session: dict[int, list[int]] = defaultdict(list)
    for index, (actor, _) in enumerate(votes):
        by_session[actor.session_id].append(index)
    with transaction.atomic():
        for session_id in sorted(by_session):
            indexes = by_session[session_id]
            for index, refused in _cast_in_session(session_id, [(i, *votes[i]) for i in indexes]):
                outcomes[index] = refused
    return outcomes


def _cast_in_session(
    session_id: int, votes: list[tuple[int, Actor, UpvoteQuestion]]
) -> list[tuple[int, Refused]]:
    try:
        session = lock_session(session_id)
    except Refused as refused:
        return [(index, refused) for index, _, _ in votes]
    questions = Question.objects.filter(session=session, state=State.LIVE).in_bulk(
        [v.question for _, _, v in votes]
    )
    refusals: list[tuple[int, Refused]] = []
    choices: dict[tuple[str, int], bool] = {}
    for index, actor, vote in votes:
        question = questions.get(vote.question)
        if question is None:
            refusals.append((index, Refused(Code.NOT_FOUND)))
        elif question.answered:
            refusals.append((index, Refused(Code.QUESTION_CLOSED)))
        else:
            choices[actor.key, vote.question] = vote.on
    if choices:
        _write_upvotes(session, questions, choices)
    return refusals


def _write_upvotes(
    session: Session, questions: dict[int, Question], choices: dict[tuple[str, int], bool]
) -> None:
    """Insert and delete what differs. The lock makes the change of the score exact, the constraint keeps it so."""
    participants = ensure_participants(session, {key for key, _ in choices})
    wanted = {(participants[key], question_id): on for (key, question_id), on in choices.items()}
    rows = Upvote.objects.filter(
        participant_id__in={participant_id for participant_id, _ in wanted},
        question_id__in={question_id for _, question_id in wanted},
    )
    existing = {(row.participant_id, row.question_id): row.pk for row in rows}
    added = [pair for pair, on in wanted.items() if on and pair not in existing]
    removed = [pair for pair, on in wanted.items() if not on and pair in existing]
    if not added and not removed:
        return
    Upvote.objects.bulk_create([Upvote(participant_id=who, question_id=what) for who, what in added])
    if removed:
        Upvote.objects.filter(pk__in=[existing[pair] for pair in removed]).delete()
    changed = {question_id for _, question_id in (*added, *removed)}
    for _, question_id in added:
        questions[question_id].score += 1
    for _, question_id in removed:
        questions[question_id].score -= 1
    for question_id in changed:
        questions[question_id].revision = bump(session)
    Question.objects.bulk_update([questions[question_id] for question_id in changed], ["score", "revision"])
