"""How long the bars of results are.

`static/js/live/shares.js` has the same rules, `tests/cases/shares.json` holds both.
"""

from collections.abc import Callable, Sequence
from typing import Any

from ..wire import polls as wire


def percents_of(counts: Sequence[int], whole: int) -> list[int]:
    """Whole percents of `whole`, each rounded by itself, halves up: equal counts get equal percents, so their sum may
    be 99 or 101. Made to sum to 100, three equal counts would read 34, 33, 33, and a tie would look decided."""
    return [(200 * n + whole) // (2 * whole) for n in counts] if whole else [0] * len(counts)


def _shares(counts: Sequence[int], whole: int) -> list[float]:
    return [100 * n / whole if whole else 0 for n in counts]


# Kinds whose bars are shares of a whole, which a drawn track stands for: the percent that is written, all points an
# option could have, everybody who answered.
_OF_WHOLE: dict[type, Callable[[Any], Sequence[float]]] = {
    wire.ChoiceResults: lambda results: results.percents,
    wire.PointsResults: lambda results: results.percents,
    wire.RankingResults: lambda results: _shares(results.scores, len(results.scores) * results.people),
    wire.RatingResults: lambda results: _shares(results.counts, results.people),
    wire.SurveyResults: lambda results: _shares(results.parts, results.people),
}


def shares_of(results: wire.Results) -> Sequence[float]:
    """In percent of the track, in the order of the options, steps or parts."""
    return _OF_WHOLE[type(results)](results)


def of_fullest(counts: Sequence[int]) -> list[float]:
    """In percent of the fullest, for bars without a track: a full track would say that it was everything."""
    return _shares(counts, max(counts, default=0))
