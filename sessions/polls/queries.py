"""What each role sees of polls, and what is a participant's own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.models import Participant
from ..wire.polls import Results
from ..wire.roles import Role
from ..wire.state import OptionState, OwnScore, PollState
from .kinds import KINDS
from .kinds.quiz import place_of, read_scores, revealed_answers
from .models import Answer, Poll

State = Poll.State


def polls_since(session_id: int, revision: int) -> list[Poll]:
    """Polls that changed after `revision`, with all that is needed to show them."""
    rows = Poll.objects.filter(session_id=session_id, revision__gt=revision).prefetch_related("options")
    return [read_extra(row) for row in rows]


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
    shows_count = role is Role.MODERATOR or row.show_count or shows_results
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
    )


def _results_are_public(row: Poll, role: Role) -> bool:
    """A quiz question tells nothing while it can be answered: the most chosen option would give it away."""
    if row.revealed:
        return True
    if row.kind == "quiz_question":
        return False
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


def own_polls(participants: Collection[Participant]) -> Mapping[int, OwnPolls]:
    """What is everyone's own, by participant id."""
    own = {participant.pk: OwnPolls() for participant in participants}
    rows = Answer.objects.filter(participant_id__in=own, poll__deleted=False).select_related("poll")
    quizzes: dict[int, set[int]] = {}
    told: dict[int, set[int]] = {}
    for row in rows:
        poll = row.poll
        if row.epoch != poll.epoch:
            continue
        mine = own[row.participant_id]
        mine.answers[str(poll.pk)] = row.value
        if poll.kind == "quiz_question" and poll.parent_id:
            quizzes.setdefault(poll.parent_id, set()).add(row.participant_id)
            if poll.revealed:
                mine.played[str(poll.pk)] = row.points
        if poll.results_mode == "answered" and poll.state == State.OPEN:
            told.setdefault(poll.pk, set()).add(row.participant_id)
    _add_scores(own, quizzes)
    _add_results(own, told)
    return own


def _add_scores(own: Mapping[int, OwnPolls], quizzes: Mapping[int, set[int]]) -> None:
    for quiz_id, players in quizzes.items():
        if not revealed_answers(quiz_id).exists():
            continue
        scores = read_scores(quiz_id)
        points = {row["participant"]: row["points"] for row in scores}
        for player in players:
            score = OwnScore(points=points[player], place=place_of(points[player], scores))
            own[player].scores[str(quiz_id)] = score


def _add_results(own: Mapping[int, OwnPolls], told: Mapping[int, set[int]]) -> None:
    for poll in Poll.objects.filter(pk__in=told).prefetch_related("options"):
        results = KINDS[poll.kind].results(read_extra(poll), Role.ATTENDEE)
        for participant_id in told[poll.pk]:
            own[participant_id].results[str(poll.pk)] = results
