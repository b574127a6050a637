"""Where a poll kind lives: one module each, registered here. To add one, see CONTRIBUTING.

A kind is a module with four functions, and knows nothing of participants or transactions:

    check_options(texts) -> list[str]            the prepared answers of a draft, cleaned, or Refused
    check_answer(poll, command) -> value         what is stored for one participant (JSON), or Refused
    count(tally, value, sign) -> None            add (+1) or take back (-1) a value, in place
    results(poll) -> a struct of wire.state      the totals as everyone sees them
"""

from collections.abc import Sequence
from typing import Any, Protocol

from ...wire.commands import AnswerPoll
from ...wire.state import ChoiceResults
from ..models import Poll
from . import choice


class Kind(Protocol):
    """The shape of a kind's module."""

    def check_options(self, texts: Sequence[str]) -> list[str]: ...

    def check_answer(self, poll: Poll, command: AnswerPoll) -> Any: ...

    def count(self, tally: dict[str, Any], value: Any, sign: int) -> None: ...

    def results(self, poll: Poll) -> ChoiceResults: ...


KINDS: dict[str, Kind] = {"choice": choice}
