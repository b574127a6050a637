"""All sockets of one session in this process, and what they see.

The hub reads what moved when the doorbell rings, at most once a tick, and tells its sockets to ask for what
they miss. Every frame is encoded once for all sockets that have seen the same.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from django.conf import settings

from ..core.clock import now_ms
from ..core.links import Held, is_present
from ..core.models import Session
from ..polls.models import Poll
from ..questions.models import Question
from ..questions.queries import is_editable
from ..wire.command import Command
from ..wire.commands import AskQuestion
from ..wire.errors import Code, Refused
from ..wire.events import Beat, Snapshot, Update, encode
from ..wire.roles import Role
from . import counts
from .asking import Asking
from .bursts import Bursts
from .countdown import Countdown
from .frames import Frames, Seen
from .heads import Heads
from .limits import TokenBucket
from .newcomers import Newcomers
from .threads import in_thread
from .views import Moved, View, read_moved

log = logging.getLogger(__name__)

TICK_SECONDS = 0.1
# What one frame to one socket costs, measured by script/bench; sets the attendees' tick.
FRAME_CPU_SECONDS = 20e-6
SOCKETS_IN_A_ROW = 250
RETRY_SECONDS = 1.0
# A frame that tells the time is made anew after this: a client would set its clock by an old one.
TIMED_FRAMES_KEPT_SECONDS = 2.0
BURST_SECONDS = 4
MODERATORS_FASTER = 4
# In place of the head counts told: somebody with a revision from before, maybe of another process.
CAME_BACK = -1


class Socket(Protocol):
    """What a hub needs of a connection."""

    key: str
    person: str  # whom to count; empty counts nobody
    link: Held | None

    def moved(self) -> None: ...

    def beat(self, frame: bytes) -> None: ...

    def leave(self, code: Code) -> None: ...

    def own_moved(self) -> None: ...


class Hub:
    """One session in one process."""

    def __init__(self, session_id: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.session_id = session_id
        self.clock = clock  # by which limits are counted
        self.session: Session
        self.revision = 0
        self.sockets: dict[Role, set[Socket]] = {role: set() for role in Role}
        self.by_key: dict[str, set[Socket]] = {}
        self.heads = Heads(clock)
        self.used_at = time.monotonic()
        self._views = {role: View(role) for role in Role}
        self._frames = {
            (role, whole): Frames(partial(self._encode, role, whole=whole))
            for role in Role
            for whole in (False, True)
        }
        self._timed_frames: asyncio.TimerHandle | None = None
        self._told = {role: Seen(0, 0) for role in Role}
        self._own_marks: dict[int, tuple[object, ...]] = {}
        self.newcomers = Newcomers(clock)
        self.bursts = Bursts()
        self._asking = Asking(clock)
        self._taken_down: dict[int, dict[str, tuple[str, str]]] = {}
        self._buckets: dict[str, TokenBucket] = {}
        self._heads_told = 0
        self._heads_timer: asyncio.TimerHandle | None = None
        self._rung = asyncio.Event()
        self._reading = asyncio.Lock()
        self._attendees_told_at = 0.0
        self._attendees_timer: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._countdown = Countdown(session_id)
        self._solutions: dict[int, tuple[bool, int]] = {}

    async def start(self) -> None:
        """Read everything and begin to tick. Raises Session.DoesNotExist."""
        await self._read()
        self._told = {role: self.seen(role) for role in Role}
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """End the ticking. Sockets must be gone by then."""
        for task in (self._task, self._attendees_timer, self._heads_timer, self._timed_frames):
            if task:
                task.cancel()
        self._countdown.stop()

    # --- sockets -----------------------------------------------------------------------------------------

    def add(self, role: Role, socket: Socket) -> None:
        """Begin to tell `socket` what moves."""
        self.sockets[role].add(socket)
        self.heads.came(role, socket.person)
        if socket.key:
            self.by_key.setdefault(socket.key, set()).add(socket)
        self.tell_heads_soon()

    def remove(self, role: Role, socket: Socket) -> None:
        """Forget `socket`."""
        if socket not in self.sockets[role]:
            return
        self.sockets[role].discard(socket)
        self.heads.left(role, socket.person)
        same = self.by_key.get(socket.key)
        if same:
            same.discard(socket)
            if not same:
                del self.by_key[socket.key]
        self.used_at = time.monotonic()
        self.tell_heads_soon()

    @property
    def is_used(self) -> bool:
        """Whether any socket is here."""
        return any(self.sockets.values())

    async def had(self, role: Role, revision: int) -> Seen | None:
        """What somebody has who says they have `revision`; None (send everything) where that cannot be."""
        view = self._views[role]
        if revision > view.moved_at:
            await self.refresh()
        if not 0 < revision <= view.moved_at:
            # One that another process had and this one never told. Whether it can be, is not said: that would
            # tell how often things moved that the role does not see.
            return None
        return self.seen(role) if revision == view.moved_at else Seen(revision, CAME_BACK)

    def refuse_too_fast(self, role: Role, key: str) -> None:
        """Raise Refused(too_fast) where this participant, in all their tabs, or the moderators send too much."""
        per_second = settings.ATTENDEE_COMMANDS_PER_SECOND * (
            1 if role is Role.ATTENDEE else MODERATORS_FASTER
        )
        bucket = self._buckets.setdefault(
            key or role.value, TokenBucket(per_second, per_second * BURST_SECONDS, self.clock)
        )
        if seconds := bucket.take():
            raise Refused(Code.TOO_FAST, seconds=seconds)

    def forget_the_patient(self) -> None:
        """Keep no bucket of somebody who sent nothing for a while: each identity ever seen would stay for good."""
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.is_full}

    def refuse_too_many_questions(self, command: Command, key: str, network: str) -> None:
        """Raise Refused where this is a question, and this person or network asked too many just now."""
        if isinstance(command, AskQuestion):
            self._asking.take(key, network, has_socket=key in self.by_key)

    def note_without_page(self, command: Command, network: str) -> None:
        """Somebody who has no page open did this."""
        if self.bursts.note(command, network):
            self.tell_heads_soon()

    # --- the bell ----------------------------------------------------------------------------------------

    def ring(self) -> None:
        """Something moved: look at the next tick."""
        self._rung.set()

    @property
    def is_rung(self) -> bool:
        """Whether it knows that something moved, and has not read it yet."""
        return self._rung.is_set() or self._reading.locked()

    async def refresh(self) -> None:
        """Read what moved now, and have it told. Afterwards frames hold at least what was committed before the call."""
        if await self._read():
            self.ring()  # the bell for it may be lost, and a look would find nothing that is not read yet

    async def _read(self) -> bool:
        """Read what moved. Whether anything had."""
        async with self._reading:
            moved = await in_thread(read_moved, self.session_id, self.revision)
            self.session = moved.session
            if moved.session.revision == self.revision:
                return False
            for view in self._views.values():
                view.apply(moved)
            self.revision = moved.session.revision
            self._begin_frames()
        self._countdown.look(moved.polls)
        self._close_rotated()
        self._tell_authors(moved)
        self._tell_players(moved)
        return True

    async def _run(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            began = time.monotonic()
            try:
                await self._read()
                self._tell_everyone()
                counts.ticks.observe(time.monotonic() - began)
            except Exception:
                log.exception("session %d could not be read", self.session_id)
                self._rung.set()
                await asyncio.sleep(RETRY_SECONDS)
            await asyncio.sleep(max(0.0, began + TICK_SECONDS - time.monotonic()))

    # --- telling -----------------------------------------------------------------------------------------

    def frames(self, role: Role, *, whole: bool = False) -> Frames:
        """What sockets of a role miss. `whole`: attendees who want all questions, not only the first page of them."""
        return self._frames[role, whole]

    def snapshot(self, role: Role) -> bytes:
        """The frame with everything."""
        frame, _ = self.frames(role).missing(None)
        assert frame is not None
        return frame

    def view(self, role: Role) -> View:
        """What a role sees, for pages."""
        return self._views[role]

    def seen(self, role: Role) -> Seen:
        """What somebody has who was just told everything.

        Its revision is the last at which the role saw something change: others would count what is hidden from it.
        """
        return self.frames(role).now

    def _begin_frames(self) -> None:
        for (role, _), frames in self._frames.items():
            frames.begin(Seen(self._views[role].moved_at, self._heads_told))

    def _encode(self, role: Role, seen: Seen | None, *, whole: bool) -> bytes | None:
        view, (people, moderators), burst = self._views[role], self.heads.now, self.bursts.now
        at = self._tell_time() if self._countdown.is_running else None
        if seen is None:
            return encode(
                Snapshot(rev=view.moved_at, d=view.state(people, moderators, burst, whole=whole), at=at)
            )
        if seen.heads == self._heads_told and not view.moved_since(seen.revision, whole=whole):
            return None
        came_back = seen.heads == CAME_BACK
        if came_back and not whole and view.may_lack(seen.revision):
            return self.frames(role).missing(None)[0]
        change = view.change_since(seen.revision, people, moderators, burst, came_back=came_back, whole=whole)
        return encode(Update(rev=view.moved_at, d=change, at=at))

    def _tell_time(self) -> int:
        if self._timed_frames is None:
            self._timed_frames = asyncio.get_running_loop().call_later(
                TIMED_FRAMES_KEPT_SECONDS, self._drop_timed_frames
            )
        return now_ms()

    def _drop_timed_frames(self) -> None:
        self._timed_frames = None
        self._begin_frames()

    def _tell_everyone(self) -> None:
        self._tell(Role.SCREEN)
        self._tell(Role.MODERATOR)
        if self._attendees_timer is None or self._attendees_timer.done():
            self._attendees_timer = asyncio.create_task(self._tell_attendees())

    def _tell(self, role: Role) -> None:
        if self._told[role] != self.seen(role):
            self._told[role] = self.seen(role)
            for socket in self.sockets[role]:
                socket.moved()

    async def _tell_attendees(self) -> None:
        """Tell all attendees once their tick, which grows with the crowd, is over. In portions: votes go first."""
        crowd = len(self.sockets[Role.ATTENDEE])
        tick = max(TICK_SECONDS, crowd * FRAME_CPU_SECONDS * 100 / settings.FANOUT_CPU_PERCENT)
        await asyncio.sleep(max(0.0, self._attendees_told_at + tick - time.monotonic()))
        if self._told[Role.ATTENDEE] == self.seen(Role.ATTENDEE):
            return
        self._attendees_told_at = time.monotonic()
        self._told[Role.ATTENDEE] = self.seen(Role.ATTENDEE)
        for index, socket in enumerate(tuple(self.sockets[Role.ATTENDEE])):
            socket.moved()
            if index % SOCKETS_IN_A_ROW == SOCKETS_IN_A_ROW - 1:
                await asyncio.sleep(0)
        counts.fanouts.observe(time.monotonic() - self._attendees_told_at)
        if self._told[Role.ATTENDEE] != self.seen(Role.ATTENDEE):
            self._rung.set()

    async def beat(self) -> None:
        """Every socket that heard nothing since the last round hears that its line is alive."""
        frame = encode(Beat(at=now_ms()))
        for sockets in self.sockets.values():
            for index, socket in enumerate(tuple(sockets)):
                socket.beat(frame)
                if index % SOCKETS_IN_A_ROW == SOCKETS_IN_A_ROW - 1:
                    await asyncio.sleep(0)

    def _tell_authors(self, moved: Moved) -> None:
        """Authors who are here are told what became of their question (votes alone are no news)."""
        for question in moved.questions:
            mark = _own_mark(question)
            if self._own_marks.get(question.pk) != mark:
                self._own_marks[question.pk] = mark
                self.own_moved(question.author_key)  # type: ignore[attr-defined]

    def _tell_players(self, moved: Moved) -> None:
        """A revealed solution or a reset changes what is everyone's own."""
        marks = {
            poll.pk: (poll.revealed and poll.kind == "quiz_question", poll.epoch) for poll in moved.polls
        }
        news = any(self._solutions.get(poll, (False, 1)) != mark for poll, mark in marks.items())
        self._solutions |= marks
        for poll in moved.polls:
            if poll.kind == "quiz":
                self._tell_whose_name_moved(poll)
        if news:
            for socket in self.sockets[Role.ATTENDEE]:
                socket.own_moved()

    def _tell_whose_name_moved(self, quiz: Poll) -> None:
        """Players are told that their name was taken down, or is shown again."""
        earlier, now = self._taken_down.get(quiz.pk, {}), quiz.extra.taken_down
        self._taken_down[quiz.pk] = now
        for key in earlier.keys() | now.keys():
            if earlier.get(key) != now.get(key):
                self.own_moved(key)

    def tells_who_answered(self, poll_id: int) -> bool:
        """Whether answering this poll shows its results to whoever did."""
        return any(
            poll.id == poll_id and poll.results_mode == "answered"
            for poll in self._views[Role.SCREEN].polls.all()
        )

    def own_moved(self, key: str, besides: Socket | None = None) -> None:
        """Tell the sockets of one participant that something of their own moved."""
        for socket in self.by_key.get(key, ()):
            if socket is not besides:
                socket.own_moved()

    def _close_rotated(self) -> None:
        for role in (Role.MODERATOR, Role.SCREEN):
            for socket in tuple(self.sockets[role]):
                if socket.link and not is_present(self.session, socket.link):
                    socket.leave(Code.LINK_ROTATED)

    # --- head counts -------------------------------------------------------------------------------------

    def tell_heads_soon(self) -> None:
        """Let changed head counts ride on a tick; coarser as the crowd grows."""
        if self._heads_timer is None:
            self._heads_timer = asyncio.get_running_loop().call_later(self.heads.wait, self._tell_heads)

    def _tell_heads(self) -> None:
        self._heads_timer = None
        if any((self.heads.tell(), self.bursts.tell())):
            self._heads_told += 1
            self._begin_frames()
            self.ring()


def _own_mark(question: Question) -> tuple[object, ...]:
    """What an author would want to hear about when it changes."""
    return (
        question.state,
        question.text,
        question.answered,
        question.highlighted,
        question.reason,
        question.words,
        is_editable(question),
    )
