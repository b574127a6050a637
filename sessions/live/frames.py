"""What sockets of one role miss, encoded once for all that have seen the same."""

from collections.abc import Callable
from typing import NamedTuple

MOST_FRAMES_KEPT = 50


class Seen(NamedTuple):
    """What a socket was sent: the session's revision, and the hub's count of changed head counts."""

    revision: int
    heads: int


NOBODY = Seen(-1, -1)


class Frames:
    """The frames from whatever was seen to what there is now. `encode(seen)` makes one, or None: nothing is missing."""

    __slots__ = ("_asked", "_encode", "_found", "_kept", "now")

    def __init__(self, encode: Callable[[Seen | None], bytes | None]) -> None:
        self.now = Seen(0, 0)
        self._encode = encode
        self._kept: dict[Seen | None, bytes | None] = {}
        self._asked: Seen | None = NOBODY
        self._found: tuple[bytes | None, Seen] = (None, NOBODY)

    def begin(self, now: Seen) -> None:
        """There is something new, or frames tell a time that is over: encode them anew."""
        self.now = now
        self._kept.clear()
        self._asked = NOBODY

    def missing(self, seen: Seen | None) -> tuple[bytes | None, Seen]:
        """The frame somebody with `seen` misses (None: nothing), and what they have seen after it."""
        # Nearly all were told the same at the last tick, and hold that very object.
        if seen is self._asked:
            return self._found
        found = self._find(seen)
        self._asked, self._found = seen, found
        return found

    def _find(self, seen: Seen | None) -> tuple[bytes | None, Seen]:
        if seen is not None and (seen == self.now or seen.revision > self.now.revision):
            return None, seen
        if seen not in self._kept:
            if len(self._kept) >= MOST_FRAMES_KEPT:
                self._kept.clear()
            self._kept[seen] = self._encode(seen)
        return self._kept[seen], self.now
