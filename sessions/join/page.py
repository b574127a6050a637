"""What the attendee's page shows before any script runs: lists sorted, own votes and answers marked."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..wire.state import OwnQuestionState, OwnState, QuestionState, QuestionTotals, State
from .codes import spaced
from .poll_charts import count_text
from .poll_views import PollView, Reader, WholeView

SHOWN = 50  # questions at first, and with each step
SORTS = ("popular", "recent")
TABS = ("questions", "poll")


@dataclass(frozen=True)
class Row:
    """A question in a list; `own` when the reader asked it."""

    question: QuestionState
    voted: bool
    own: OwnQuestionState | None


@dataclass(frozen=True)
class Part:
    """Which part of the list is shown: the `number`th, with `count` questions, of so many in all."""

    number: int
    count: int
    of_all: int

    @property
    def shown(self) -> str:
        """Which ones: "50", or "51–100"."""
        first = (self.number - 1) * SHOWN
        last = first + self.count
        return count_text(last) if self.number == 1 else f"{count_text(first + 1)}–{count_text(last)}"

    @property
    def all_shown(self) -> str:
        """How many there are."""
        return count_text(self.of_all)

    @property
    def before(self) -> int:
        """The part before it; 0 where there is none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The part after it; 0 where there is none."""
        return self.number + 1 if self.number * SHOWN < self.of_all else 0


def by_votes(question: QuestionState) -> tuple[int, int]:
    """Most votes first, the earlier one first among equals."""
    return (-question.score, question.number)


def newest_first(question: QuestionState) -> tuple[int, int]:
    """The newest first."""
    return (-question.asked_at, -question.number)


ORDERS = {"popular": by_votes, "recent": newest_first}


def attendee_context(
    state: State,
    you: OwnState | None,
    sort: str = "",
    tab: str = "",
    error: Mapping[str, Any] | None = None,
    questions: Sequence[QuestionState] = (),
    number: int = 1,
) -> dict[str, Any]:
    """The context of join/attendee.html besides `state`, `page` and `catalog`.

    `error` is what a form was refused for: {"code", "message", "command", "fields"}. Of the list, part `number` (from
    1) is shown; from the second on it is cut from all `questions`, of which `state` may have only the first.
    """
    you = you or OwnState()
    sort = sort if sort in SORTS else SORTS[0]
    listed = sorted(questions if number > 1 else state.questions, key=ORDERS[sort])
    now = next((one for one in listed if one.highlighted and state.session.open and not one.answered), None)
    waiting = [one for one in listed if one is not now and not one.answered]
    number = min(number, max(1, -(-len(waiting) // SHOWN)))
    part = waiting[(number - 1) * SHOWN : number * SHOWN]
    answered = sorted((one for one in state.questions if one.answered), key=by_votes)
    totals = state.totals or QuestionTotals(len(waiting) + bool(now), len(answered))
    of_all = totals.waiting - bool(now)
    row = _row_maker(you)
    reader = Reader(state, you, error)
    polls = [reader.view(poll) for poll in state.polls if poll.parent is None]
    open_poll = next((view for view in polls if view.poll.state == "open"), None)
    closed = [view for view in sorted(polls, key=_last_opened_first) if view.poll.state == "closed"]
    shown = {one.id for one in (*part, *answered, *([now] if now else []))}
    return {
        "you": you,
        "error": error,
        "code": spaced(state.session.code),
        "people": max(state.people, 1),  # the reader, whom the count may not know yet
        "sort": sort,
        "tab": tab if tab in TABS else _first_tab(open_poll),
        "pinned": row(now) if now else None,
        "own": [own for own in reversed(you.questions) if own.id not in shown],
        "rows": [row(one) for one in part],
        "part": Part(number, len(part), of_all),
        "answered": [row(one) for one in answered],
        "answered_in_all": count_text(totals.answered),
        "poll": open_poll or next(iter(closed), None),
        "open_poll": open_poll,
        "earlier_polls": closed if open_poll else closed[1:],
        "command_id": secrets.token_hex(12),  # the same form sent twice is one question
    }


def _row_maker(you: OwnState) -> Callable[[QuestionState], Row]:
    votes, own = set(you.votes), {question.id: question for question in you.questions}
    return lambda question: Row(question, question.id in votes, own.get(question.id))


def _last_opened_first(view: PollView | WholeView) -> tuple[int, int, int]:
    return (-(view.poll.opened_at or 0), -view.poll.position, -view.poll.id)


def _first_tab(open_poll: PollView | WholeView | None) -> str:
    """The poll while it wants something of the reader; a quiz may at any moment."""
    wanted = open_poll and (open_poll.poll.kind == "quiz" or not open_poll.answered)
    return "poll" if wanted else "questions"
