"""The way out to one socket: its own task, so that a slow phone hurts only itself.

State frames are not queued. The outbox only knows what this socket has (`Seen`) and asks for one frame with
all it misses each time the socket is free: a socket that was slow gets one newer frame, not a backlog.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

MOST_REPLIES_WAITING = 32

log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """What a socket was sent: the session's revision, and the hub's count of changed head counts."""

    revision: int
    heads: int


class Outbox:
    """Sends frames one at a time. `missing(seen)` gives the frame a socket misses and what it has seen then."""

    def __init__(
        self,
        send: Callable[[bytes], Awaitable[None]],
        missing: Callable[[Seen | None], tuple[bytes | None, Seen]],
        seen: Seen | None,
    ) -> None:
        self._send = send
        self._missing = missing
        self._seen = seen
        self._replies: deque[bytes] = deque()
        self._moved = False
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._task = asyncio.create_task(self._run_until_gone())

    def offer(self) -> None:
        """The state moved."""
        self._moved = True
        self._wake.set()

    async def reply(self, frame: bytes) -> None:
        """Send `frame` in turn. Waits while too many wait already: a client that does not read is not served."""
        await self._room.wait()
        self.push(frame)

    def push(self, frame: bytes) -> None:
        """Send `frame` in turn, at once accepted."""
        self._replies.append(frame)
        if len(self._replies) >= MOST_REPLIES_WAITING:
            self._room.clear()
        self._wake.set()

    def close(self) -> None:
        """Stop sending."""
        self._room.set()
        self._task.cancel()

    async def _run_until_gone(self) -> None:
        try:
            await self._run()
        except Exception as gone:  # servers name a closed connection differently
            log.debug("a socket went away while it was written to: %r", gone)
            self._room.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._replies:
                frame = self._replies.popleft()
                self._room.set()
                await self._send(frame)
            if self._moved:
                self._moved = False
                state, self._seen = self._missing(self._seen)
                if state is not None:
                    await self._send(state)
