"""How fast somebody may send commands, and what becomes of those who do not mind."""

import math
import time
from collections.abc import Callable

# What is refused on one socket; more closes it. Pages come nowhere near: what they send is nearly always taken.
REFUSALS_AT_ONCE = 50
REFUSALS_PER_SECOND = 5
# After a refusal the next message of that socket waits: answering without end would be all this process does.
REFUSAL_PAUSE_SECONDS = 0.02
# When somebody whose socket was closed for flooding may come back.
COME_BACK_SECONDS = 10.0


class TokenBucket:
    """Allows `burst` at once and `per_second` for ever."""

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._tokens = burst
        self._at = clock()

    @property
    def is_full(self) -> bool:
        """Whether it allows as much as a new one: then it need not be kept."""
        return self._tokens + (self._clock() - self._at) * self._per_second >= self._burst

    def take(self) -> int:
        """0 where there was a token, else the whole seconds to wait for one."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0
        return math.ceil((1 - self._tokens) / self._per_second)
