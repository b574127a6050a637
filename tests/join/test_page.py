"""What the attendee's page shows before any script runs."""

from typing import Any

import msgspec

from sessions.join.page import attendee_context
from sessions.wire.polls import ChoiceResults, ChoiceSettings, SurveySettings
from sessions.wire.state import (
    OptionState,
    OwnQuestionState,
    OwnState,
    PollState,
    QuestionState,
    SessionState,
    StageState,
    State,
)

SESSION = SessionState(
    "3821214",
    "Talk",
    True,
    False,
    True,
    160,
    "optional",
    "openfloor.example",
    "https://openfloor.example/s/3821214/",
    1,
)
RESULTS = ChoiceResults([3, 1], [75, 25], 4)


def question(number: int, **more: Any) -> QuestionState:
    """A live question; the number is also its id and its time."""
    basis = QuestionState(number, number, f"Question {number}?", "", 0, False, False, number)
    return msgspec.structs.replace(basis, **more)


def own(number: int, state: str) -> OwnQuestionState:
    """One's own question."""
    return OwnQuestionState(number, number, f"Question {number}?", "", 0, state, False, False, number, True)


def poll(number: int, **more: Any) -> PollState:
    """An open poll with results."""
    options = [OptionState(1, "Here"), OptionState(2, "There")]
    basis = PollState(
        id=number,
        kind="choice",
        title=f"Poll {number}",
        options=options,
        settings=ChoiceSettings(),
        state="open",
        results_mode="live",
        revealed=False,
        answers=4,
        show_count=True,
        results=RESULTS,
        position=number,
        named=False,
        parent=None,
        repeats=None,
        seconds=0,
        opened_at=number,
        closes_at=None,
        epoch=1,
    )
    return msgspec.structs.replace(basis, **more)


def state(*entities: QuestionState | PollState, is_open: bool = True) -> State:
    """A session with these."""
    return State(
        msgspec.structs.replace(SESSION, open=is_open),
        StageState("join", None, True),
        [entity for entity in entities if isinstance(entity, QuestionState)],
        [entity for entity in entities if isinstance(entity, PollState)],
        people=0,
    )


def numbers(rows: list[Any]) -> list[int]:
    """Which questions these rows are."""
    return [row.question.number for row in rows]


def test_questions_are_sorted_as_asked() -> None:
    some = state(question(1, score=2), question(2, score=5), question(3, score=2))
    assert numbers(attendee_context(some, None, "popular")["rows"]) == [2, 1, 3]
    assert numbers(attendee_context(some, None, "recent")["rows"]) == [3, 2, 1]
    assert attendee_context(some, None, "sideways")["sort"] == "popular"


def test_highlighted_question_is_pinned_and_answered_ones_are_apart() -> None:
    context = attendee_context(
        state(question(1), question(2, highlighted=True), question(3, answered=True)), None
    )
    assert (context["pinned"].question.number, numbers(context["rows"]), numbers(context["answered"])) == (
        2,
        [1],
        [3],
    )


def test_nothing_is_pinned_once_the_session_has_ended() -> None:
    context = attendee_context(state(question(1, highlighted=True), is_open=False), None)
    assert (context["pinned"], numbers(context["rows"])) == (None, [1])


def test_own_votes_and_questions_are_marked() -> None:
    you = OwnState(votes=[2], questions=[own(1, "live"), own(5, "pending")])
    context = attendee_context(state(question(1), question(2)), you)
    assert [(row.voted, bool(row.own)) for row in context["rows"]] == [(False, True), (True, False)]
    assert [mine.number for mine in context["own"]] == [5]


def test_poll_comes_first_until_it_is_answered() -> None:
    answered = OwnState(answers={"1": [2]})
    assert attendee_context(state(), None)["tab"] == "questions"
    assert attendee_context(state(poll(1)), None)["tab"] == "poll"
    assert attendee_context(state(poll(1)), answered)["tab"] == "questions"
    assert attendee_context(state(poll(1)), None, tab="questions")["tab"] == "questions"


def test_results_are_shown_after_ones_own_answer_or_when_closed() -> None:
    def percents(some: PollState, you: OwnState | None) -> list[int | None]:
        return [choice.percent for choice in attendee_context(state(some), you)["poll"].choices]

    answered = OwnState(answers={"1": [2]})
    assert percents(poll(1), None) == [None, None]
    assert percents(poll(1), answered) == [75, 25]
    assert percents(poll(1, state="closed"), None) == [75, 25]
    assert percents(poll(1, results=None), answered) == [None, None]


def test_open_poll_stands_above_earlier_ones() -> None:
    context = attendee_context(state(poll(1, state="closed"), poll(2, state="closed"), poll(3)), None)
    assert context["poll"].poll.id == 3
    assert [view.poll.id for view in context["earlier_polls"]] == [2, 1]


def test_last_opened_poll_is_the_one_shown_when_none_is_open() -> None:
    context = attendee_context(
        state(poll(1, state="closed", opened_at=20), poll(2, state="closed", opened_at=10)), None
    )
    assert (context["poll"].poll.id, [view.poll.id for view in context["earlier_polls"]]) == (1, [2])


def test_parts_never_stand_alone() -> None:
    survey = poll(1, kind="survey", settings=SurveySettings(), options=[], results=None)
    context = attendee_context(state(survey, poll(2, parent=1), poll(3, parent=1)), None)
    assert (context["open_poll"].poll.id, [part.poll.id for part in context["poll"].parts]) == (1, [2, 3])
    assert context["earlier_polls"] == []
