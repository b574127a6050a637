"""Many acts at once from people who have no page open, for the desk to know.

A phone has a socket, with the identity of its page. Somebody without scripts has none, and where a network blocks
sockets a whole hall has none; but whoever makes up voters has none either, mostly. Each process counts, in memory.
"""

import time
from collections import Counter, deque
from collections.abc import Callable

from ..core.attempts import hashed
from ..core.clock import now_ms
from ..wire import commands as c
from ..wire.command import Command
from ..wire.state import Burst

WINDOW_SECONDS = 60.0
FROM = 30
_MOST_KEPT = 10_000
_COUNTED: dict[type[Command], str] = {
    c.UpvoteQuestion: "votes",
    c.AnswerPoll: "answers",
    c.JoinQuiz: "answers",
    c.AskQuestion: "questions",
}


class Bursts:
    """The last burst of a session: `FROM` acts or more within a minute, and what follows until there is a quiet one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._acts: deque[tuple[float, str, bytes]] = deque(maxlen=_MOST_KEPT)
        self._began = 0
        self._is_on = False
        self._kinds: Counter[str] = Counter()
        self._networks: Counter[bytes] = Counter()
        self._elsewhere: dict[str, Burst] = {}
        self._told: Burst | None = None

    def note(self, command: Command, network: str) -> bool:
        """Count an act of somebody without a page. Whether this belongs to a burst."""
        kind = _COUNTED.get(type(command))
        if kind is None:
            return False
        now, act = self._clock(), (kind, hashed(network))
        while self._acts and self._acts[0][0] < now - WINDOW_SECONDS:
            self._acts.popleft()
        self._acts.append((now, *act))
        if len(self._acts) < FROM:
            self._is_on = self._is_on and len(self._acts) > 1
        if not self._is_on and len(self._acts) >= FROM:
            self._is_on, self._began = True, now_ms()
            self._kinds = Counter(kind for _, kind, _ in self._acts)
            self._networks = Counter(one for _, _, one in self._acts)
        elif self._is_on:
            self._kinds[kind] += 1
            self._networks[act[1]] += 1
        return self._is_on

    @property
    def here(self) -> Burst | None:
        """The last burst that this process saw."""
        if not self._began:
            return None
        [(_, most)] = self._networks.most_common(1)
        return Burst(at=self._began, one_network=most, **self._kinds)

    def heard(self, process: str, burst: list[int] | None) -> None:
        """Another process told of its last burst."""
        if burst:
            self._elsewhere[process] = Burst(*burst)

    @property
    def now(self) -> Burst | None:
        """The last burst, over all processes: those of the last minutes belong together."""
        known = [burst for burst in (self.here, *self._elsewhere.values()) if burst]
        if not known:
            return None
        newest = max(burst.at for burst in known)
        together = [burst for burst in known if burst.at > newest - WINDOW_SECONDS * 1000]
        return Burst(
            at=min(burst.at for burst in together),
            votes=sum(burst.votes for burst in together),
            answers=sum(burst.answers for burst in together),
            questions=sum(burst.questions for burst in together),
            one_network=sum(burst.one_network for burst in together),
        )

    def tell(self) -> bool:
        """Whether there is more to tell than was told; now it is told."""
        if self.now == self._told:
            return False
        self._told = self.now
        return True
