"""Write a text. A value is the text; what is on the wall is read from the answers themselves.

A changed text is another text with another id: who approves or enlarges one means the words they read.
"""

from typing import Any

from django.db.models import Count

from ...core.texts import clean_line
from ...wire import limits
from ...wire import polls as wire
from ...wire.roles import Role
from ..models import Answer, Poll
from .kind import Kind

State = Answer.State


class Text(Kind):
    """A field on the phone, a wall of cards on the screen."""

    name = "text"
    Settings = wire.TextSettings
    field = "text"
    is_new_when_changed = True

    def check_answer(self, poll: Poll, value: str) -> str:
        return clean_line(value, limits.TEXT_MAX_CHARACTERS)

    def prepare(self, poll: Poll, answer: Answer, earlier: Answer | None) -> None:
        if earlier and earlier.state == State.HIDDEN:
            answer.state = State.HIDDEN
        else:
            answer.state = State.PENDING if self.settings(poll).review else State.SHOWN

    def read(self, poll: Poll) -> tuple[list[Answer], list[Answer], dict[str, int]]:
        """The newest shown texts (and the enlarged one), the newest of all, and counts by state."""
        rows = Answer.objects.filter(poll=poll, epoch=poll.epoch).order_by("-at", "-pk")
        shown = list(rows.filter(state=State.SHOWN)[: limits.CARDS_SHOWN])
        if poll.enlarged and all(row.pk != poll.enlarged for row in shown):
            shown += rows.filter(pk=poll.enlarged, state=State.SHOWN)
        every = list(rows[: limits.CARDS_SHOWN]) if poll.answers else []
        waiting = list(rows.filter(state=State.PENDING)[: limits.CARDS_SHOWN])
        known = {row.pk for row in waiting}
        counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
        return shown, waiting + [row for row in every if row.pk not in known], counts

    def results(self, poll: Poll, role: Role) -> wire.TextResults:
        shown, every, counts = poll.extra
        rows = every if role is Role.MODERATOR else shown
        return wire.TextResults(
            cards=[_card(row) for row in rows],
            total=counts.get(State.SHOWN, 0),
            enlarged=poll.enlarged if any(row.pk == poll.enlarged for row in shown) else None,
            pending=counts.get(State.PENDING, 0) if role is Role.MODERATOR else 0,
        )


def _card(row: Answer) -> wire.Card:
    value: Any = row.value
    return wire.Card(id=row.pk, text=value, at=row.at, state=row.state)
