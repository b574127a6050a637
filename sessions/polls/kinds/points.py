"""Share out points. A value is {option id: points} without zeros; the tally is {id: sum}."""

from typing import Any

from ...core.shares import percents_of
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Poll
from .kind import Kind, add, by_option


class Points(Kind):
    """Steppers on the phone, bars of sums on the screen."""

    name = "points"
    Settings = wire.PointsSettings
    field = "points"
    takes_options = True

    def check_answer(self, poll: Poll, value: dict[str, int]) -> dict[str, int]:
        known = {str(option.pk) for option in poll.options.all()}
        if not known.issuperset(value):
            raise Refused(Code.NOT_FOUND)
        total = self.settings(poll).total
        if any(points < 0 for points in value.values()):
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=0, highest=total)
        if sum(value.values()) != total:
            raise Refused(Code.POINTS_DO_NOT_SUM, total=total, sum=sum(value.values()))
        return {option: points for option, points in sorted(value.items()) if points}

    def count(self, tally: dict[str, Any], value: dict[str, int], sign: int) -> None:
        for option, points in value.items():
            add(tally, option, sign * points)

    def results(self, poll: Poll, role: Role) -> wire.PointsResults:
        sums = by_option(poll, poll.tally)
        percents = percents_of(sums, sum(sums))
        return wire.PointsResults(sums=sums, percents=percents, people=poll.answers)
