"""A quiz and its questions.

A question is a choice with right answers and a countdown; a value is the sorted list of option ids, and the points
are set when it is given, by the server's clock (docs/decisions/0008-quiz-score.md). Nothing that tells what is right
leaves the server before the question is revealed: neither the solution, nor points, nor totals.

Who joins a quiz answers it: the value is {"name", "team"}.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from django.db.models import F, Sum

from ...core.models import Participant
from ...core.names import clean_name
from ...core.shares import percents_of
from ...core.texts import clean_line, comparison_key, likeness_keys
from ...wire import limits
from ...wire import polls as wire
from ...wire.commands import AnswerPoll, JoinQuiz
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Answer, Poll
from .kind import Kind, add, by_option, check_ids


class QuizQuestion(Kind):
    """Answered once; right means exactly the right options."""

    name = "quiz_question"
    Settings = wire.QuizQuestionSettings
    field = "options"
    takes_options = True
    is_final = True

    def check_settings(
        self, settings: wire.QuizQuestionSettings, options: Sequence[str]
    ) -> wire.QuizQuestionSettings:
        correct = sorted(set(settings.correct or []))
        if not correct or correct[-1] >= len(options) or (len(correct) > 1 and not settings.several):
            raise Refused(Code.CORRECT_NEEDED)
        return wire.QuizQuestionSettings(correct=correct, several=settings.several)

    def check_answer(self, poll: Poll, value: list[int]) -> list[int]:
        chosen = sorted(set(check_ids(poll, value)))
        highest = len(poll.options.all()) if self.settings(poll).several else 1
        if not 1 <= len(chosen) <= highest or len(chosen) != len(value):
            raise Refused(Code.CHOICE_COUNT, lowest=1, highest=highest)
        return chosen

    def prepare(self, poll: Poll, answer: Answer, earlier: Answer | None) -> None:
        if answer.value == self._right(poll):
            answer.points = points_for(poll, answer.at)

    def count(self, tally: dict[str, Any], value: list[int], sign: int) -> None:
        for option in value:
            add(tally, option, sign)

    def results(self, poll: Poll, role: Role) -> wire.ChoiceResults:
        settings = self.settings(poll)
        counts = by_option(poll, poll.tally)
        percents = percents_of(counts, poll.answers)
        correct = settings.correct if poll.revealed or role is Role.MODERATOR else None
        return wire.ChoiceResults(counts=counts, percents=percents, people=poll.answers, correct=correct)

    def settings_for(self, poll: Poll, role: Role) -> wire.Settings:
        settings = self.settings(poll)
        if role is not Role.MODERATOR:
            settings.correct = None
        return settings

    def _right(self, poll: Poll) -> list[int]:
        correct = self.settings(poll).correct or []
        return sorted(option.pk for place, option in enumerate(poll.options.all()) if place in correct)


class Quiz(Kind):
    """Holds the questions, the players and the leaderboard."""

    name = "quiz"
    Settings = wire.QuizSettings
    parts = frozenset({"quiz_question"})

    def check_settings(self, settings: wire.QuizSettings, options: Sequence[str]) -> wire.QuizSettings:
        if len(settings.teams) > limits.QUIZ_MAX_TEAMS:
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=0, highest=limits.QUIZ_MAX_TEAMS)
        teams = [clean_line(team, limits.NAME_MAX_CHARACTERS) for team in settings.teams]
        for index, team in enumerate(teams):
            if any(likeness_keys(team) & likeness_keys(earlier) for earlier in teams[:index]):
                raise Refused(Code.OPTION_REPEATED, text=team)
        return wire.QuizSettings(time_counts=settings.time_counts, teams=teams)

    def read_answer(self, poll: Poll, command: AnswerPoll | JoinQuiz) -> dict[str, str]:
        if not isinstance(command, JoinQuiz):
            raise Refused(Code.NOT_FOUND)
        teams = self.settings(poll).teams
        if command.team not in teams and (teams or command.team):
            raise Refused(Code.NOT_FOUND)
        return {"name": clean_name(poll.session, command.name), "team": command.team}

    def wrote(self, poll: Poll, before: Mapping[int, Any], after: Sequence[Answer]) -> None:
        """The next quiz offers the same team. (The name stays in this quiz: questions may be asked without one.)"""
        people = [Participant(pk=row.participant_id, team=row.value["team"]) for row in after]
        Participant.objects.bulk_update(people, ["team"])

    def prepare(self, poll: Poll, answer: Answer, earlier: Answer | None) -> None:
        """A name that was taken down stays so, and another one waits until a moderator allows it."""
        if earlier and earlier.state != Answer.State.SHOWN:
            is_same = comparison_key(answer.value["name"]) == comparison_key(earlier.value["name"])
            answer.state = earlier.state if is_same else Answer.State.PENDING

    def read(self, poll: Poll) -> "Standing":
        """Who plays, and how they do."""
        revealed = Poll.objects.filter(parent=poll, deleted=False, revealed=True).count()
        not_shown = Answer.objects.filter(poll=poll, epoch=poll.epoch).exclude(state=Answer.State.SHOWN)
        rows = not_shown.values_list("participant__key", "state", "value__name")
        scores = read_scores(poll)
        return Standing(
            leaders_of(scores, self.settings(poll).teams),
            len(scores),
            revealed,
            listed_of(scores),
            {key: (state, name) for key, state, name in rows},
        )

    def results(self, poll: Poll, role: Role) -> wire.QuizResults:
        extra: Standing = poll.extra
        public = wire.QuizResults(leaders=extra.leaders, players=extra.players, revealed=extra.revealed)
        if role is not Role.MODERATOR:
            return public
        return wire.DeskQuizResults(**msgspec.structs.asdict(public), listed=extra.listed)

    def people(self, poll: Poll) -> int:
        return self.results(poll, Role.SCREEN).players


class Standing(NamedTuple):
    """What a quiz shows of its players; `taken_down` has the state and the name of those that are not shown, by key."""

    leaders: list[wire.Player]
    players: int
    revealed: int
    listed: list[wire.DeskPlayer]
    taken_down: dict[str, tuple[str, str]]


class Entry(NamedTuple):
    """A player as they joined. `name` is the one shown: told apart from others', "" while it is taken down."""

    answer: int
    number: int
    chosen: str
    name: str
    team: str
    state: str


