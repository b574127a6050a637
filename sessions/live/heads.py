"""How many people are here: counted in this process, heard from the others, told now and then."""

import time
from collections.abc import Callable

PAUSE_SECONDS = 2.0
FIRST_SECONDS = 0.2
CROWD_PER_PAUSE_SECOND = 400
BELIEVED_SECONDS = 12.0

Counts = tuple[int, int]


class Heads:
    """Attendees and moderators connected to a session, over all processes. `here` counts those of this one."""

    def __init__(self, here: Callable[[], Counts]) -> None:
        self._here = here
        self._elsewhere: dict[str, tuple[float, Counts]] = {}
        self._told_at = 0.0
        self.told: Counts = (0, 0)

    def heard(self, process: str, counts: Counts) -> None:
        """Another process said how many it has; believed for a while, for it may die."""
        self._elsewhere[process] = (time.monotonic() + BELIEVED_SECONDS, counts)

    @property
    def now(self) -> Counts:
        """The present counts."""
        attendees, moderators = self._here()
        for until, (more_attendees, more_moderators) in self._elsewhere.values():
            if until > time.monotonic():
                attendees, moderators = attendees + more_attendees, moderators + more_moderators
        return attendees, moderators

    @property
    def wait(self) -> float:
        """Seconds until changed counts should be told: soon in a small room, seldom in a crowd."""
        pause = max(PAUSE_SECONDS, self.now[0] / CROWD_PER_PAUSE_SECOND)
        return max(FIRST_SECONDS, self._told_at + pause - time.monotonic())

    def tell(self) -> bool:
        """Whether the counts changed since they were last told; now they are told."""
        if self.now == self.told:
            return False
        self.told, self._told_at = self.now, time.monotonic()
        return True
