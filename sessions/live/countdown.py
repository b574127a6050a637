"""Closing polls when their countdown is over."""

import asyncio
import logging

from ..core.clock import clock, now_ms
from ..polls.actions import close_due_polls
from ..polls.models import Poll
from ..wire import limits
from .threads import in_thread

AGAIN_SECONDS = 1.0

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
        self._ends.clear()
        self._wait()

    def _wait(self, at_least: float = 0.0) -> None:
        if self._timer:
            self._timer.cancel()
        if not self._ends:
            clock.let_go(self)
        else:
            clock.hold(self)
            ends_in_ms = min(self._ends.values()) + limits.LATE_GRACE_MS - now_ms()
            # A little later than the end, for timers may be early.
            seconds = max(at_least, ends_in_ms / 1000 + 0.02)
            self._timer = asyncio.get_running_loop().call_later(seconds, self._close)

    def _close(self) -> None:
        self._closing = asyncio.create_task(self._close_due())

    async def _close_due(self) -> None:
        try:
            await in_thread(close_due_polls, self._session_id)
        except Exception:
            log.exception("the polls of session %d could not be closed; trying again", self._session_id)
        # Until the hub has read that they are closed: closing may have failed, and clocks may be set back.
        self._wait(at_least=AGAIN_SECONDS)
