"""All hubs of this process, and the bell that rings them.

One set of hubs for each event loop (a server has one). `sessions.core.revisions.moved` rings here at once and,
with Redis, in every other process. A ring can be lost: every few seconds each process asks the database by itself.
"""

import asyncio
import contextlib
import logging
import time
from weakref import WeakKeyDictionary

import msgspec
from asgiref.sync import async_to_sync
from django.conf import settings

from ..core.database import DATABASE_AWAY
from ..core.models import Session
from ..core.queries import find_session
from ..core.revisions import moved
from ..wire.state import Burst, OwnState
from . import counts
from .batches import Batcher
from .bus import Bus, Message, announce
from .dispatch import Writer
from .hub import Hub
from .own import MOST_AT_ONCE, Whose, read_own, unhurried
from .threads import in_thread

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
# Of BEAT_SECONDS: a socket that spoke just after a round is silent for two of them.
BEAT_ROUND = 0.4
IDLE_SECONDS = 30.0
CODE_KNOWN_SECONDS = 3.0
NOT_OPEN_KNOWN_SECONDS = (
    0.5  # no session yet, or an ended one: the next may start with this code at any moment
)
MOST_CODES_KNOWN = 1000
PATIENCE_SECONDS = 1.0

_all: WeakKeyDictionary[asyncio.AbstractEventLoop, "Hubs"] = WeakKeyDictionary()


