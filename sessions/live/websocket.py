"""Uvicorn's WebSocket protocol, with a short way out for frames that go to everybody, and bounds on what comes in.

Uvicorn's own way makes a coroutine, a frame and an event for each send. Where nothing need be waited for, a frame
that was laid out once for all sockets goes straight to the transport: `uvicorn --ws sessions.live.websocket:Protocol`.
The application finds it in `scope["extensions"]["openfloor.write"]`; under other servers it is not there, and all
goes the usual way.

On the way in, Uvicorn decodes all that arrived in one go (a quarter of a megabyte: 36,000 frames) and answers pings
and collects fragments without end. Here a little is decoded at a time, the next when the application took the
last, and who floods is read no further: the application is told (`openfloor.flood`), says goodbye and closes with 1008.
"""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets import http11
from websockets.frames import Frame, Opcode

from .limits import REFUSALS_AT_ONCE, REFUSALS_PER_SECOND, TokenBucket

EXTENSION = "openfloor.write"
FLOOD = "openfloor.flood"
CLOSE_FLOOD = 1008
FRAMES_KEPT = 32
# Decoded at once: some 300 of the smallest frames, 3 ms. What people send fits into one.
PIECE_BYTES = 2048
MAX_FRAGMENTS = 8  # of one message; browsers send one
# After a goodbye to somebody who floods, nothing more is read: no need to wait long for theirs.
FLOOD_LINGER_SECONDS = 1.0
# What was closed must be gone then, whether or not the other side took what was left.
CLOSED_WITHIN_SECONDS = 10.0

_UNREADABLE = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

# The head was bounded where it came in; a long cookie of another program must not cost the socket what it does not
# cost the page.
http11.MAX_LINE_LENGTH = max(http11.MAX_LINE_LENGTH, 64 * 1024)


class Protocol(WebSocketsSansIOProtocol):
    """A connection that can be written to without waiting, and that does not read faster than it is served."""

    is_full = False
    _is_deaf = False
    _undecoded = b""
    _nuisances: TokenBucket | None = None
    _closing_since: float | None = None

    # --- out ---------------------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """The other side reads too slowly: what is written now would have to be kept."""
        self.is_full = True
        super().pause_writing()

    def resume_writing(self) -> None:
        """The other side has read what was kept."""
        self.is_full = False
        super().resume_writing()

    async def run_asgi(self) -> None:
        """Say that floods are told, and offer `write` unless frames are changed for this connection (compressed)."""
        scope: Any = self.scope
        scope["extensions"][FLOOD] = {}
        if not self.conn.extensions:
            scope["extensions"][EXTENSION] = self.write
        await super().run_asgi()

    def write(self, text: bytes) -> bool:
        """Send `text` (UTF-8) now. False: the other side has to be waited for, or is gone, and nothing was sent."""
        if self.is_full or self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(_framed(text))
        return True

    async def send(self, message: Any) -> None:
        """As the application says; whoever is closed for flooding is read no further."""
        if message["type"] == "websocket.close" and message.get("code") == CLOSE_FLOOD:
            self._stop_listening()
        await super().send(message)
        if self._undecoded and message["type"] == "websocket.accept":
            self.loop.call_soon(self._decode_on)

    def look(self, now: float) -> None:
        """Once in a while: what was closed long ago is dropped, also where the other side takes nothing more."""
        if not self.transport.is_closing():
            return
        if self._closing_since is None:
            self._closing_since = now
        elif now > self._closing_since + CLOSED_WITHIN_SECONDS:
            self.transport.abort()

    # --- in ----------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Decode some; the rest when the application has taken that."""
        if self._is_deaf:
            return
        if self._undecoded:
            self._undecoded += data
        elif self.handshake_initiated and not self.handshake_complete:
            self._undecoded = data  # who talks before they are let in has to wait
            self._pause()
        else:
            self._decode(data)

    def _decode(self, data: bytes) -> None:
        size = PIECE_BYTES if self.handshake_initiated else len(data)  # the head comes alone, and is bounded
        self._undecoded = data[size:]
        super().data_received(data[:size])
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self._refuse_handshake()
        if self._is_deaf or self.transport.is_closing():
            self._undecoded = b""
        elif self._undecoded:
            self._pause()
            if self.queue.empty():
                self.loop.call_soon(self._decode_on)

    def _decode_on(self) -> None:
        if self._undecoded and self.handshake_complete and not self.transport.is_closing():
            self._decode(self._undecoded)
            if not self._undecoded and self.queue.empty():
                self._resume()

    async def receive(self) -> Any:
        """The next message; with the last of them, more is decoded or read."""
        message = await self.queue.get()
        if self.queue.empty():
            if self._undecoded:
                self.loop.call_soon(self._decode_on)
            else:
                self._resume()
        return message

    def _pause(self) -> None:
        if not self.read_paused and not self.transport.is_closing():
            self.read_paused = True
            self.transport.pause_reading()

    def _resume(self) -> None:
        if self.read_paused and not self.transport.is_closing():
            self.read_paused = False
            self.transport.resume_reading()

    def _refuse_handshake(self) -> None:
        """Uvicorn waits for ever for a handshake that cannot be read."""
        self.handshake_initiated = self.handshake_complete = self.close_sent = True
        answer = b"".join(self.conn.data_to_send())
        self.transport.write(answer or _UNREADABLE)
        self.transport.close()

    # --- floods ------------------------------------------------------------------------------------------

    def handle_ping(self) -> None:
        """Answer it, unless there are too many."""
        if self._is_patient():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        """Take the answer to our ping; others are a nuisance."""
        if self.pending_ping_payload == bytes(event.data) or self._is_patient():
            super().handle_pong(event)

    def handle_text(self, event: Frame) -> None:
        """A message begins."""
        if not self._is_deaf:
            super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        """A message begins."""
        if not self._is_deaf:
            super().handle_bytes(event)

    def handle_cont(self, event: Frame) -> None:
        """A message goes on. Nobody needs many fragments for 16 KiB."""
        if self._is_deaf:
            return
        if len(self.frames) >= MAX_FRAGMENTS:
            self._flooded()
        else:
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Hand a message on; what is no UTF-8 closes the socket, without a traceback in the log for each."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(1007)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def _is_patient(self) -> bool:
        """Count something that no browser does often; False where that was too often."""
        if self._is_deaf:
            return False
        if self._nuisances is None:
            self._nuisances = TokenBucket(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE)
        if self._nuisances.take():
            self._flooded()
            return False
        return True

    def _flooded(self) -> None:
        """Read no more, drop what was read, and let the application say goodbye."""
        self._stop_listening()
        waiting: list[Any] = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        for message in waiting:
            if message["type"] != "websocket.receive":
                self.queue.put_nowait(message)
        flood: Any = {"type": FLOOD}
        self.queue.put_nowait(flood)

    def _stop_listening(self) -> None:
        self._is_deaf, self._undecoded, self.frames = True, b"", []
        self._pause()
        self.read_paused = False  # so that Uvicorn does not resume
        self.close_timeout = FLOOD_LINGER_SECONDS


@lru_cache(FRAMES_KEPT)
def _framed(text: bytes) -> bytes:
    return Frame(Opcode.TEXT, text).serialize(mask=False)
