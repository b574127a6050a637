"""Estimate a number. A value is the number, rounded to the poll's decimals; the tally is {number: count}."""

import math
from collections.abc import Sequence
from typing import Any

import msgspec

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
        if not settings.lowest < settings.highest:
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=plain(settings.lowest), highest=limits.NUMBER_MAX)
        unit = clean_line(settings.unit, limits.UNIT_MAX_CHARACTERS, empty_ok=True)
        return msgspec.structs.replace(settings, unit=unit)

    def check_answer(self, poll: Poll, value: float) -> float:
        settings = self.settings(poll)
        if not math.isfinite(value) or not settings.lowest <= value <= settings.highest:
            raise Refused(
                Code.NUMBER_OUT_OF_RANGE, lowest=plain(settings.lowest), highest=plain(settings.highest)
            )
        return round(value, settings.decimals) + 0.0  # no -0.0

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
    """Equal bins over the range that was answered, so that estimates far from the bounds stay readable."""
    if not counted:
        return []
    step_least = 10.0**-settings.decimals
    lowest, highest = counted[0][0], counted[-1][0]
    width = max((highest - lowest) / limits.NUMBER_BINS, step_least)
    how_many = max(1, min(limits.NUMBER_BINS, math.ceil((highest - lowest) / width + 1e-9)))
    counts = [0] * how_many
    for number, count in counted:
        counts[min(how_many - 1, int((number - lowest) / width + 1e-9))] += count
    edges = [round(lowest + width * i, 6) for i in range(how_many + 1)]
    return [wire.Bin(lowest=edges[i], highest=edges[i + 1], count=counts[i]) for i in range(how_many)]