def hubs() -> "Hubs":
    """The hubs of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _all:
        _all[loop] = Hubs(loop)
    return _all[loop]


class Hubs:
    """Finds or starts the hub of a session; keeps all of them looking, and stops the idle ones."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.writer = Writer()
        self.own: Batcher[Whose, OwnState] = Batcher(read_own)
        self.own_of_arrivals: Batcher[Whose, OwnState] = Batcher(read_own, apart=unhurried, most=MOST_AT_ONCE)
        self._hubs: dict[int, asyncio.Task[Hub]] = {}
        self._codes: dict[tuple[str, int | None], tuple[float, asyncio.Task[Session | None]]] = {}
        self._bus = Bus(self._hear, self._ring_hub) if settings.REDIS_URL else None
        self._watch: asyncio.Task[None] | None = None
        self._beats: asyncio.Task[None] | None = None

    async def find(self, code: str, session_id: int | None = None) -> Hub | None:
        """The hub of the session that uses this code, or of `session_id` if the code is or was its; else None.

        While the database is away, a hub that runs is shown on.
        """
        looking = self._look_up(code, session_id)
        is_known = looking.done() and not looking.cancelled() and not looking.exception()
        shown = None if is_known else self._shown(code, session_id)
        try:
            session = await asyncio.wait_for(asyncio.shield(looking), PATIENCE_SECONDS if shown else None)
        except (*DATABASE_AWAY, TimeoutError):
            if shown is None:
                raise
            return shown
        return await self.get(session.pk) if session else None

    def _shown(self, code: str, session_id: int | None) -> Hub | None:
        for hub in self.running().values():
            is_meant = hub.session_id == session_id if session_id is not None else not hub.session.ended
            if is_meant and hub.session.code == code:
                return hub
        return None

    def _look_up(self, code: str, session_id: int | None) -> asyncio.Task[Session | None]:
        now, asked = time.monotonic(), (code, session_id)
        known_at, known = self._codes.get(asked, (0.0, None))
        if known is None or known_at + self._known_for(known, session_id) < now:
            known = asyncio.create_task(in_thread(find_session, code, session_id))
            if len(self._codes) >= MOST_CODES_KNOWN:
                self._codes.clear()
            self._codes[asked] = (now, known)
        return known

    def _known_for(self, known: asyncio.Task[Session | None], session_id: int | None) -> float:
        """How long an answer holds. A code may be used again as soon as its session has ended; an id never is."""
        if not known.done():
            return CODE_KNOWN_SECONDS
        if known.cancelled() or known.exception():
            return NOT_OPEN_KNOWN_SECONDS  # a database that is away is not asked more often for all who wait
        session = known.result()
        if session and session_id is not None:
            return CODE_KNOWN_SECONDS
        hub = self.started(session.pk) if session else None
        is_open = session and not (hub.session if hub else session).ended
        return CODE_KNOWN_SECONDS if is_open else NOT_OPEN_KNOWN_SECONDS

    async def get(self, session_id: int) -> Hub:
        """The hub of a session that exists. The slot is taken before the first await: one hub, however many come."""
        task = self._hubs.get(session_id)
        if task is None:
            task = self._hubs[session_id] = asyncio.create_task(self._start(session_id))
        try:
            hub = await asyncio.shield(task)
        except Exception:
            self._hubs.pop(session_id, None)
            raise
        hub.used_at = time.monotonic()
        return hub

    async def _start(self, session_id: int) -> Hub:
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._run())
        if self._beats is None or self._beats.done():
            self._beats = asyncio.create_task(self._beat())
        if self._bus:
            self._bus.join(session_id)
        hub = Hub(session_id)
        await hub.start()
        if self._bus:
            hub.ring()  # something may have moved after that first look, and before we were listening
        return hub

    def started(self, session_id: int) -> Hub | None:
        """The hub of a session if it runs already."""
        task = self._hubs.get(session_id)
        return (
            task.result() if task and task.done() and not task.cancelled() and not task.exception() else None
        )

    def running(self) -> dict[int, Hub]:
        """The hubs that have begun, by session."""
        return {session_id: hub for session_id in list(self._hubs) if (hub := self.started(session_id))}

    def ring(self, session_id: int) -> None:
        """The session moved. From any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self.loop.call_soon_threadsafe(self._ring_here, session_id)

    def _ring_here(self, session_id: int) -> None:
        counts.rung.inc()
        self._ring_hub(session_id)
        if self._bus:
            self._bus.say("moved", session_id)

    def _ring_hub(self, session_id: int) -> None:
        if hub := self.started(session_id):
            hub.ring()

    def _hear(self, message: Message) -> None:
        """Another process said something about a session."""
        hub = self.started(message["session"])
        if hub is None:
            return
        if message["type"] == "moved":
            counts.heard.inc()
            hub.ring()
        else:
            hub.heads.heard(message["from"], message["people"])
            hub.bursts.heard(message["from"], message.get("burst"))
            hub.tell_heads_soon()

    async def _run(self) -> None:
        """Every few seconds: look whether a bell was missed, tell head counts, stop what is idle."""
        while self._hubs:
            due = time.monotonic() + LOOK_SECONDS
            await asyncio.sleep(LOOK_SECONDS)
            counts.lateness.observe(time.monotonic() - due)
            try:
                await self._look()
            except Exception:
                log.exception("could not look for missed bells")

    async def _beat(self) -> None:
        """Let no socket be silent for longer than BEAT_SECONDS. Apart from the looks, which wait for the database."""
        while self._hubs:
            await asyncio.sleep(settings.BEAT_SECONDS * BEAT_ROUND)
            for hub in self.running().values():
                try:
                    await hub.beat()
                except Exception:
                    log.exception("session %d has missed a beat", hub.session_id)

    async def _look(self) -> None:
        running = self.running()
        revisions = await in_thread(_read_revisions, list(running))
        for session_id, hub in running.items():
            revision = revisions.get(session_id, hub.revision)
            if revision != hub.revision:
                if revision > hub.revision and not hub.is_rung:
                    counts.healed.inc()
                hub.ring()
            if self._bus:
                people, burst = hub.heads.to_tell(), _fields(hub.bursts.here)
                self._bus.say("heads", session_id, people=people, burst=burst)
            hub.tell_heads_soon()
            hub.forget_the_patient()
            if not hub.is_used and time.monotonic() - hub.used_at > IDLE_SECONDS:
                hub.stop()
                del self._hubs[session_id]
                if self._bus:
                    self._bus.part(session_id)
        now = time.monotonic()
        self._codes = {
            asked: known for asked, known in self._codes.items() if known[0] + CODE_KNOWN_SECONDS > now
        }


def _fields(burst: Burst | None) -> list[int] | None:
    """A burst for the bus."""
    return None if burst is None else list(msgspec.structs.astuple(burst))


def _read_revisions(ids: list[int]) -> dict[int, int]:
    return dict(Session.objects.filter(pk__in=ids).values_list("pk", "revision"))


def _ring(session_id: int, **_: object) -> None:
    loops = list(_all.values())
    for each in loops:
        each.ring(session_id)
    if not loops and settings.REDIS_URL:
        async_to_sync(announce)(session_id)


moved.connect(_ring, dispatch_uid="live.hubs")
