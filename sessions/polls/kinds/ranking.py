"""Put the options in order. A value is the list of option ids, best first.

The score is Borda's: with n options the first place gives n points, the last 1. In a partial ranking what is left
unranked gets none, so that nobody gains by ranking less. The tally is {"#id": how many ranked it}
and {"+id": sum of its ranks}.
"""

from typing import Any

from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Poll
from .kind import Kind, add, check_ids


class Ranking(Kind):
    """Reorder on the phone, bars by average rank on the screen."""

    name = "ranking"
    Settings = wire.RankingSettings
    field = "order"
    takes_options = True

    def check_answer(self, poll: Poll, value: list[int]) -> list[int]:
        order = check_ids(poll, value)
        complete = len(order) == len(poll.options.all())
        if len(set(order)) != len(order) or not order or not (complete or self.settings(poll).partial):
            raise Refused(Code.RANKING_INVALID)
        return order

    def count(self, tally: dict[str, Any], value: list[int], sign: int) -> None:
        for rank, option in enumerate(value, 1):
            add(tally, f"#{option}", sign)
            add(tally, f"+{option}", sign * rank)

    def results(self, poll: Poll, role: Role) -> wire.RankingResults:
        options = list(poll.options.all())
        ranked = [poll.tally.get(f"#{option.pk}", 0) for option in options]
        sums = [poll.tally.get(f"+{option.pk}", 0) for option in options]
        # n + 1 - rank, summed over everyone who ranked it.
        scores = [(len(options) + 1) * people - total for people, total in zip(ranked, sums, strict=True)]
        ranks = [
            round(total / people, 2) if people else None for people, total in zip(ranked, sums, strict=True)
        ]
        return wire.RankingResults(scores=scores, ranks=ranks, ranked=ranked, people=poll.answers)
