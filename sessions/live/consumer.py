"""One socket: who it is, what it may say, and its way out."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from channels.consumer import AsyncConsumer, get_handler_name
from django.utils import translation

from ..core import links
from ..core.actors import Actor
from ..core.attempts import Attempts, network_of_client
from ..core.cookies import read_cookies
from ..core.database import DATABASE_AWAY
from ..core.kept_cookies import take_back_oldest
from ..core.reading import read_number, read_session_id
from ..join import identity
from ..join.views import count_wrong_code, wrong_code_delay
from ..wire import commands, events, limits
from ..wire.commands import AnswerPoll
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from ..wire.state import OwnState
from . import counts, websocket
from .batches import Batcher
from .heads import UNCOUNTED_PAGE
from .hub import Hub
from .hubs import hubs
from .limits import (
    COME_BACK_SECONDS,
    REFUSAL_PAUSE_SECONDS,
    REFUSALS_AT_ONCE,
    REFUSALS_PER_SECOND,
    TokenBucket,
)
from .outbox import Outbox
from .own import Whose
from .requests import header_dict, is_own_origin, language_of, read_query

log = logging.getLogger(__name__)

CLOSE_GONE = 4004
CLOSE_FLOOD_ELSEWHERE = 4008  # Daphne cannot say 1008 either
CLOSE_TOO_BIG = 4009  # Uvicorn says 1009 before we see the frame; Daphne cannot say it

# How often one person may come within a while: tabs, reloads and a bad line are far below.
arrivals = Attempts(free=60, seconds_each=0.5)
# Who comes without a cookie is new each time. Many do from one hall, but they stay.
STAYS_SECONDS = 3.0
TOO_OFTEN_PAUSE_SECONDS = 1.0
left_at_once = Attempts(free=500, seconds_each=0.02)

Message = dict[str, Any]
Receive = Callable[[], Coroutine[Any, None, Message]]
Send = Callable[[Message], Coroutine[Any, None, None]]


class LiveConsumer(AsyncConsumer):
    """A connection of one role to one session.

    The alias names no layer on purpose: Channels would open a channel for every socket, and the hub makes it
    needless.
    """

    channel_layer_alias = "none: the hub has one channel for all sockets"

    hub: Hub | None = None
    outbox: Outbox | None = None
    key = ""
    person = ""
    link: links.Held | None = None
    _stays_until = 0.0  # a newcomer who is gone before has come for nothing
    _refusals: TokenBucket | None = None
    network = ""
    had_identity = False  # it came with a cookie, which an earlier page or socket gave
    _own_wanted = 0  # readings of their own begun
    _own_told = 0  # the last of them that was sent
    # What this role sees moved, and the time of a beat: straight to the outbox, as for every frame.
    moved: Callable[[], None]
    beat: Callable[[bytes], None]

    # --- coming and going --------------------------------------------------------------------------------

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Take messages until the socket is gone.

        Channels' own loop makes a task for every message, and goes to a thread to tidy the database.
        """
        self.scope, self.base_send = scope, send
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                await getattr(self, get_handler_name(message))(message)
        finally:
            if self._stays_until > time.monotonic():
                left_at_once.fail(self.network)
            self._gone()

    def _gone(self) -> None:
        if self.hub:
            self.hub.remove(self.role, self)
            if self.had_identity:
                self.hub.newcomers.went(self.network)
        if self.outbox:
            self.outbox.close()

    async def websocket_connect(self, message: Message) -> None:
        headers = header_dict(self.scope["headers"])
        if not is_own_origin(headers):
            await self.send({"type": "websocket.close", "code": 4003})
            return
        self.role = Role(self.scope["url_route"]["kwargs"]["role"])
        self.language = language_of(headers)
        self.network = network_of_client(self.scope)
        asked = read_query(self.scope["query_string"])
        session_id = read_session_id(asked.get("session"))
        try:
            hub = await hubs().find(self.scope["url_route"]["kwargs"]["code"], session_id)
        except DATABASE_AWAY as error:
            log.error("a socket was not let in", exc_info=error)
            await self.send({"type": "websocket.accept"})
            await self._say_bye(Code.UNAVAILABLE, COME_BACK_SECONDS)
            return
        new_cookies = self._identify(hub, read_cookies(headers.get("cookie", "")))
        self.person = self._person(asked.get("page"))
        new_cookies += take_back_oldest(self.scope["headers"], new_cookies)
        await self.send({"type": "websocket.accept", "headers": new_cookies})
        if hub is None and (seconds := count_wrong_code(self.network)):
            await asyncio.sleep(wrong_code_delay(self.network))
            await self._say_bye(Code.TOO_FAST, seconds)
            return
        if hub is None or (self.role is not Role.ATTENDEE and not self.link):
            await self._say_bye(Code.NOT_FOUND, None)
            return
        if self._comes_too_often(hub, is_new=self.role is Role.ATTENDEE and not self.had_identity):
            # Told at once, whoever connects in a loop would only come more often.
            await asyncio.sleep(TOO_OFTEN_PAUSE_SECONDS)
            await self.openfloor_flood({})
            return
        write = self.scope.get("extensions", {}).get(websocket.EXTENSION, _cannot_write)
        missing = hub.frames(self.role, whole=asked.get("all") == "1").missing
        had = await hub.had(self.role, read_number(asked.get("rev", "")))
        self.outbox = Outbox(write, self._send_frame, missing, had, counts.sent[self.role])
        self.moved, self.beat = self.outbox.offer, self.outbox.beat
        self.hub = hub
        hub.add(self.role, self)
        if self.had_identity:
            hub.newcomers.came(self.network)
        self.outbox.offer()
        self.outbox.beat()  # where nothing was missing: only a line that was heard is live
        if self.key:
            self._tell_own(hubs().own_of_arrivals)

    def _identify(self, hub: Hub | None, cookies: dict[str, str]) -> list[tuple[bytes, bytes]]:
        """Read who this is from the cookies; a newcomer's identity goes back with the handshake."""
        if hub is None:
            return []
        if self.role is not Role.ATTENDEE:
            self.link = links.held_link(cookies, hub.session, self.role)
            return []
        code = hub.session.code
        self.key = identity.read_key(cookies, hub.session_id, code) or ""
        self.had_identity = bool(self.key)
        if self.had_identity:
            return []
        try:
            self.key = hub.newcomers.welcome(self.network)
        except Refused:
            return []  # they may look on; if they act, they are told to wait
        return [(b"set-cookie", identity.cookie(hub.session_id, code, self.key).encode())]

    def _person(self, page: str | None) -> str:
        """Whom to count. A moderator's big screen is nobody; cookies of before browsers had names count apart."""
        if self.link:
            return "" if page == UNCOUNTED_PAGE else self.link.browser or str(id(self))
        return self.key

    def _comes_too_often(self, hub: Hub, *, is_new: bool) -> bool:
        """Connecting costs more than most commands: count it, by person or for newcomers by network."""
        if is_new:
            if left_at_once.wait(self.network):
                return True
            self._stays_until = time.monotonic() + STAYS_SECONDS
            return False
        who = f"{hub.session_id}.{self.key or self.role.value}"
        if arrivals.wait(who):
            return True
        arrivals.fail(who)
        return False

    # --- what the hub calls ------------------------------------------------------------------------------

    def own_moved(self) -> None:
        """Something of this participant's own moved."""
        self._tell_own(hubs().own)

    def leave(self, code: Code, retry_after: float | None = None) -> None:
        """Say why and close."""
        self._gone()
        self.hub = None  # nothing more is done for them, whatever still comes
        self._stays_until = 0.0
        self._leaving = asyncio.create_task(self._say_bye(code, retry_after))

    # --- in and out --------------------------------------------------------------------------------------

    async def websocket_receive(self, message: Message) -> None:
        frame = message.get("text") or message.get("bytes") or ""
        if len(frame if isinstance(frame, bytes) else frame.encode()) > limits.MAX_FRAME_BYTES:
            await self.send({"type": "websocket.close", "code": CLOSE_TOO_BIG})
            return
        if not self.outbox or not self.hub:
            await asyncio.sleep(0)
            return
        answer = await self._answer(self.hub, frame)
        await self.outbox.reply(events.encode(answer))
        if isinstance(answer, events.Error) and answer.d.code == Code.TOO_MANY_NEW:
            self.leave(Code.TOO_MANY_NEW, answer.d.retry_after)  # an identity comes with the next handshake
        elif isinstance(answer, events.Error) and answer.d.code != Code.UNAVAILABLE:
            await self._was_refused()

    async def _was_refused(self) -> None:
        """Let others go first. Somebody who is refused again and again, and sends on, loses the socket."""
        if self._refusals is None:
            self._refusals = TokenBucket(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE)
        if self._refusals.take():
            await self.openfloor_flood({})
        else:
            await asyncio.sleep(REFUSAL_PAUSE_SECONDS)

    async def openfloor_flood(self, message: Message) -> None:
        """This socket costs too much: say when to come back, and close it. Also what `websocket` tells us."""
        self._gone()
        self.hub = None
        is_ours = websocket.FLOOD in self.scope.get("extensions", {})
        close = websocket.CLOSE_FLOOD if is_ours else CLOSE_FLOOD_ELSEWHERE
        await self._say_bye(Code.TOO_FAST, COME_BACK_SECONDS, close)

    async def _answer(self, hub: Hub, frame: str | bytes) -> events.Ok | events.Error:
        command_id = ""
        try:
            envelope = commands.decode(frame)
            command_id = envelope.id
            if self.role is Role.ATTENDEE and not self.key:
                raise hub.newcomers.refusal(self.network)
            hub.refuse_too_fast(self.role, self.key)
            command = commands.parse(envelope.t, envelope.d, self.role)
            hub.refuse_too_many_questions(command, self.key, self.network)
            actor = Actor(
                hub.session_id, self.role, self.key, command_id, seen=envelope.seen, act=envelope.act
            )
            made = await hubs().writer.perform(actor, command)
        except Refused as refused:
            counts.refused(refused.code)
            with translation.override(self.language):
                return events.refusal(command_id, refused)
        if self.role is Role.ATTENDEE and not self.had_identity:
            hub.note_without_page(command, self.network)
        # The client knows what it did; it is told only what that opens to it.
        answered = isinstance(command, AnswerPoll) and hub.tells_who_answered(command.poll)
        hub.own_moved(self.key, besides=None if answered else self)
        if self._own_wanted != self._own_told:
            self.own_moved()  # what is being read may lack what was just done
        return events.Ok(id=command_id, d=made)

    def _tell_own(self, reader: Batcher[Whose, OwnState]) -> None:
        self._own_wanted += 1
        task = asyncio.create_task(self._send_own(reader, self._own_wanted))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _send_own(self, reader: Batcher[Whose, OwnState], wanted: int) -> None:
        if not self.hub or not self.outbox:
            return
        own = await reader.submit((self.hub.session_id, self.key))
        if wanted == self._own_wanted:  # else a later reading is under way, and will say more
            self._own_told = wanted
            self.outbox.offer_own(events.encode(events.You(d=own)))

    def _send_frame(self, frame: bytes) -> Coroutine[Any, None, None]:
        return self.base_send({"type": "websocket.send", "text": frame.decode()})

    async def _say_bye(self, code: Code, retry_after: float | None, close: int = CLOSE_GONE) -> None:
        with translation.override(self.language):
            frame = events.encode(events.bye(code, retry_after))
        with contextlib.suppress(Exception):  # the other side may be gone already
            await self._send_frame(frame)
            counts.sent[self.role].bye += 1
            await self.send({"type": "websocket.close", "code": close})


def _cannot_write(frame: bytes) -> bool:
    """Under other servers than our Uvicorn, every frame is waited for."""
    return False
