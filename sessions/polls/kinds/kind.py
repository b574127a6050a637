"""The shape every kind has."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ...core.texts import clean_line, likeness_keys
from ...wire import limits
from ...wire import polls as wire
from ...wire.commands import AnswerPoll, JoinQuiz
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Answer, Poll


class Kind:
    """What is special about one kind of poll. It knows nothing of transactions, and writes only tables of its own.

    `field` is the one of `poll.answer` it takes; `takes_options` whether it has prepared answers; `is_final` whether
    an answer cannot be changed; `is_new_when_changed` whether a changed answer is another one, with an id of its own;
    `parts` the kinds it may have as parts.
    """

    name: str
    Settings: type[wire.Settings]
    field = ""
    takes_options = False
    is_final = False
    is_new_when_changed = False
    parts: frozenset[str] = frozenset()

    # --- preparing -----------------------------------------------------------------------------------------

    def check(self, settings: Mapping[str, Any], options: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
        """Settings (as JSON) and options of a draft, cleaned. Raises Refused."""
        try:
            parsed = msgspec.convert(settings, self.Settings)
        except msgspec.ValidationError as error:
            raise Refused(Code.WRONG_TYPE, detail=str(error)) from error
        cleaned = check_options(options) if self.takes_options else []
        return msgspec.to_builtins(self.check_settings(parsed, cleaned)), cleaned

    def check_settings(self, settings: Any, options: Sequence[str]) -> wire.Settings:
        """The settings, where their parts agree with each other and the options. Raises Refused."""
        return settings

    # --- answering -----------------------------------------------------------------------------------------

    def read_answer(self, poll: Poll, command: AnswerPoll | JoinQuiz) -> Any:
        """What is stored for one participant (JSON). Raises Refused."""
        if not isinstance(command, AnswerPoll):
            raise Refused(Code.NOT_FOUND)
        for field in AnswerPoll.__struct_fields__:
            # A form cannot leave out a list, only send it empty.
            if field not in ("poll", "epoch", "counter", self.field) and getattr(command, field) not in (
                None,
                [],
            ):
                raise Refused(Code.UNKNOWN_FIELD, field=field)
        value = getattr(command, self.field) if self.field else None
        if value is None:
            raise Refused(Code.MISSING_FIELD, field=self.field or "parts")
        return self.check_answer(poll, value)

    def check_answer(self, poll: Poll, value: Any) -> Any:
        """The value to store. Raises Refused."""
        raise NotImplementedError

    def count(self, tally: dict[str, Any], value: Any, sign: int) -> None:
        """Add (+1) or take back (-1) a value of the tally, in place. Nothing by default."""

    def wrote(self, poll: Poll, before: Mapping[int, Any], after: Sequence[Answer]) -> None:
        """Answers were written: `before` are the earlier values by participant id. For tables of the kind's own."""

    def prepare(self, poll: Poll, answer: Answer, earlier: Answer | None) -> None:
        """Set what a new answer needs besides its value; `earlier` is the one it replaces."""

    # --- showing -------------------------------------------------------------------------------------------

    def read(self, poll: Poll) -> Any:
        """What the results need from other tables; kept in `poll.extra`. Runs on a database thread."""
        return None

    def results(self, poll: Poll, role: Role) -> wire.Results:
        """The totals as `role` sees them."""
        raise NotImplementedError

    def people(self, poll: Poll) -> int:
        """How many people answered."""
        return poll.answers

    def settings_for(self, poll: Poll, role: Role) -> wire.Settings:
        """The settings without what `role` may not know."""
        return self.settings(poll)

    def settings(self, poll: Poll) -> Any:
        """The settings as the kind's struct."""
        return msgspec.convert(poll.settings, self.Settings)


def check_options(texts: Sequence[str]) -> list[str]:
    """Clean, enough, not too many, no two the same."""
    lowest, highest = limits.POLL_MIN_OPTIONS, limits.POLL_MAX_OPTIONS
    if not lowest <= len(texts) <= highest:
        raise Refused(Code.OPTION_COUNT, lowest=lowest, highest=highest)
    cleaned = [clean_line(text, limits.OPTION_MAX_CHARACTERS) for text in texts]
    seen: set[str] = set()
    for text in cleaned:
        if not seen.isdisjoint(likeness_keys(text)):
            raise Refused(Code.OPTION_REPEATED, text=text)
        seen |= likeness_keys(text)
    return cleaned


def check_ids(poll: Poll, ids: Sequence[int]) -> list[int]:
    """Option ids, each one of this poll. Raises Refused."""
    if not {option.pk for option in poll.options.all()}.issuperset(ids):
        raise Refused(Code.NOT_FOUND)
    return list(ids)


def by_option(poll: Poll, tally: Mapping[str, int]) -> list[int]:
    """Numbers of a tally {option id: n} in the order of the options."""
    return [tally.get(str(option.pk), 0) for option in poll.options.all()]


def add(tally: dict[str, Any], key: object, amount: int) -> None:
    """Move one number of a tally; what is 0 is not kept, so that equal tallies are equal."""
    name = str(key)
    tally[name] = tally.get(name, 0) + amount
    if not tally[name]:
        del tally[name]
