"""Uvicorn's WebSocket protocol, with a short way out for frames that go to everybody.

Uvicorn's own way makes a coroutine, a frame and an event for each send. Where nothing need be waited for, a frame
that was laid out once for all sockets goes straight to the transport: `uvicorn --ws sessions.live.websocket:Protocol`.
The application finds it in `scope["extensions"]["openfloor.write"]`; under other servers it is not there, and all
goes the usual way.
"""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

EXTENSION = "openfloor.write"
FRAMES_KEPT = 32


class Protocol(WebSocketsSansIOProtocol):
    """A connection that can be written to without waiting."""

    is_full = False

    def pause_writing(self) -> None:
        """The other side reads too slowly: what is written now would have to be kept."""
        self.is_full = True
        super().pause_writing()

    def resume_writing(self) -> None:
        """The other side has read what was kept."""
        self.is_full = False
        super().resume_writing()

    async def run_asgi(self) -> None:
        """Offer `write` to the application, unless frames must be changed for this connection (compressed)."""
        scope: Any = self.scope
        if not self.conn.extensions:
            scope["extensions"][EXTENSION] = self.write
        await super().run_asgi()

    def write(self, text: bytes) -> bool:
        """Send `text` (UTF-8) now. False: the other side has to be waited for, or is gone, and nothing was sent."""
        if self.is_full or self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(_framed(text))
        return True


@lru_cache(FRAMES_KEPT)
def _framed(text: bytes) -> bytes:
    return Frame(Opcode.TEXT, text).serialize(mask=False)
