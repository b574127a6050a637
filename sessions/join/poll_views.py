"""Polls of every kind as the attendee's page shows them before any script runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.clock import now_ms
from ..wire.polls import ChoiceResults, Results
from ..wire.state import OptionState, OwnScore, OwnState, PollState, State
from .poll_charts import Chart, chart_of, in_pairs
from .poll_forms import TAPPED, TYPED, fields_of, hint_of, own_text

WHOLES = frozenset({"quiz", "survey"})


@dataclass(frozen=True)
class Choice:
    """An option of a poll; `percent` and `count` are None where results are not shown, `right` until it is told."""

    option: OptionState
    chosen: bool
    percent: int | None
    count: int | None
    right: bool | None = None


@dataclass(frozen=True)
class PollView:
    """A poll with the reader's answer. `shows_results`: after one's own answer, or when closed.

    `chart` is None where the results are hidden. `first` is the first round's, where its bars cannot stand beside
    those of the second.
    """

    poll: PollState
    choices: list[Choice]
    answered: bool
    shows_results: bool
    is_open: bool
    is_part: bool = False
    fields: list[Any] = field(default_factory=list)
    hint: str = ""
    own: str = ""
    answer: Any = None
    chart: Chart | None = None
    first: Chart | None = None
    left: "Countdown | None" = None

    @property
    def is_marked(self) -> bool:
        """Whether the options themselves show the results."""
        return bool(self.choices) and not (self.chart and self.chart.is_paired)

    @property
    def shows_own(self) -> bool:
        """Whether the answer is told in words: where no result marks it, or it is somebody's words."""
        return not self.shows_results or self.poll.kind in TYPED

    @property
    def points_left(self) -> int:
        """Points that are not given yet."""
        given = sum(points for points in (self.answer or {}).values())
        return self.poll.settings.total - given  # type: ignore[attr-defined]

    @property
    def form(self) -> str:
        """The template of the fields."""
        return f"sessions/join/kinds/{self.poll.kind}.html"

    @property
    def is_tapped(self) -> bool:
        """Whether a tap is enough where there are scripts."""
        return self.poll.kind in TAPPED

    @property
    def title_id(self) -> str:
        """What names the fields."""
        return f"title-{self.poll.id}" if self.is_part else "poll-title"


@dataclass(frozen=True)
class Countdown:
    """What is left of a countdown when the page is made: as a clock shows it, and in percent."""

    text: str
    percent: float


@dataclass(frozen=True)
class WholeView:
    """A quiz or survey with its parts; `done` of them are answered. `question` is the one being played now.

    `phase` of a quiz: "join", "lobby", "answer", "wait", "told", "places" or "end".
    """

    poll: PollState
    parts: list[PollView]
    done: int
    answered: bool
    is_open: bool
    phase: str = ""
    question: PollView | None = None
    score: OwnScore | None = None
    points: int | None = None
    is_right: bool = False
    player: Mapping[str, Any] = field(default_factory=dict)
    playing_as: str = ""
    left: Countdown | None = None

    @property
    def is_named(self) -> bool:
        """Whether hosts see who answered what, in some part."""
        return any(part.poll.named for part in self.parts)


