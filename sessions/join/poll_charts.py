"""Results as a phone draws them: bars, words or cards, and a table of the same."""

from dataclasses import dataclass, field, replace
from functools import singledispatch
from math import ceil, sqrt
from typing import Any

import msgspec
from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..core.shares import of_fullest, shares_of
from ..core.tables import Table, range_text, results_table
from ..core.texts import comparison_key
from ..wire import polls as wire
from ..wire.state import PollState

WORDS_SHOWN = 40
WORD_SIZES = 5
TEXTS_SHOWN = 6
WHOLE_FROM = 10_000


@dataclass(frozen=True)
class Bar:
    """One bar: its length in percent, what that means, and more about it. `before` is the first round's."""

    label: str
    percent: float
    figure: str
    more: str = ""
    own: bool = False
    place: int = 0
    before: "Bar | None" = None


@dataclass(frozen=True)
class CloudWord:
    """A word, how many gave it, and its size from 1."""

    text: str
    count: int
    size: int
    own: bool


@dataclass(frozen=True)
class Chart:
    """What results look like. `number` and `words` stand above; `short` bars are labelled with numbers;
    `tracks` says whether the whole is drawn behind each bar."""

    number: str = ""
    words: str = ""
    bars: list[Bar] = field(default_factory=list)
    short: bool = False
    tracks: bool = True
    cloud: list[CloudWord] | None = None
    texts: list[str] | None = None
    more: int = 0
    table: Table | None = None
    alike: bool = False

    @property
    def is_paired(self) -> bool:
        """Whether two rounds stand side by side."""
        return any(bar.before for bar in self.bars)


def chart_of(poll: PollState, results: wire.Results, answer: Any = None) -> Chart:
    """The chart of one poll; `answer` is one's own."""
    return replace(_chart(results, poll, answer), table=results_table(_with(poll, results)))


def in_pairs(now: Chart, before: Chart) -> Chart:
    """Both rounds in one chart, where their bars are alike."""
    bars = [
        replace(bar, before=next((first for first in before.bars if first.place == bar.place), None))
        for bar in now.bars
    ]
    return replace(now, bars=bars)


def _with(poll: PollState, results: wire.Results) -> PollState:
    return msgspec.structs.replace(poll, results=results)


def percent_text(percent: int) -> str:
    """As the language writes it."""
    return _("%(percent)s%%") % {"percent": percent}


def count_text(n: int) -> str:
    """With its thousands grouped, as the pages' scripts write it."""
    return number_format(n, force_grouping=True)


def unit_text(value: float | None, unit: str = "") -> str:
    """A number with its unit; a dash where there is none."""
    if value is None:
        return "–"
    plain = localize(int(value) if value == int(value) else value)
    return f"{plain}\u00a0{unit}" if unit else str(plain)


def mean_text(value: float) -> str:
    """The mean of small numbers, always with one decimal."""
    return number_format(value, 1)


def average(value: float, decimals: int) -> float:
    """A headline: a digit finer than the numbers; a large one is whole."""
    return round(value, 0 if abs(value) >= WHOLE_FROM else min(2, decimals + 1))


@singledispatch
def _chart(results: object, poll: PollState, answer: Any) -> Chart:
    return Chart()


@_chart.register
def _choice(results: wire.ChoiceResults, poll: PollState, answer: Any) -> Chart:
    shows_count = getattr(poll.settings, "show", "percent") == "count"
    bars = [
        Bar(
            option.text,
            results.percents[place],
            count_text(results.counts[place]) if shows_count else percent_text(results.percents[place]),
            own=option.id in (answer or []),
            place=place,
        )
        for place, option in enumerate(poll.options)
    ]
    return Chart(bars=bars, alike=True)


@_chart.register
def _rating(results: wire.RatingResults, poll: PollState, answer: Any) -> Chart:
    steps, people = len(results.counts), results.people
    words = ngettext(
        "of %(steps)s on average, from %(n)s person", "of %(steps)s on average, from %(n)s people", people
    )
    bars = [
        Bar(
            str(step),
            share,
            count_text(count),
            own=answer == step,
            place=step,
        )
        for step, (count, share) in enumerate(zip(results.counts, shares_of(results), strict=True), 1)
    ]
    if results.average is None:
        return Chart(bars=bars, short=True, alike=True)
    number = mean_text(results.average)
    return Chart(number, words % {"steps": steps, "n": people}, bars, short=True, alike=True)


@_chart.register
def _number(results: wire.NumberResults, poll: PollState, answer: Any) -> Chart:
    unit = getattr(poll.settings, "unit", "")
    shares = of_fullest([each.count for each in results.bins])
    last = len(results.bins) - 1
    bars = [
        Bar(
            range_text(each, poll),
            shares[place],
            count_text(each.count),
            own=answer is not None
            and (each.lowest <= answer < each.highest or (place == last and answer == each.highest)),
            place=place,
        )
        for place, each in enumerate(results.bins)
    ]
    if results.median is None:
        return Chart(bars=bars, short=True, tracks=False)
    decimals = getattr(poll.settings, "decimals", 0)
    mean = unit_text(average(results.mean or 0, decimals), unit)
    words = _("in the middle (median); %(mean)s on average") % {"mean": mean}
    return Chart(unit_text(average(results.median, decimals), unit), words, bars, short=True, tracks=False)


@_chart.register
def _ranking(results: wire.RankingResults, poll: PollState, answer: Any) -> Chart:
    order = answer or []
    shares = shares_of(results)
    bars = [
        Bar(
            option.text,
            shares[place],
            _rank_text(results.ranks[place]),
            _points_text(results.scores[place], order.index(option.id) + 1 if option.id in order else None),
            place=place,
        )
        for place, option in enumerate(poll.options)
    ]
    return Chart(bars=sorted(bars, key=lambda bar: -results.scores[bar.place]), alike=True)


@_chart.register
def _points(results: wire.PointsResults, poll: PollState, answer: Any) -> Chart:
    own = answer or {}
    bars = [
        Bar(
            option.text,
            results.percents[place],
            percent_text(results.percents[place]),
            _points_text(results.sums[place], own.get(str(option.id))),
            place=place,
        )
        for place, option in enumerate(poll.options)
    ]
    return Chart(bars=bars, alike=True)


def _rank_text(rank: float | None) -> str:
    return "–" if rank is None else _("rank %(rank)s") % {"rank": mean_text(rank)}


def _points_text(points: int, own: int | None) -> str:
    words = ngettext("%(n)s point", "%(n)s points", points) % {"n": count_text(points)}
    yours = _("yours: %(own)s") % {"own": own}
    return f"{words} · {yours}" if own else words


@_chart.register
def _wordcloud(results: wire.WordcloudResults, poll: PollState, answer: Any) -> Chart:
    own = set(map(comparison_key, answer or []))
    most = results.words[0].count if results.words else 1
    cloud = [
        CloudWord(
            word.text,
            word.count,
            min(
                word.count + 1, ceil(WORD_SIZES * sqrt(word.count / most))
            ),  # with few answers none is large yet
            comparison_key(word.text) in own,
        )
        for word in results.words[:WORDS_SHOWN]
    ]
    return Chart(cloud=cloud, more=max(0, results.distinct - WORDS_SHOWN))


@_chart.register
def _text(results: wire.TextResults, poll: PollState, answer: Any) -> Chart:
    texts = [card.text for card in results.cards[:TEXTS_SHOWN]]
    return Chart(texts=texts, more=max(0, results.total - TEXTS_SHOWN))
