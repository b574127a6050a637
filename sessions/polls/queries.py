"""What each role sees of polls, and what is a participant's own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.models import Participant
from ..wire.polls import Results
from ..wire.roles import Role
from ..wire.state import OptionState, OwnScore, PollState
from .kinds import KINDS
from .kinds.quiz import read_scores
from .models import Answer, Poll

State = Poll.State


# Every tick asks this, mostly for nothing.
_SINCE = """
    SELECT poll.*, COALESCE(whole.show_count, TRUE) AS whole_shows_count
    FROM live_sessions_poll poll LEFT JOIN live_sessions_poll whole ON whole.id = poll.parent_id
    WHERE poll.session_id = %s AND poll.revision > %s ORDER BY poll.id
"""


def polls_since(session_id: int, revision: int) -> list[Poll]:
    """Polls that changed after `revision`, with all that is needed to show them."""
    rows = Poll.objects.raw(_SINCE, [session_id, revision])
    return [read_extra(row) for row in rows.prefetch_related("options")]


def read_extra(row: Poll) -> Poll:
    """Read what the kind keeps elsewhere."""
    row.extra = KINDS[row.kind].read(row)
    return row


def project_poll(row: Poll, role: Role) -> PollState | None:
    """The poll as `role` may see it; None where it may not."""
    if row.deleted or (row.state == State.DRAFT and role is not Role.MODERATOR):
        return None
    kind = KINDS[row.kind]
    shows_results = role is Role.MODERATOR or _results_are_public(row, role)
    shows_count = role is Role.MODERATOR or (row.show_count and row.whole_shows_count) or shows_results
    return PollState(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        options=[OptionState(id=option.pk, text=option.text) for option in row.options.all()],
        settings=kind.settings_for(row, role),
        state=row.state,
        results_mode=row.results_mode,
        revealed=row.revealed,
        answers=kind.people(row) if shows_count else None,
        show_count=row.show_count,
        results=kind.results(row, role) if shows_results else None,
        position=row.position,
        named=row.named,
        parent=row.parent_id,
        repeats=row.repeats_id,
        seconds=row.seconds,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        epoch=row.epoch,
    )


def _results_are_public(row: Poll, role: Role) -> bool:
    """A quiz question tells nothing while it can be answered: the most chosen option would give it away.

    A survey tells how far people are, and what they answered only afterwards.
    """
    if row.revealed:
        return True
    if row.kind == "quiz_question" or (row.is_survey_part and row.state == State.OPEN):
        return False
    if row.kind == "survey":
        return row.show_count
    if row.results_mode == "answered":
        return role is Role.SCREEN or row.state == State.CLOSED
    return row.results_mode == "live"


@dataclass
class OwnPolls:
    """What is one participant's own in polls (see wire.state.OwnState)."""

    answers: dict[str, Any] = field(default_factory=dict)
    played: dict[str, int] = field(default_factory=dict)
    scores: dict[str, OwnScore] = field(default_factory=dict)
    results: dict[str, Results] = field(default_factory=dict)
    counter: int = 0


def own_polls(participants: Collection[Participant]) -> Mapping[int, OwnPolls]:
    """What is everyone's own, by participant id."""
    own = {participant.pk: OwnPolls() for participant in participants}
    rows = Answer.objects.filter(participant_id__in=own)
    # The tallies of all polls, once for each answer, would be most of what is read.
    rows = rows.select_related("poll").defer("poll__tally", "poll__settings")
    quizzes: dict[int, set[int]] = {}
    told: dict[int, set[int]] = {}
    for row in rows:
        poll = row.poll
        mine = own[row.participant_id]
        mine.counter = max(mine.counter, row.counter)
        if poll.deleted or row.epoch != poll.epoch:
            continue
        mine.answers[str(poll.pk)] = row.value
        if poll.kind == "quiz":
            if row.state != Answer.State.SHOWN:
                mine.answers[str(poll.pk)] = row.value | {"state": row.state, "number": _number_of(row)}
            quizzes.setdefault(poll.pk, set()).add(row.participant_id)
        elif poll.kind == "quiz_question" and poll.parent_id:
            quizzes.setdefault(poll.parent_id, set()).add(row.participant_id)
            if poll.revealed:
                mine.played[str(poll.pk)] = row.points
        if poll.results_mode == "answered" and poll.state == State.OPEN and poll.kind != "quiz_question":
            told.setdefault(poll.pk, set()).add(row.participant_id)
    _add_scores(own, quizzes)
    _add_results(own, told)
    return own


def _add_scores(own: Mapping[int, OwnPolls], quizzes: Mapping[int, set[int]]) -> None:
    begun = Poll.objects.filter(parent__in=quizzes, deleted=False, revealed=True).values("parent")
    for quiz in Poll.objects.filter(pk__in=begun):
        for score in read_scores(quiz):
            if score.participant in quizzes[quiz.pk]:
                name = score.entry.name if score.entry.name != score.entry.chosen else ""
                own[score.participant].scores[str(quiz.pk)] = OwnScore(score.points, score.place, name)


def _number_of(player: Answer) -> int:
    """What a player without a name is called by: how many joined until they did."""
    return Answer.objects.filter(poll=player.poll_id, epoch=player.epoch, pk__lte=player.pk).count()


def _add_results(own: Mapping[int, OwnPolls], told: Mapping[int, set[int]]) -> None:
    for poll in Poll.objects.filter(pk__in=told).prefetch_related("options"):
        results = KINDS[poll.kind].results(read_extra(poll), Role.ATTENDEE)
        for participant_id in told[poll.pk]:
            own[participant_id].results[str(poll.pk)] = results


def polls_agree(session_id: int) -> bool:
    """Whether quizzes and surveys fit their parts: what undo, which brings back single rows, might break."""
    parts = list(
        Poll.objects.filter(session_id=session_id, deleted=False)
        .exclude(parent=None)
        .select_related("parent")
    )
    open_questions = [
        part.parent_id for part in parts if part.kind == "quiz_question" and part.state == State.OPEN
    ]
    return len(set(open_questions)) == len(open_questions) and all(map(_fits_parent, parts))


def _fits_parent(part: Poll) -> bool:
    parent = part.parent
    if parent is None or parent.deleted:
        return False
    if part.is_survey_part:
        return part.state == parent.state
    if part.state == State.OPEN:
        return parent.state == State.OPEN and not part.revealed
    return part.state == State.DRAFT or parent.state != State.DRAFT
