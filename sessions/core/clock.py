"""The time that countdowns and their lateness go by: the wall clock, but steady while somebody counts down.

A wall clock can be set while a poll counts down. Then a countdown of a minute would last an hour, or answers in time
would be late. So while a countdown runs in this process, time goes on from where the wall clock stood when it began.
"""

import time


def _steady_seconds() -> float:
    """Seconds by a clock nobody sets, which goes on while the machine sleeps where the system has such a clock."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class Clock:
    """Milliseconds since 1970, held steady while anybody asks for it."""

    def __init__(self) -> None:
        self._holders: set[object] = set()
        self._ahead = 0.0  # the wall clock minus the steady one, when the first holder came

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        if self._holders:
            return int((_steady_seconds() + self._ahead) * 1000)
        return int(time.time() * 1000)

    def hold(self, holder: object) -> None:
        """Stay steady, whatever happens to the wall clock, until `holder` lets go."""
        if not self._holders:
            self._ahead = time.time() - _steady_seconds()
        self._holders.add(holder)

    def let_go(self, holder: object) -> None:
        """Follow the wall clock again, once nobody else holds."""
        self._holders.discard(holder)


clock = Clock()
now_ms = clock.now_ms
