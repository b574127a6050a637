"""Estimate a number. A value is the number, rounded to the poll's decimals; the tally is {number: count}."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ...core.digits import rounded
from ...core.texts import clean_line
from ...wire import limits
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Poll
from .kind import Kind, add


class Number(Kind):
    """A field on the phone; histogram, median and mean on the screen."""

    name = "number"
    Settings = wire.NumberSettings
    field = "number"

    def check_settings(self, settings: wire.NumberSettings, options: Sequence[str]) -> wire.NumberSettings:
        # Bounds as exact as the numbers are: otherwise a number could be rounded out of them.
        lowest, highest = (_rounded(bound, settings) for bound in (settings.lowest, settings.highest))
        if not lowest < highest:
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=plain(lowest), highest=limits.NUMBER_MAX)
        unit = clean_line(settings.unit, limits.UNIT_MAX_CHARACTERS, empty_ok=True)
        return msgspec.structs.replace(settings, lowest=lowest, highest=highest, unit=unit)

    def check_answer(self, poll: Poll, value: float) -> float:
        settings = self.settings(poll)
        if not math.isfinite(value) or not settings.lowest <= value <= settings.highest:
            raise Refused(
                Code.NUMBER_OUT_OF_RANGE, lowest=plain(settings.lowest), highest=plain(settings.highest)
            )
        return _rounded(value, settings)

    def count(self, tally: dict[str, Any], value: float, sign: int) -> None:
        add(tally, plain(value), sign)

    def results(self, poll: Poll, role: Role) -> wire.NumberResults:
        counted = sorted((float(number), count) for number, count in poll.tally.items())
        mean = sum(number * count for number, count in counted) / poll.answers if poll.answers else None
        return wire.NumberResults(
            bins=_bins(self.settings(poll), counted),
            mean=None if mean is None else round(mean, 2),
            median=_median(counted, poll.answers),
            people=poll.answers,
        )


def plain(value: float) -> str:
    """The number as people write it: 5, not 5.0."""
    return str(int(value)) if value == int(value) else str(value)


def _rounded(value: float, settings: wire.NumberSettings) -> float:
    return rounded(value, settings.decimals)


def _median(counted: Sequence[tuple[float, int]], people: int) -> float | None:
    if not people:
        return None
    lower, upper, seen = (people - 1) // 2, people // 2, 0
    middle: list[float] = []
    for number, count in counted:
        middle += [number] * ((seen <= lower < seen + count) + (seen <= upper < seen + count))
        seen += count
    return round(sum(middle) / 2, 2)


def _bins(settings: wire.NumberSettings, counted: Sequence[tuple[float, int]]) -> list[wire.Bin]:
    """Bins of one round width over the range that was answered, so that estimates far from the bounds stay readable.

    Numbers are counted in units of their last decimal, so that edges are exact. What is just on the upper bound of
    the poll is in the last bin: no bin stands for numbers that nobody may give.
    """
    if not counted:
        return []
    scale = 10**settings.decimals
    units = [(round(number * scale), count) for number, count in counted]
    lowest, highest, bound = units[0][0], units[-1][0], round(settings.highest * scale)
    width = next(
        width for width in _round_widths() if _how_many(lowest, highest, width) <= limits.NUMBER_BINS
    )
    first = lowest // width
    how_many = _how_many(lowest, highest, width)
    if width > 1 and how_many > 1 and highest == bound == (first + how_many - 1) * width:
        how_many -= 1
    counts = [0] * how_many
    for unit, count in units:
        counts[min(how_many - 1, unit // width - first)] += count
    edges = [(first + i) * width / scale for i in range(how_many + 1)]
    return [wire.Bin(lowest=edges[i], highest=edges[i + 1], count=counts[i]) for i in range(how_many)]


def _round_widths() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 …"""
    return (digit * 10**zeros for zeros in itertools.count() for digit in (1, 2, 5))


def _how_many(lowest: int, highest: int, width: int) -> int:
    return highest // width - lowest // width + 1
