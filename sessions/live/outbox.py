"""The way out to one socket, where a slow phone hurts only itself.

State frames are not queued. The outbox only knows what this socket has (`Seen`) and asks for one frame with
all it misses each time the socket is free: a socket that was slow gets one newer frame, not a backlog.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from ..wire.events import Beat, encode
from .counts import Sent
from .frames import Seen

BEAT = encode(Beat())

log = logging.getLogger(__name__)


class Outbox:
    """Sends frames while there are any. `missing(seen)` gives the frame a socket misses and what it has seen then.

    `write(frame)` sends at once, or is False where the server has to be waited for: then `send(frame)` does.
    """

    __slots__ = (
        "_missing",
        "_moved",
        "_open",
        "_own",
        "_seen",
        "_send",
        "_sending",
        "_sent",
        "_spoke",
        "_task",
        "_write",
    )

    def __init__(
        self,
        write: Callable[[bytes], bool],
        send: Callable[[bytes], Coroutine[Any, None, None]],
        missing: Callable[[Seen | None], tuple[bytes | None, Seen]],
        seen: Seen | None,
        sent: Sent | None = None,
    ) -> None:
        self._write = write
        self._send = send
        self._missing = missing
        self._seen = seen
        self._sent = sent or Sent()
        self._moved = False
        self._own: bytes | None = None
        self._open = True
        self._sending = False
        self._spoke = False
        self._task: asyncio.Task[None] | None = None

    def offer(self) -> None:
        """The state moved."""
        if self._sending:
            self._moved = True
        elif self._open:
            frame = self._missed()
            if frame is not None and not self._write(frame):
                self._send_alone(frame)

    def offer_own(self, frame: bytes) -> None:
        """What is this participant's own moved: send `frame`, and no earlier one that still waits."""
        if self._sending:
            self._own = frame
        elif self._open:
            self._spoke = True
            self._sent.you += 1
            if not self._write(frame):
                self._send_alone(frame)

    def beat(self, frame: bytes = BEAT) -> None:
        """Send a beat where nothing was sent since the last call."""
        if self._spoke or self._sending:
            self._spoke = False
        elif self._open:
            self._spoke = True
            self._sent.beat += 1
            if not self._write(frame):
                self._send_alone(frame)

    async def reply(self, frame: bytes) -> None:
        """Send `frame`, and wait until it is taken: a client that does not read is not served."""
        if not self._open:
            return
        self._spoke = True
        self._sent.reply += 1
        if not self._write(frame):
            try:
                await self._send(frame)
            except Exception as error:
                self._lost(error)

    def close(self) -> None:
        """Send nothing more."""
        self._open = False
        if self._task:
            self._task.cancel()

    def _send_alone(self, frame: bytes) -> None:
        """From a frame that has to wait on, a task sends, and waits alone."""
        self._sending = True
        self._task = asyncio.create_task(self._send_all(frame))

    async def _send_all(self, frame: bytes | None) -> None:
        try:
            while self._open and frame is not None:
                await self._send(frame)
                frame = None
                while frame is None and (self._moved or self._own):
                    frame = self._next()
        except Exception as error:
            self._lost(error)
        self._sending = False
        self._task = None

    def _next(self) -> bytes | None:
        if self._moved:
            self._moved = False
            return self._missed()
        frame, self._own = self._own, None
        self._sent.you += 1
        return frame

    def _missed(self) -> bytes | None:
        had = self._seen
        frame, self._seen = self._missing(had)
        if frame is not None:
            self._spoke = True
            self._sent.state(had, self._seen)
        return frame

    def _lost(self, error: Exception) -> None:
        # Servers name a closed connection differently.
        log.debug("a socket went away while it was written to: %r", error)
        self._open = False
