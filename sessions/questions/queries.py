"""What each role sees of questions."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from ..wire.roles import Role
from ..wire.state import DeskQuestionState, OwnQuestionState, QuestionState
from .models import Question, Upvote

State = Question.State


# Every tick asks this. Building the query would take longer than reading what a few votes moved.
_SINCE = """
    SELECT question.*, participant.key AS author_key
    FROM live_sessions_question AS question
    LEFT JOIN live_sessions_participant AS participant ON participant.id = question.participant_id
    WHERE question.session_id = %s AND question.revision > %s
    ORDER BY question.id
"""


def questions_since(session_id: int, revision: int) -> list[Question]:
    """Questions that changed after `revision`, with their author's key as `author_key`."""
    return list(Question.objects.raw(_SINCE, [session_id, revision]))


def project_question(row: Question, role: Role) -> QuestionState | None:
    """The question as `role` may see it; None where it may not."""
    if row.state == State.WITHDRAWN or (row.state != State.LIVE and role is not Role.MODERATOR):
        return None
    public = QuestionState(
        id=row.pk,
        number=row.number,
        text=row.text,
        author=row.author,
        score=row.score,
        highlighted=row.highlighted,
        answered=row.answered,
        asked_at=_milliseconds(row),
        state=row.state,
    )
    if role is not Role.MODERATOR:
        return public
    return DeskQuestionState(**msgspec.structs.asdict(public), reason=row.reason, words=row.words)


def project_own_question(row: Question) -> OwnQuestionState:
    """The question as its author sees it."""
    return OwnQuestionState(
        id=row.pk,
        number=row.number,
        text=row.text,
        author=row.author,
        score=row.score,
        state=row.state,
        answered=row.answered,
        highlighted=row.highlighted,
        asked_at=_milliseconds(row),
        editable=is_editable(row),
        reason=row.reason,
        words=row.words,
    )


def is_editable(row: Question) -> bool:
    """Whether its author may still change or withdraw it: nobody approved it or voted on it."""
    untouched = row.score == 0 and not (row.approved or row.highlighted or row.answered)
    return untouched and row.state in (State.PENDING, State.LIVE)


def count_open(session_id: int) -> int:
    """How many questions wait or are shown and not ticked off."""
    rows = Question.objects.filter(
        session_id=session_id, state__in=(State.PENDING, State.LIVE), answered=False
    )
    return rows.count()


class OwnQuestions(NamedTuple):
    """Somebody's own questions, oldest first, and the highest counter their changes came with."""

    questions: list[OwnQuestionState]
    counter: int


def own_questions(participant_ids: Iterable[int]) -> dict[int, OwnQuestions]:
    """Everyone's own questions by participant id."""
    own: dict[int, OwnQuestions] = {}
    rows = Question.objects.filter(participant_id__in=participant_ids).exclude(state=State.WITHDRAWN)
    for row in rows.order_by("number"):
        before = own.get(row.participant_id or 0, OwnQuestions([], 0))
        own[row.participant_id or 0] = OwnQuestions(
            [*before.questions, project_own_question(row)], max(before.counter, row.edit_counter)
        )
    return own


class OwnVotes(NamedTuple):
    """The questions somebody upvoted, and the highest counter their votes came with, also those taken back."""

    questions: list[int]
    counter: int


def own_votes(participant_ids: Iterable[int]) -> dict[int, OwnVotes]:
    """Everyone's votes by participant id."""
    own: dict[int, OwnVotes] = {}
    rows = Upvote.objects.filter(participant_id__in=participant_ids).order_by("pk")
    for who, question, active, counter in rows.values_list("participant", "question", "active", "counter"):
        before = own.get(who, OwnVotes([], 0))
        questions = [*before.questions, question] if active else before.questions
        own[who] = OwnVotes(questions, max(before.counter, counter))
    return own


def _milliseconds(row: Question) -> int:
    return int(row.asked_at.timestamp() * 1000)
