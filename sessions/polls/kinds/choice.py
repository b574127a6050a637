"""Choose one, or several, of the options. A value is the sorted list of option ids; the tally is {id: count}."""

from collections.abc import Sequence

from ...core.texts import clean_line
from ...wire import limits
from ...wire.commands import AnswerPoll
from ...wire.errors import Code, Refused
from ...wire.state import ChoiceResults
from ..models import Poll


def check_options(texts: Sequence[str]) -> list[str]:
    """Clean, enough, not too many, no two the same."""
    lowest, highest = limits.POLL_MIN_OPTIONS, limits.POLL_MAX_OPTIONS
    if not lowest <= len(texts) <= highest:
        raise Refused(Code.OPTION_COUNT, lowest=lowest, highest=highest)
    cleaned = [clean_line(text, limits.OPTION_MAX_CHARACTERS) for text in texts]
    seen: set[str] = set()
    for text in cleaned:
        if text.casefold() in seen:
            raise Refused(Code.OPTION_REPEATED, text=text)
        seen.add(text.casefold())
    return cleaned


def check_answer(poll: Poll, command: AnswerPoll) -> list[int]:
    """The chosen ids, each one of this poll and named once."""
    options = {option.pk for option in poll.options.all()}
    chosen = sorted(set(command.options))
    if not options.issuperset(chosen):
        raise Refused(Code.NOT_FOUND)
    highest = len(options) if poll.multiple else 1
    if not 1 <= len(chosen) <= highest or len(chosen) != len(command.options):
        raise Refused(Code.CHOICE_COUNT, lowest=1, highest=highest)
    return chosen


def count(tally: dict[str, int], value: list[int], sign: int) -> None:
    """Add or take back one participant's choice."""
    for option in value:
        tally[str(option)] = tally.get(str(option), 0) + sign


def results(poll: Poll) -> ChoiceResults:
    """Counts in the order of the options, and percents of the people who answered."""
    counts = [poll.tally.get(str(option.pk), 0) for option in poll.options.all()]
    return ChoiceResults(
        counts=counts, percents=percents(counts, poll.answers, poll.multiple), people=poll.answers
    )


def percents(counts: Sequence[int], people: int, multiple: bool) -> list[int]:
    """Whole percents. For single choice they sum to 100: the largest remainders are rounded up."""
    if not people:
        return [0] * len(counts)
    if multiple:
        return [round(100 * n / people) for n in counts]
    floors = [100 * n // people for n in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % people), i))
    for i in by_remainder[: 100 - sum(floors)]:
        floors[i] += 1
    return floors
