"""Every result as a table of words: for reports, exports, and pages without scripts."""

from collections.abc import Sequence
from functools import singledispatch
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..wire import polls as wire
from ..wire.state import PollState

Cell = str | int | float


class Table(NamedTuple):
    """A head and rows of as many cells; `share` is the place of a column of percents to draw as bars, or None."""

    head: Sequence[str]
    rows: list[Sequence[Cell]]
    share: int | None = None


def results_table(poll: PollState) -> Table | None:
    """The results of a poll as a table; None while they are hidden."""
    return None if poll.results is None else _table(poll.results, poll)


def _names(poll: PollState) -> list[str]:
    return [option.text for option in poll.options]


@singledispatch
def _table(results: object, poll: PollState) -> Table:
    raise TypeError(f"no table for {results!r}")


@_table.register
def _choice(results: wire.ChoiceResults, poll: PollState) -> Table:
    names = [f"✓ {name}" if i in (results.correct or []) else name for i, name in enumerate(_names(poll))]
    rows = list(zip(names, results.counts, results.percents, strict=True))
    return Table((_("Option"), _("Answers"), _("Percent")), [*rows], share=2)


@_table.register
def _wordcloud(results: wire.WordcloudResults, poll: PollState) -> Table:
    rows = [(word.text, word.count) for word in results.words if not word.hidden]
    return Table((_("Word"), _("People")), [*rows])


@_table.register
def _text(results: wire.TextResults, poll: PollState) -> Table:
    return Table((_("Text"),), [(card.text,) for card in results.cards if card.state == "shown"])


@_table.register
def _rating(results: wire.RatingResults, poll: PollState) -> Table:
    rows: list[Sequence[Cell]] = [(step, count) for step, count in enumerate(results.counts, 1)]
    return Table((_("Rating"), _("People")), [*rows, (_("Average"), _or_dash(results.average))])


@_table.register
def _ranking(results: wire.RankingResults, poll: PollState) -> Table:
    rows = zip(_names(poll), map(_or_dash, results.ranks), results.scores, results.ranked, strict=True)
    ordered = sorted(rows, key=lambda row: -row[2])
    return Table((_("Option"), _("Average rank"), _("Points"), _("People")), [*ordered])


@_table.register
def _number(results: wire.NumberResults, poll: PollState) -> Table:
    rows: list[Sequence[Cell]] = [(range_text(bin, poll), bin.count) for bin in results.bins]
    rows += [(_("Mean"), _or_dash(results.mean)), (_("Median"), _or_dash(results.median))]
    return Table((_("Number"), _("People")), rows)


@_table.register
def _points(results: wire.PointsResults, poll: PollState) -> Table:
    rows = list(zip(_names(poll), results.sums, results.percents, strict=True))
    return Table((_("Option"), _("Points"), _("Percent")), [*rows], share=2)


@_table.register
def _quiz(results: wire.QuizResults, poll: PollState) -> Table:
    rows = [
        (player.place, player_name(player.name, player.number), player.points) for player in results.leaders
    ]
    return Table((_("Place"), _("Player"), _("Points")), [*rows])


@_table.register
def _survey(results: wire.SurveyResults, poll: PollState) -> Table:
    return Table((_("Part"), _("People")), [(place, people) for place, people in enumerate(results.parts, 1)])


def player_name(name: str, number: int) -> str:
    """What a player is called: by number while the name is taken down."""
    return name or _("Player {n}").format(n=number)


def range_text(bin: wire.Bin, poll: PollState) -> str:
    """The first and the last number a bin holds, "20–29": its upper edge is in it only where nothing may be above.

    One number where it is as narrow as the numbers are exact.
    """
    settings = poll.settings if isinstance(poll.settings, wire.NumberSettings) else wire.NumberSettings()
    decimals, step = settings.decimals, 10**-settings.decimals
    is_one = bin.highest - bin.lowest <= step * 1.001
    last = bin.highest if bin.highest == settings.highest else bin.highest - step
    ends = [number_format(round(end, decimals), decimals) for end in (bin.lowest, last)]
    return ends[0] if is_one else (" – " if bin.lowest < 0 else "–").join(ends)


def _or_dash(value: float | None) -> Cell:
    return "–" if value is None else value