class Reader:
    """One attendee looking at the polls of a session. `error` is what a form of theirs was refused for."""

    def __init__(self, state: State, you: OwnState, error: Mapping[str, Any] | None = None) -> None:
        self.state = state
        self.you = you
        self.now = now_ms()
        self.polls = {poll.id: poll for poll in state.polls}
        answer_refused = error and error.get("command") == "poll.answer"
        self.typed: Mapping[str, Any] = error["fields"] if error and answer_refused else {}

    def view(self, poll: PollState) -> PollView | WholeView:
        """What is shown of a poll."""
        return self._whole(poll) if poll.kind in WHOLES else self.single(poll)

    def single(self, poll: PollState) -> PollView:
        """A poll that is answered by itself."""
        answer = self.you.answers.get(str(poll.id))
        is_open = poll.state == "open" and self.state.session.open
        whole = self.polls.get(poll.parent or 0)
        is_part = whole is not None and whole.kind == "survey"
        results = self._results(poll, answer, is_open)
        chart, first = self._charts(poll, results, answer)
        fields = fields_of(poll, answer, self._typed(poll))
        return PollView(
            poll=poll,
            choices=_choices(poll, results, fields),
            answered=answer is not None,
            shows_results=results is not None,
            is_open=is_open,
            is_part=is_part,
            fields=fields,
            hint=hint_of(poll, is_part=is_part),
            own="" if answer is None else own_text(poll, answer),
            answer=answer,
            chart=chart,
            first=first,
            left=self._left(poll),
        )

    def parts(self, poll: PollState) -> list[PollState]:
        """The parts of a quiz or survey, in order."""
        parts = [part for part in self.polls.values() if part.parent == poll.id]
        return sorted(parts, key=lambda part: (part.position, part.id))

    def _results(self, poll: PollState, answer: Any, is_open: bool) -> Results | None:
        """While it is open only after one's own answer, so that nobody follows the crowd; of a survey, afterwards."""
        whole = self.polls.get(poll.parent or 0)
        if not is_open:
            return poll.results
        if answer is None or (whole and whole.kind == "survey"):
            return None
        return poll.results or self.you.results.get(str(poll.id))

    def _charts(
        self, poll: PollState, results: Results | None, answer: Any
    ) -> tuple[Chart | None, Chart | None]:
        earlier = self.polls.get(poll.repeats or 0)
        if results is None:
            return None, None
        chart = chart_of(poll, results, answer)
        if earlier is None or earlier.results is None:
            return chart, None
        first = chart_of(earlier, earlier.results)
        return (in_pairs(chart, first), None) if chart.alike else (chart, first)

    def _typed(self, poll: PollState) -> Mapping[str, Any] | None:
        return self.typed if self.typed.get("poll") == str(poll.id) else None

    def _left(self, poll: PollState) -> Countdown | None:
        if poll.state != "open" or not poll.closes_at:
            return None
        left = max(0, -(-(poll.closes_at - self.now) // 1000))
        return Countdown(f"{left // 60}:{left % 60:02}", min(100, 100 * left / (poll.seconds or 1)))

    def _whole(self, poll: PollState) -> WholeView:
        parts = [self.single(part) for part in self.parts(poll)]
        done = sum(part.answered for part in parts)
        is_open = poll.state == "open" and self.state.session.open
        if poll.kind == "survey":
            left = self._left(poll)
            return WholeView(poll, parts, done, bool(parts) and done == len(parts), is_open, left=left)
        asked = sorted(parts, key=lambda part: (part.poll.state == "open", part.poll.opened_at or 0))
        question = asked[-1] if asked else None
        phase = self._phase(poll, question, is_open)
        player, score = self.you.answers.get(str(poll.id), {}), self.you.scores.get(str(poll.id))
        return WholeView(
            poll,
            parts,
            done,
            phase not in ("join", "answer"),
            is_open,
            phase=phase,
            question=question,
            score=score,
            points=self.you.played.get(str(question.poll.id)) if question else None,
            is_right=question is not None and all(one.chosen == one.right for one in question.choices),
            player=player,
            playing_as=""
            if "state" in player
            else score.name
            if score and score.name
            else player.get("name", ""),
            left=question.left if question else None,
        )

    def _phase(self, quiz: PollState, question: PollView | None, is_open: bool) -> str:
        """Where the player stands; the same as `phaseOf` in static/js/attendee/quiz.js."""
        stage = self.state.stage
        if not is_open:
            return "end"
        if str(quiz.id) not in self.you.answers:
            return "join"
        if question and question.is_open:
            return "wait" if question.answered else "answer"
        if stage.view == "leaderboard" and stage.poll == quiz.id:
            return "places"
        if question is None:
            return "lobby"
        return "told" if question.shows_results else "wait"


def _choices(poll: PollState, results: Results | None, fields: list[Any]) -> list[Choice]:
    if poll.kind not in ("choice", "quiz_question"):
        return []
    shown = results if isinstance(results, ChoiceResults) else None
    right = shown.correct if shown else None
    choices = [
        Choice(
            option,
            fields[place].chosen,
            shown.percents[place] if shown else None,
            shown.counts[place] if shown else None,
            None if right is None else place in right,
        )
        for place, option in enumerate(poll.options)
    ]
    by_votes = poll.state == "closed" and getattr(poll.settings, "order", "fixed") == "votes"
    return sorted(choices, key=lambda choice: -(choice.count or 0)) if by_votes else choices
