"""What the attendee's page shows before any script runs: lists sorted, own votes and answers marked."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..wire.state import OwnQuestionState, OwnState, QuestionState, State
from .codes import spaced
from .poll_views import PollView, Reader, WholeView

SORTS = ("popular", "recent")
TABS = ("questions", "poll")


@dataclass(frozen=True)
class Row:
    """A question in a list; `own` when the reader asked it."""

    question: QuestionState
    voted: bool
    own: OwnQuestionState | None


def attendee_context(
    state: State,
    you: OwnState | None,
    sort: str = "",
    tab: str = "",
    error: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The context of join/attendee.html besides `state`, `page` and `catalog`.

    `error` is what a form was refused for: {"code", "message", "command", "fields"}.
    """
    you = you or OwnState()
    sort = sort if sort in SORTS else SORTS[0]
    rows = _rows(state, you)
    waiting = [row for row in _sorted(rows, sort) if not row.question.answered]
    pinned = next((row for row in waiting if row.question.highlighted and state.session.open), None)
    reader = Reader(state, you, error)
    polls = [reader.view(poll) for poll in state.polls if poll.parent is None]
    open_poll = next((view for view in polls if view.poll.state == "open"), None)
    closed = [view for view in sorted(polls, key=_last_opened_first) if view.poll.state == "closed"]
    shown = {question.id for question in state.questions}
    return {
        "you": you,
        "error": error,
        "code": spaced(state.session.code),
        "people": max(state.people, 1),  # the reader, whom the count may not know yet
        "sort": sort,
        "tab": tab if tab in TABS else _first_tab(open_poll),
        "pinned": pinned,
        "own": [own for own in reversed(you.questions) if own.id not in shown],
        "rows": [row for row in waiting if row is not pinned],
        "answered": [row for row in _sorted(rows, "popular") if row.question.answered],
        "poll": open_poll or next(iter(closed), None),
        "open_poll": open_poll,
        "earlier_polls": closed if open_poll else closed[1:],
        "command_id": secrets.token_hex(12),  # the same form sent twice is one question
    }


def _rows(state: State, you: OwnState) -> list[Row]:
    votes, own = set(you.votes), {question.id: question for question in you.questions}
    return [Row(question, question.id in votes, own.get(question.id)) for question in state.questions]


def _sorted(rows: Iterable[Row], sort: str) -> list[Row]:
    if sort == "recent":
        return sorted(rows, key=lambda row: (-row.question.asked_at, -row.question.number))
    return sorted(rows, key=lambda row: (-row.question.score, row.question.number))


def _last_opened_first(view: PollView | WholeView) -> tuple[int, int, int]:
    return (-(view.poll.opened_at or 0), -view.poll.position, -view.poll.id)


def _first_tab(open_poll: PollView | WholeView | None) -> str:
    """The poll while it wants something of the reader; a quiz may at any moment."""
    wanted = open_poll and (open_poll.poll.kind == "quiz" or not open_poll.answered)
    return "poll" if wanted else "questions"
