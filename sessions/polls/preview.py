"""A poll as attendees will see it, before it is opened."""

import msgspec

from ..core.clock import now_ms
from ..wire.roles import Role
from ..wire.state import PollState
from .models import Poll
from .queries import project_poll, read_extra

# Nobody answered in it: a rehearsal shows no figures.
_NO_EPOCH = 0


def preview_polls(session_id: int, poll_id: int) -> list[PollState]:
    """The poll as if it were opened now; [] where it is not there.

    After it what it is a part of, or its parts: of a quiz the first.
    """
    found = Poll.objects.filter(session_id=session_id, deleted=False).prefetch_related("options")
    poll = found.filter(pk=poll_id).first()
    if poll is None:
        return []
    rows = [poll, *found.filter(pk=poll.parent_id or 0), *found.filter(parent=poll).order_by("position")]
    if poll.kind == "quiz":
        del rows[2:]
    shown = [project_poll(read_extra(_as_opened(row)), Role.ATTENDEE) for row in rows]
    # Without a count: whoever tries it would read "1 answer" beside the 0 of each option.
    return [msgspec.structs.replace(state, answers=None) for state in shown if state]


def _as_opened(row: Poll) -> Poll:
    row.state = Poll.State.OPEN
    row.revealed, row.answers, row.tally, row.epoch, row.enlarged = False, 0, {}, _NO_EPOCH, None
    row.opened_at = now_ms()
    row.closes_at = row.opened_at + row.seconds * 1000 if row.seconds else None
    row.repeats_id = None
    return row
