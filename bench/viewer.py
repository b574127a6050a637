"""One person's socket: what it was shown, what it said, and how it comes back."""

import asyncio
import random
from typing import TYPE_CHECKING

from .client import Socket, first_cookie
from .pace import clock
from .room import Frame, Room
from .sight import Shown, Sight

if TYPE_CHECKING:
    from .crowd import Crowd

# As in static/js/live/socket.js; a test holds the two together.
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0
LONGEST_WAIT_OF_FEW_SECONDS = 3.0
OPEN_WITHIN_SECONDS = 10.0
STEADY_AFTER_SECONDS = 5.0
AGAIN_SECONDS = 2.0
# Joining is not given up earlier than people do.
PATIENCE_SECONDS = 60.0


def backoff(tries: int, longest: float) -> float:
    """Full jitter: anything up to a bound that doubles."""
    return random.random() * min(longest, FIRST_WAIT_SECONDS * 2**tries)


class Viewer(Socket):
    """A socket in a room. `slow` ones are shown the first state and never read again."""

    __slots__ = (
        "_live", "_opened_at", "_tries", "cookie", "crowd", "first", "given", "leaving", "returning",
        "role", "room", "shown", "sight", "slow", "waiting",
    )  # fmt: skip

    def __init__(
        self, crowd: "Crowd", room: Room, role: str, cookie: str = "", *, slow: bool = False
    ) -> None:
        super().__init__()
        self.crowd, self.room, self.role, self.cookie, self.slow = crowd, room, role, cookie, slow
        self.shown: Shown | None = None
        self.sight: Sight | None = None
        self.waiting: dict[str, bytes] = {}
        self.leaving = self.returning = False
        self.given = self.first = 0
        self._tries = 0
        self._opened_at = 0.0
        self._live: asyncio.Future[None] | None = None

    # --- coming and going --------------------------------------------------------------------------------

    async def connect(self, within: float = PATIENCE_SECONDS) -> None:
        """Open the socket, and wait for the first frame. Raises ConnectionError or TimeoutError."""
        self._live = asyncio.get_running_loop().create_future()
        known = f"?rev={self.shown.revision}" if self.shown else ""
        try:
            async with asyncio.timeout(within):
                path = f"/ws/s/{self.room.code}/{self.role}{known}"
                await self.open(self.crowd.port, path, self.cookie, narrow=self.slow)
                if self.role == "attendee" or not known:  # nobody else is told something in any case
                    await self._live
        except BaseException:
            self.drop()
            raise
        self._opened_at = clock()
        self.cookie = self.cookie or first_cookie(self.head)
        if self.slow:
            self.stop_reading()

    def leave(self) -> None:
        """Close the tab."""
        self.leaving = True
        self.close()

    def ended(self) -> None:
        if self._live and not self._live.done():
            self._live.set_exception(ConnectionError("the server closed the connection"))
        if self.crowd.comes_back and not self.leaving and not self.returning:
            self.returning = True
            if clock() - self._opened_at > STEADY_AFTER_SECONDS:
                self._tries = 0
            self.crowd.later(self._come_back())

    async def _come_back(self) -> None:
        longest = LONGEST_WAIT_SECONDS if self.role == "attendee" else LONGEST_WAIT_OF_FEW_SECONDS
        while self.closed and not self.leaving:
            await asyncio.sleep(backoff(self._tries, longest))
            self._tries += 1
            try:
                await self.connect(OPEN_WITHIN_SECONDS)
            except (OSError, TimeoutError):
                continue
            self.crowd.back_at.append(clock())
            for text in self.waiting.values():
                self.send(text)
        self.returning = False

    # --- saying and hearing ------------------------------------------------------------------------------

    def say(self, command_id: str, text: bytes) -> None:
        """Send a command, now or when the line is back, and remember it until it is answered."""
        self.waiting[command_id] = text
        if not self.closed:
            self.send(text)

    def data_received(self, data: bytes) -> None:
        room = self.room
        if data == room.chunk and self.sight and not self._buffer:
            # The way of nearly every frame: the neighbour got the same.
            traffic = room.traffic
            traffic.frames += 1
            traffic.state_frames += 1
            traffic.bytes += len(data)
            self.shown = room.chunk_shown
            self.sight = self.sight.see(self.shown, clock())
            return
        frames, shown = room.traffic.frames, self.shown
        super().data_received(data)
        if self.shown and self.shown is not shown and not self._buffer and room.traffic.frames == frames + 1:
            room.chunk, room.chunk_shown = data, self.shown

    def take(self, payload: bytes) -> None:
        """A frame came."""
        frame = self.room.read(payload)
        if isinstance(frame, Frame):
            self._hear(frame)
        else:
            self.shown = frame
            self.sight = self.sight.see(frame, clock()) if self.sight else self._begin(frame)
        if self._live and not self._live.done():
            self._live.set_result(None)

    def _begin(self, shown: Shown) -> Sight:
        return self.room.sights[self.role].of(shown.scores)

    def _hear(self, frame: Frame) -> None:
        if frame.t == "bye":
            self.room.byes.append(frame.d["code"])
        if frame.t not in {"ok", "error"}:
            return
        if frame.t == "error" and frame.d["code"] == "unavailable" and frame.id in self.waiting:
            self.crowd.later(self._say_again(frame.id, frame.d.get("retry_after") or AGAIN_SECONDS))
            return
        self.waiting.pop(frame.id, None)
        problem = frame.d if frame.t == "error" else None
        self.crowd.answered(frame.id, problem, frame.d, clock())

    async def _say_again(self, command_id: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if command_id in self.waiting and not self.closed:
            self.send(self.waiting[command_id])
