"""Closing polls when their countdown is over."""

import asyncio
import logging

from ..core.actors import now_ms
from ..polls.actions import close_due_polls
from ..polls.models import Poll
from ..wire import limits
from .threads import in_thread

log = logging.getLogger(__name__)


class Countdown:
    """The countdowns of one session. Every process with the session runs one; the first to close a poll does it."""

    def __init__(self, session_id: int) -> None:
        self._session_id = session_id
        self._ends: dict[int, int] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether somebody is counting down now."""
        return bool(self._ends)

    def look(self, polls: list[Poll]) -> None:
        """Polls changed: count down with those that are open and have an end."""
        for poll in polls:
            if poll.state == Poll.State.OPEN and poll.closes_at and not poll.deleted:
                self._ends[poll.pk] = poll.closes_at
            else:
                self._ends.pop(poll.pk, None)
        self._wait()

    def stop(self) -> None:
        """Count no more."""
        if self._timer:
            self._timer.cancel()

    def _wait(self) -> None:
        self.stop()
        if self._ends:
            ends_in_ms = min(self._ends.values()) + limits.LATE_GRACE_MS - now_ms()
            # A little later than the end, for timers may be early; at least a while, for closing may have failed.
            self._timer = asyncio.get_running_loop().call_later(
                max(0.05, ends_in_ms / 1000 + 0.02), self._close
            )

    def _close(self) -> None:
        self._closing = asyncio.create_task(self._close_due())

    async def _close_due(self) -> None:
        try:
            await in_thread(close_due_polls, self._session_id)
        except Exception:
            log.exception("the polls of session %d could not be closed; trying again", self._session_id)
            await asyncio.sleep(1)
            self._wait()
