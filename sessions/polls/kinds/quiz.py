"""A quiz and its questions.

A question is a choice with right answers and a countdown; a value is the sorted list of option ids, and the points
are set when it is given, by the server's clock (docs/decisions/0008-quiz-score.md). Nothing that tells what is right
leaves the server before the question is revealed: neither the solution, nor points, nor totals.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet, Sum

from ...core.texts import clean_line
from ...wire import limits
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Answer, Poll
from .kind import Kind, add, by_option, check_ids, percents_of


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

    def prepare(self, poll: Poll, answer: Answer) -> None:
        if answer.value == self._right(poll):
            answer.points = points_for(poll, answer.at)

    def count(self, tally: dict[str, Any], value: list[int], sign: int) -> None:
        for option in value:
            add(tally, option, sign)

    def results(self, poll: Poll, role: Role) -> wire.ChoiceResults:
        settings = self.settings(poll)
        counts = by_option(poll, poll.tally)
        percents = percents_of(counts, poll.answers, sum_to_100=not settings.several)
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
            if team.casefold() in (other.casefold() for other in teams[:index]):
                raise Refused(Code.OPTION_REPEATED, text=team)
        return wire.QuizSettings(time_counts=settings.time_counts, teams=teams)

    def read(self, poll: Poll) -> tuple[list[wire.Player], int, int]:
        """The leaders, how many play, how many questions are revealed."""
        teams = self.settings(poll).teams
        revealed = Poll.objects.filter(parent=poll, deleted=False, revealed=True).count()
        scores = read_scores(poll.pk)
        return leaders_of(scores, teams), len(scores), revealed

    def results(self, poll: Poll, role: Role) -> wire.QuizResults:
        leaders, players, revealed = poll.extra
        return wire.QuizResults(leaders=leaders, players=players, revealed=revealed)

    def people(self, poll: Poll) -> int:
        return self.results(poll, Role.SCREEN).players


def points_for(poll: Poll, at: int) -> int:
    """Points of a right answer given at `at` (ms): all of them at once, half of them at the end of the countdown."""
    if not (
        poll.seconds and poll.opened_at and poll.parent and poll.parent.settings.get("time_counts", True)
    ):
        return limits.QUIZ_MAX_POINTS
    share = min(1.0, max(0.0, (at - poll.opened_at) / (poll.seconds * 1000)))
    return round(limits.QUIZ_MAX_POINTS * (1 - share / 2))


def revealed_answers(quiz_id: int) -> QuerySet[Answer]:
    """The answers to the revealed questions of a quiz, of their present epochs."""
    return Answer.objects.filter(
        poll__parent=quiz_id, poll__deleted=False, poll__revealed=True, epoch=F("poll__epoch")
    )


def read_scores(quiz_id: int) -> list[dict[str, Any]]:
    """{"participant", "participant__name", "participant__team", "points"} of everyone who plays, best first."""
    played = Answer.objects.filter(poll__parent=quiz_id).values(
        "participant", "participant__name", "participant__team"
    )
    points = dict(revealed_answers(quiz_id).values_list("participant").annotate(Sum("points")))
    rows = [row | {"points": points.get(row["participant"], 0)} for row in played.distinct()]
    return sorted(rows, key=lambda row: (-row["points"], row["participant"]))


def leaders_of(scores: Sequence[dict[str, Any]], teams: Sequence[str]) -> list[wire.Player]:
    """The leaderboard; equal points share a place. A team has the mean of its players, to be fair to small ones."""
    if not teams:
        top = [(row["participant__name"], row["points"]) for row in scores[: limits.LEADERBOARD_SHOWN]]
        return [wire.Player(place=place_of(points, scores), name=name, points=points) for name, points in top]
    members = {team: [row["points"] for row in scores if row["participant__team"] == team] for team in teams}
    means = sorted(
        ((round(sum(m) / len(m)), team) for team, m in members.items() if m), key=lambda row: -row[0]
    )
    places = [mean for mean, _ in means]
    return [wire.Player(place=places.index(mean) + 1, name=team, points=mean) for mean, team in means]


def place_of(points: int, scores: Sequence[dict[str, Any]]) -> int:
    """1 for the most points; equal points share a place."""
    return 1 + sum(row["points"] > points for row in scores)
