"""Choose one, or several, of the options. A value is the sorted list of option ids; the tally is {id: count}."""

from collections.abc import Sequence
from typing import Any

from ...core.shares import percents_of
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Poll
from .kind import Kind, add, by_option, check_ids


class Choice(Kind):
    """Buttons on the phone, bars on the screen."""

    name = "choice"
    Settings = wire.ChoiceSettings
    field = "options"
    takes_options = True

    def check_settings(self, settings: wire.ChoiceSettings, options: Sequence[str]) -> wire.ChoiceSettings:
        if not settings.lowest <= settings.highest <= len(options):
            raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=settings.lowest, highest=len(options))
        return settings

    def check_answer(self, poll: Poll, value: list[int]) -> list[int]:
        settings = self.settings(poll)
        chosen = sorted(set(check_ids(poll, value)))
        if not settings.lowest <= len(chosen) <= settings.highest or len(chosen) != len(value):
            raise Refused(Code.CHOICE_COUNT, lowest=settings.lowest, highest=settings.highest)
        return chosen

    def count(self, tally: dict[str, Any], value: list[int], sign: int) -> None:
        for option in value:
            add(tally, option, sign)

    def results(self, poll: Poll, role: Role) -> wire.ChoiceResults:
        counts = by_option(poll, poll.tally)
        percents = percents_of(counts, poll.answers)
        return wire.ChoiceResults(counts=counts, percents=percents, people=poll.answers)
