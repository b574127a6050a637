"""What each kind of poll can be set to, and what its results look like."""

from typing import Annotated, Literal

import msgspec

from . import limits

Seconds = Annotated[int, msgspec.Meta(ge=0, le=limits.COUNTDOWN_MAX_SECONDS)]
Amount = Annotated[float, msgspec.Meta(ge=-limits.NUMBER_MAX, le=limits.NUMBER_MAX)]


class Settings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What all settings are."""


class ChoiceSettings(Settings):
    """Choose `lowest` to `highest` options. `order` of the bars: as written or by votes; `show` percent or count."""

    lowest: Annotated[int, msgspec.Meta(ge=1, le=limits.POLL_MAX_OPTIONS)] = 1
    highest: Annotated[int, msgspec.Meta(ge=1, le=limits.POLL_MAX_OPTIONS)] = 1
    order: Literal["fixed", "votes"] = "fixed"
    show: Literal["percent", "count"] = "percent"


class WordcloudSettings(Settings):
    """Everyone gives up to `most` words."""

    most: Annotated[int, msgspec.Meta(ge=1, le=limits.CLOUD_MAX_WORDS)] = 3


class TextSettings(Settings):
    """With `review` a text is shown only after a moderator approved it."""

    review: bool = False


class RatingSettings(Settings):
    """From 1 to `steps`, as stars or numbers, with words at both ends."""

    steps: Annotated[int, msgspec.Meta(ge=2, le=limits.RATING_MAX_STEPS)] = 5
    style: Literal["stars", "numbers"] = "stars"
    low: str = ""
    high: str = ""


class RankingSettings(Settings):
    """With `partial` people may leave options unranked."""

    partial: bool = False


class NumberSettings(Settings):
    """A number from `lowest` to `highest` with so many `decimals`."""

    lowest: Amount = 0
    highest: Amount = 100
    decimals: Annotated[int, msgspec.Meta(ge=0, le=limits.NUMBER_MAX_DECIMALS)] = 0
    unit: str = ""


class PointsSettings(Settings):
    """Everyone shares out `total` points."""

    total: Annotated[int, msgspec.Meta(ge=1, le=limits.POINTS_MAX)] = 100


class QuizQuestionSettings(Settings):
    """`correct`: places of the right options, from 0; null for who must not know yet. All of them must be chosen."""

    correct: list[Annotated[int, msgspec.Meta(ge=0, lt=limits.POLL_MAX_OPTIONS)]] | None = None
    several: bool = False


class QuizSettings(Settings):
    """Whether faster answers earn more, and the teams to play for (none: everyone alone)."""

    time_counts: bool = True
    teams: list[str] = []


class SurveySettings(Settings):
    """A survey has parts, and nothing to set."""


class ChoiceResults(msgspec.Struct, frozen=True):
    """Totals in the order of the options; `percents` are of `people`, each rounded by itself.

    `correct` are the places of a quiz question's right options, once revealed.
    """

    counts: list[int]
    percents: list[int]
    people: int
    correct: list[int] | None = None


class Word(msgspec.Struct, frozen=True):
    """A word of a cloud in its most used spelling, and how many people gave it. Hidden ones: moderators only."""

    id: int
    text: str
    count: int
    hidden: bool = False


class WordcloudResults(msgspec.Struct, frozen=True):
    """The most given words, largest first, and how many different ones there are."""

    words: list[Word]
    distinct: int


class Card(msgspec.Struct, frozen=True):
    """One text. `state` is "shown"; for moderators also "pending" or "hidden"."""

    id: int
    text: str
    at: int
    state: str = "shown"


class TextResults(msgspec.Struct, frozen=True):
    """The newest texts, newest first; how many there are; the one shown large (an id) or null."""

    cards: list[Card]
    total: int
    enlarged: int | None
    pending: int


class RatingResults(msgspec.Struct, frozen=True):
    """How many gave each step, from 1 up; the average, null without answers."""

    counts: list[int]
    average: float | None
    people: int


class RankingResults(msgspec.Struct, frozen=True):
    """Per option, in the order of the options: Borda points, average rank (null: nobody ranked it), who ranked it."""

    scores: list[int]
    ranks: list[float | None]
    ranked: list[int]
    people: int


class Bin(msgspec.Struct, frozen=True):
    """Numbers from `lowest` up to `highest` (without it, but for the last bin)."""

    lowest: float
    highest: float
    count: int


class NumberResults(msgspec.Struct, frozen=True):
    """A histogram; mean and median, null without answers."""

    bins: list[Bin]
    mean: float | None
    median: float | None
    people: int


class PointsResults(msgspec.Struct, frozen=True):
    """Per option, in the order of the options: the sum of points, and its whole percent of all points."""

    sums: list[int]
    percents: list[int]
    people: int


class Player(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the leaderboard: a player, or a team with the mean of its players.

    Of two players with one name the later has a number behind it. A player whose name was taken down has none, and
    is called by `number`.
    """

    place: int
    name: str
    points: int
    number: int = 0


class DeskPlayer(msgspec.Struct, frozen=True):
    """A player as moderators see them. `name` is as they chose it.

    `state` is "shown", "hidden" (taken down) or "pending" (a name chosen since, which waits to be allowed).
    """

    id: int
    number: int
    name: str
    team: str
    place: int
    points: int
    state: str


class QuizResults(msgspec.Struct, frozen=True):
    """The top players, or the teams; how many play; how many questions are revealed."""

    leaders: list[Player]
    players: int
    revealed: int


class DeskQuizResults(QuizResults, frozen=True):
    """The same for moderators, with up to PLAYERS_LISTED players: names that wait first, then the best."""

    listed: list[DeskPlayer] = []


class SurveyResults(msgspec.Struct, frozen=True):
    """How many people answered each part, in order, and how many answered any."""

    parts: list[int]
    people: int


Results = (
    ChoiceResults
    | WordcloudResults
    | TextResults
    | RatingResults
    | RankingResults
    | NumberResults
    | PointsResults
    | QuizResults
    | DeskQuizResults
    | SurveyResults
)
