"""How many people are here: counted in this process, heard from the others, told now and then.

People are counted, not sockets: by an attendee's identity or a moderator's browser, however many tabs are open, and
also those who ask for the state over HTTP every few seconds.
"""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple
from zlib import crc32

from ..wire.roles import Role

PAUSE_SECONDS = 2.0
FIRST_SECONDS = 0.2
CROWD_PER_PAUSE_SECOND = 400
BELIEVED_SECONDS = 12.0
# Over HTTP a page asks every three seconds or so; after failures less often.
ASKING_SECONDS = 20.0
# Larger crowds are told to other processes as a number: who has tabs at two of them then counts twice.
MAX_TOLD_IDS = 2000
COUNTED_AGAIN_SECONDS = 0.1

# What the address of a moderator's socket says where it belongs to the big screen.
UNCOUNTED_PAGE = "screen"

Counts = tuple[int, int]
_ROLES = (Role.ATTENDEE, Role.MODERATOR)


class Group(NamedTuple):
    """The people of one role in one process: how many, and ids that tell them apart where they are not too many."""

    size: int
    ids: frozenset[int] | None


class Heads:
    """Attendees and moderators of a session, over all processes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # By role: how many sockets each person has open here.
        self._sockets: dict[Role, Counter[str]] = {role: Counter() for role in _ROLES}
        # By role: until when those count who asked over HTTP.
        self._asking: dict[Role, dict[str, float]] = {role: {} for role in _ROLES}
        self._elsewhere: dict[str, tuple[float, dict[Role, Group]]] = {}
        self._told_at = 0.0
        self._counted: tuple[float, Counts] = (0.0, (0, 0))
        self.told: Counts = (0, 0)
        self._others_were_shown = False  # counts other than those told, on pages that were opened since

    def came(self, role: Role, person: str) -> None:
        """Somebody opened a socket. Nobody in particular (an empty `person`) is not counted."""
        if person and role in _ROLES:
            self._sockets[role][person] += 1

    def left(self, role: Role, person: str) -> None:
        """A socket that was told of by `came` is closed."""
        if person and role in _ROLES:
            self._sockets[role][person] -= 1
            if not self._sockets[role][person]:
                del self._sockets[role][person]

    def asked(self, role: Role, person: str) -> None:
        """Somebody asked for the state over HTTP."""
        if person and role in _ROLES:
            self._asking[role][person] = self._clock() + ASKING_SECONDS

    def to_tell(self) -> dict[str, Any]:
        """What other processes are told: by role [count, ids]."""
        return {
            role.value: [group.size, None if group.ids is None else sorted(group.ids)]
            for role, group in self._here(with_ids=True).items()
        }

    def heard(self, process: str, told: dict[str, Any]) -> None:
        """Another process said who is there; believed for a while, for it may die."""
        groups = {
            role: Group(count, frozenset(ids) if ids is not None else None)
            for role in _ROLES
            for count, ids in [told[role.value]]
        }
        self._elsewhere[process] = self._clock() + BELIEVED_SECONDS, groups

    @property
    def now(self) -> Counts:
        """The present counts: attendees, moderators."""
        until, counts = self._counted
        if until < (now := self._clock()):
            # A process that died says no more.
            self._elsewhere = {process: told for process, told in self._elsewhere.items() if told[0] > now}
            # Telling people apart takes a while in a crowd, several times a second: only where others count as well.
            here = self._here(with_ids=bool(self._elsewhere))
            counts = self._all_of(Role.ATTENDEE, here), self._all_of(Role.MODERATOR, here)
            self._counted = self._clock() + COUNTED_AGAIN_SECONDS, counts
            self._others_were_shown |= counts != self.told
        return counts

    @property
    def wait(self) -> float:
        """Seconds until changed counts should be told: soon in a small room, seldom in a crowd."""
        pause = max(PAUSE_SECONDS, self.now[0] / CROWD_PER_PAUSE_SECOND)
        return max(FIRST_SECONDS, self._told_at + pause - self._clock())

    def tell(self) -> bool:
        """Whether the counts changed since they were last told, be it there and back; now they are told."""
        if self.now == self.told and not self._others_were_shown:
            return False
        self.told, self._told_at = self.now, self._clock()
        self._others_were_shown = False
        return True

    def _here(self, *, with_ids: bool) -> dict[Role, Group]:
        return {role: self._group(role, with_ids=with_ids) for role in _ROLES}

    def _group(self, role: Role, *, with_ids: bool) -> Group:
        now, sockets = self._clock(), self._sockets[role]
        asking = self._asking[role] = {who: until for who, until in self._asking[role].items() if until > now}
        only_asking = [who for who in asking if who not in sockets]
        count = len(sockets) + len(only_asking)
        ids = (
            frozenset(crc32(who.encode()) for who in (*sockets, *only_asking))
            if with_ids and count <= MAX_TOLD_IDS
            else None
        )
        return Group(count, ids)

    def _all_of(self, role: Role, here: dict[Role, Group]) -> int:
        groups = [here[role], *(told[role] for _, told in self._elsewhere.values())]
        known = [group.ids for group in groups if group.ids is not None]
        if len(groups) == 1 or len(known) < len(groups):
            return sum(group.size for group in groups)
        return len(frozenset().union(*known))
