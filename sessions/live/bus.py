"""The doorbell between processes: one channel of the channel layer, in the group of each session we have.

Nothing waits for Redis. While it is away, what is to be joined and said is kept here, little and bounded, and
every process sees by itself what moved (`hubs`).
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer

AGAIN_SECONDS = 1.0
PATIENCE_SECONDS = 5.0  # then Redis is out of reach, and is asked again over a new connection

PROCESS = secrets.token_hex(6)

Message = dict[str, Any]

log = logging.getLogger(__name__)


class Bus:
    """Says and hears, in one event loop.

    `hear` gets each message of another process; `joined` gets a session once we listen to it: what was said
    about it before, we missed.
    """

    def __init__(self, hear: Callable[[Message], None], joined: Callable[[int], None]) -> None:
        self._hear = hear
        self._joined = joined
        self._layer: Any = get_channel_layer()
        self._wanted: set[int] = set()
        self._listened: set[int] = set()
        self._unsaid: dict[tuple[str, int], Message] = {}
        self._something_to_do = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def join(self, session_id: int) -> None:
        """Hear what is said about a session, as soon as may be."""
        self._wanted.add(session_id)
        self._do_soon()

    def part(self, session_id: int) -> None:
        """No longer hear about a session."""
        self._wanted.discard(session_id)
        self._do_soon()

    def say(self, kind: str, session_id: int, **fields: Any) -> None:
        """Tell the other processes. Of what could not be said yet, the last of a kind is kept."""
        self._unsaid[kind, session_id] = {"type": kind, "session": session_id, "from": PROCESS, **fields}
        self._do_soon()

    def _do_soon(self) -> None:
        self._something_to_do.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            try:
                channel = await self._layer.new_channel()
                self._listened.clear()
                self._something_to_do.set()
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._listen(channel))
                    both.create_task(self._work(channel))
            except Exception as error:
                log.warning("other processes are not heard: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, channel: str) -> None:
        while True:
            message = await self._layer.receive(channel)
            if message["from"] != PROCESS:
                self._hear(message)

    async def _work(self, channel: str) -> None:
        while True:
            await self._something_to_do.wait()
            self._something_to_do.clear()
            try:
                await self._join_and_part(channel)
                await self._say_all()
            except Exception as error:
                log.warning("other processes are not told at the moment: %r", error)
                await asyncio.sleep(AGAIN_SECONDS)
                self._something_to_do.set()

    async def _join_and_part(self, channel: str) -> None:
        for session_id in self._wanted - self._listened:
            await _patiently(self._layer.group_add(_group(session_id), channel))
            self._listened.add(session_id)
            self._joined(session_id)
        for session_id in self._listened - self._wanted:
            await _patiently(self._layer.group_discard(_group(session_id), channel))
            self._listened.discard(session_id)

    async def _say_all(self) -> None:
        while self._unsaid:
            key, message = next(iter(self._unsaid.items()))
            del self._unsaid[key]
            try:
                await publish(self._layer, message)
            except Exception:
                self._unsaid.setdefault(key, message)
                raise


async def publish(layer: Any, message: Message) -> None:
    """Send to a session's group, once more on failure: the first publish after Redis restarted fails."""
    group = _group(message["session"])
    try:
        await _patiently(layer.group_send(group, message))
    except Exception:
        await _patiently(layer.group_send(group, message))


async def announce(session_id: int) -> None:
    """Tell servers that a session moved, from a management command: it has no sockets of its own."""
    message = {"type": "moved", "session": session_id, "from": PROCESS}
    try:
        await publish(get_channel_layer(), message)
    except Exception as error:
        log.warning("servers will see by themselves that session %d moved: %r", session_id, error)


async def _patiently(act: Any) -> None:
    await asyncio.wait_for(act, PATIENCE_SECONDS)


def _group(session_id: int) -> str:
    return f"session.{session_id}"
