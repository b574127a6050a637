"""What the attendee's page shows before any script runs: lists sorted, own votes and answers marked."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..wire.polls import ChoiceResults
from ..wire.state import OptionState, OwnQuestionState, OwnState, PollState, QuestionState, State
from .codes import spaced

SORTS = ("popular", "recent")
TABS = ("questions", "poll")


@dataclass(frozen=True)
class Row:
    """A question in a list; `own` when the reader asked it."""

    question: QuestionState
    voted: bool
    own: OwnQuestionState | None


@dataclass(frozen=True)
class Choice:
    """An option of a poll; `percent` and `count` are None where results are not shown."""

    option: OptionState
    chosen: bool
    percent: int | None
    count: int | None


@dataclass(frozen=True)
class PollView:
    """A poll with the reader's answer. `shows_results`: after one's own answer, or when closed."""

    poll: PollState
    choices: list[Choice]
    answered: bool
    shows_results: bool


def attendee_context(state: State, you: OwnState | None, sort: str = "", tab: str = "") -> dict[str, Any]:
    """The context of join/attendee.html besides `state`, `page`, `catalog` and `error`."""
    you = you or OwnState()
    sort = sort if sort in SORTS else SORTS[0]
    rows = _rows(state, you)
    waiting = [row for row in _sorted(rows, sort) if not row.question.answered]
    pinned = next((row for row in waiting if row.question.highlighted and state.session.open), None)
    polls = [_poll_view(poll, you) for poll in sorted(state.polls, key=lambda poll: (poll.position, poll.id))]
    open_poll = next((view for view in polls if view.poll.state == "open"), None)
    closed = [view for view in reversed(polls) if view.poll.state == "closed"]
    shown = {question.id for question in state.questions}
    return {
        "you": you,
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


def _first_tab(open_poll: PollView | None) -> str:
    return "poll" if open_poll and not open_poll.answered else "questions"


def _poll_view(poll: PollState, you: OwnState) -> PollView:
    chosen = you.answers.get(str(poll.id), [])
    shown = poll.results if chosen or poll.state == "closed" else None
    results = shown if isinstance(shown, ChoiceResults) else None
    choices = [
        Choice(
            option,
            option.id in chosen,
            results.percents[place] if results else None,
            results.counts[place] if results else None,
        )
        for place, option in enumerate(poll.options)
    ]
    return PollView(poll, choices, bool(chosen), results is not None)