class Score(NamedTuple):
    """What a player has of the questions revealed so far, and whether they answered any; equals share a place."""

    participant: int
    entry: Entry
    points: int
    played: bool
    place: int

    @property
    def number(self) -> int:
        """What they are called by instead of a name."""
        return 0 if self.entry.name else self.entry.number


def points_for(poll: Poll, at: int) -> int:
    """Points of a right answer given at `at` (ms): all of them at once, half of them at the end of the countdown."""
    if not (
        poll.seconds and poll.opened_at and poll.parent and poll.parent.settings.get("time_counts", True)
    ):
        return limits.QUIZ_MAX_POINTS
    # 1000 · (1 - t / 2T) in whole numbers, so that it is the same on every machine; halves are rounded up.
    full = poll.seconds * 1000
    taken = min(full, max(0, at - poll.opened_at))
    return (limits.QUIZ_MAX_POINTS * (2 * full - taken) + full) // (2 * full)


def read_scores(quiz: Poll) -> list[Score]:
    """Everyone who joined, best first; of equals who came first. Who answers without joining does not play."""
    joined = read_entries(quiz)
    told = Answer.objects.filter(
        poll__parent=quiz, poll__deleted=False, poll__revealed=True, epoch=F("poll__epoch")
    )
    points = dict(told.values_list("participant").annotate(total=Sum("points")))
    scores: list[Score] = []
    everyone = sorted(joined, key=lambda who: (-points.get(who, 0), who))
    for n, who in enumerate(everyone, 1):
        total = points.get(who, 0)
        place = scores[-1].place if scores and scores[-1].points == total else n
        scores.append(Score(who, joined[who], total, who in points, place))
    return scores


def read_entries(quiz: Poll) -> dict[int, Entry]:
    """Everyone who joined, by participant id, numbered in the order they came."""
    rows = Answer.objects.filter(poll=quiz, epoch=quiz.epoch).order_by("pk")
    entries: dict[int, Entry] = {}
    taken: set[str] = set()
    for number, (pk, who, value, state) in enumerate(
        rows.values_list("pk", "participant", "value", "state"), 1
    ):
        name = _told_apart(value["name"], taken) if state == Answer.State.SHOWN else ""
        entries[who] = Entry(pk, number, value["name"], name, value["team"], state)
    return entries


def _told_apart(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where somebody has it; notes it in `taken`."""
    shown, n = name, 1
    while not taken.isdisjoint(_name_keys(shown)):
        n += 1
        shown = f"{name} ({n})"
    taken.update(_name_keys(shown))
    return shown


# Every tick of a large quiz compares all names.
_name_keys = lru_cache(maxsize=32_768)(likeness_keys)


def listed_of(scores: Sequence[Score]) -> list[wire.DeskPlayer]:
    """The players moderators see: names that wait, the best, and of equals who came last."""
    waiting = Answer.State.PENDING
    ordered = sorted(scores, key=lambda one: (one.entry.state != waiting, -one.points, -one.entry.number))
    return [
        wire.DeskPlayer(
            id=one.entry.answer,
            number=one.entry.number,
            name=one.entry.chosen,
            team=one.entry.team,
            place=one.place,
            points=one.points,
            state=one.entry.state,
        )
        for one in ordered[: limits.PLAYERS_LISTED]
    ]


def leaders_of(scores: Sequence[Score], teams: Sequence[str]) -> list[wire.Player]:
    """The leaderboard. A team has the mean of those who played, to be fair to small ones."""
    if not teams:
        top = scores[: limits.LEADERBOARD_SHOWN]
        return [wire.Player(one.place, one.entry.name, one.points, one.number) for one in top]
    means: dict[str, int] = {}
    for team in teams:
        if members := [one for one in scores if one.entry.team == team]:
            played = [one.points for one in members if one.played]
            means[team] = round(sum(played) / len(played)) if played else 0
    ranked = sorted(means.values(), reverse=True)
    ordered = sorted(means.items(), key=lambda item: -item[1])
    return [wire.Player(place=ranked.index(mean) + 1, name=team, points=mean) for team, mean in ordered]
