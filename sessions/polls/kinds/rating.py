"""Give 1 to n. A value is the step; the tally is {step: count}."""

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


class Rating(Kind):
    """Stars or numbers on the phone, histogram and average on the screen."""

    name = "rating"
    Settings = wire.RatingSettings
    field = "number"

    def check_settings(self, settings: wire.RatingSettings, options: Sequence[str]) -> wire.RatingSettings:
        low = clean_line(settings.low, limits.LABEL_MAX_CHARACTERS, empty_ok=True)
        high = clean_line(settings.high, limits.LABEL_MAX_CHARACTERS, empty_ok=True)
        return msgspec.structs.replace(settings, low=low, high=high)

    def check_answer(self, poll: Poll, value: float) -> int:
        steps = self.settings(poll).steps
        if not 1 <= value <= steps or value != int(value):
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=1, highest=steps)
        return int(value)

    def count(self, tally: dict[str, Any], value: int, sign: int) -> None:
        add(tally, value, sign)

    def results(self, poll: Poll, role: Role) -> wire.RatingResults:
        counts = [poll.tally.get(str(step), 0) for step in range(1, self.settings(poll).steps + 1)]
        total = sum(step * count for step, count in enumerate(counts, 1))
        average = round(total / poll.answers, 2) if poll.answers else None
        return wire.RatingResults(counts=counts, average=average, people=poll.answers)
