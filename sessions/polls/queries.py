"""What each role sees of polls."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..wire.roles import Role
from ..wire.state import OptionState, PollState
from .kinds import KINDS
from .models import Answer, Poll


def polls_since(session_id: int, revision: int) -> QuerySet[Poll]:
    """Polls that changed after `revision`, with their options."""
    return Poll.objects.filter(session_id=session_id, revision__gt=revision).prefetch_related("options")


def project_poll(row: Poll, role: Role) -> PollState | None:
    """The poll as `role` may see it; None where it may not."""
    if row.deleted or (row.state == Poll.State.DRAFT and role is not Role.MODERATOR):
        return None
    shows_results = role is Role.MODERATOR or row.results_mode == "live" or row.revealed
    return PollState(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        options=[OptionState(id=option.pk, text=option.text) for option in row.options.all()],
        multiple=row.multiple,
        state=row.state,
        results_mode=row.results_mode,
        revealed=row.revealed,
        answers=row.answers,
        results=KINDS[row.kind].results(row) if shows_results else None,
        position=row.position,
    )


def own_answers(participant_ids: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """Everyone's own answers by participant id: poll id → value."""
    own: dict[int, dict[str, list[int]]] = {}
    rows = Answer.objects.filter(participant_id__in=participant_ids, poll__deleted=False)
    for participant_id, poll_id, value in rows.values_list("participant_id", "poll_id", "value"):
        own.setdefault(participant_id, {})[str(poll_id)] = value
    return own
