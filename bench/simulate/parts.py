"""What a simulated world is made of: time, and things that only a few may use at once."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable

Then = Callable[[], None]


class Clock:
    """Events in the order of their times."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Then]] = []
        self._numbers = itertools.count()  # of events at the same time, the one planned first comes first

    def at(self, time: float, then: Then) -> None:
        """Plan an event."""
        heapq.heappush(self._events, (max(time, self.now), next(self._numbers), then))

    def run(self, until: float) -> None:
        """Let everything happen that is planned before `until`."""
        while self._events and self._events[0][0] <= until:
            self.now, _, then = heapq.heappop(self._events)
            then()


class Servers:
    """So many servers that work on one thing each, first come, first served: a core, or the cores of a database."""

    def __init__(self, clock: Clock, count: int = 1) -> None:
        self.busy = 0.0
        self.count = count
        self._clock = clock
        self._free_at = [0.0] * count

    def do(self, seconds: float, then: Then) -> None:
        """Work, when it is this one's turn; `then` happens when it is done."""
        done = max(self._clock.now, self._free_at[0]) + seconds
        heapq.heapreplace(self._free_at, done)
        self.busy += seconds
        self._clock.at(done, then)


class Slots:
    """So many that may go on at once; others wait in line. One slot is a lock."""

    def __init__(self, count: int = 1) -> None:
        self._free = count
        self._line: deque[Then] = deque()

    def enter(self, then: Then) -> None:
        """Go on as soon as there is a slot."""
        if self._free:
            self._free -= 1
            then()
        else:
            self._line.append(then)

    def leave(self) -> None:
        """Let the next one in."""
        if self._line:
            self._line.popleft()()
        else:
            self._free += 1
