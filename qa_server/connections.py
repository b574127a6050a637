"""How many connections a process may hold, and an end for those that wait for nothing.

Uvicorn knows all of a process's connections. Once a second each is asked whether it is due (`look`): one timer
for all is cheaper than one for each, and also finds what Uvicorn has given up and the other side never takes.
"""

import asyncio
import contextlib
import errno
import logging
import os
import resource
import time
from typing import Protocol
from weakref import WeakKeyDictionary

from uvicorn.server import ServerState

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
ROUND_SECONDS = 0.5  # of it, for one round
LOOKS_IN_A_ROW = 20
# Files that are not connections: databases, Redis, static files, libraries.
SPARE_FILES = 100
SAY_AGAIN_SECONDS = 600.0

_watches: WeakKeyDictionary[ServerState, "Watch"] = WeakKeyDictionary()


class Connection(Protocol):
    """What a connection is asked."""

    def look(self, now: float) -> None: ...

    def give_way(self) -> None: ...


def watch_of(state: ServerState) -> "Watch":
    """The watch over all connections of a server."""
    if state not in _watches:
        _watches[state] = Watch(state)
    return _watches[state]


def raise_file_limit() -> None:
    """Every phone is an open file, and the usual limit is 1,024: take as many as the system allows us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):  # where the hard limit is more than the kernel takes
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Watch:
    """Looks at the connections of one process, and knows which of them have not asked for anything yet."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._loop = asyncio.get_running_loop()
        self._silent: dict[Connection, None] = {}  # oldest first
        self._task: asyncio.Task[None] | None = None
        self._said_at = -SAY_AGAIN_SECONDS
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self._limit = limit
        self._room = limit - min(SPARE_FILES, limit // 4)

    def has_room(self, newcomer: Connection) -> bool:
        """Whether there is a file for one more. Where there is none, the oldest that says nothing gives way."""
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._run())
        if len(self._state.connections) <= self._room:
            return True
        self._say_full()
        oldest = next(iter(self._silent), None)
        if oldest is None or oldest is newcomer:
            return False
        del self._silent[oldest]
        oldest.give_way()
        return True

    def is_silent(self, connection: Connection) -> None:
        """It has not asked for anything."""
        self._silent[connection] = None

    def has_asked(self, connection: Connection) -> None:
        """It asked for something, or is gone."""
        self._silent.pop(connection, None)

    async def _run(self) -> None:
        while self._state.connections:
            await asyncio.sleep(LOOK_SECONDS - ROUND_SECONDS)
            # A thousand that are due at once take a while to close, and come back as they went: a few at a time.
            all_of_them = tuple(self._state.connections)
            for begin in range(0, len(all_of_them), LOOKS_IN_A_ROW):
                now = time.monotonic()
                for connection in all_of_them[begin : begin + LOOKS_IN_A_ROW]:
                    if look := getattr(connection, "look", None):
                        look(now)
                await asyncio.sleep(ROUND_SECONDS * LOOKS_IN_A_ROW / max(LOOKS_IN_A_ROW, len(all_of_them)))
            self._probe()

    def _probe(self) -> None:
        """Say it where files have run out all the same: libuv then drops newcomers without a word."""
        try:
            os.close(os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._say_full()

    def _say_full(self) -> None:
        if time.monotonic() - self._said_at < SAY_AGAIN_SECONDS:
            return
        self._said_at = time.monotonic()
        log.error(
            "out of files: %d connections, and this process may have %d files open (ulimit -n). "
            "More people are turned away until some leave.",
            len(self._state.connections),
            self._limit,
        )
