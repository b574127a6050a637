"""Commands without a socket: `POST /s/<code>/do?role=R` with a frame of JSON, answered by a frame before Django.

Where a network blocks sockets it does so for the whole audience, and all their votes come this way. It is also the way
of whoever makes up people by the thousand: so a refusal costs little here, and after many the next ones wait.
"""

import asyncio
import random
import re
from typing import Any, NamedTuple

from django.utils import translation

from ..core import links
from ..core.actors import Actor
from ..core.attempts import Attempts, network_of_client
from ..core.cookies import read_cookies
from ..core.reading import read_session_id
from ..join import identity
from ..wire import commands, events, limits
from ..wire.command import Command
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from . import counts
from .asgi import App
from .hub import Hub
from .hubs import hubs
from .requests import header_dict, is_own_origin, language_of, read_query

# One page meets few refusals, and a hall behind one address some: they wait a little, and are answered all the same.
refused_from_network = Attempts(free=40, seconds_each=0.2)
LONGEST_WAIT_SECONDS = 4.0  # our pages wait for 8

_PATH = re.compile(r"/s/([0-9]{7})/do")
_HEADERS = [(b"content-type", b"application/json"), (b"cache-control", b"private, no-store")]


class Sender(NamedTuple):
    """Who sends a command. `key` is empty for moderators, and where an attendee shows no identity."""

    role: Role
    key: str
    network: str


class Answer(NamedTuple):
    """A frame, the key its receiver is known by, and the seconds it is held back."""

    frame: bytes
    known_as: str
    held_back: float = 0.0


class Posting:
    """An ASGI application before the one with all pages. What it does not answer itself, it passes on."""

    def __init__(self, pages: App) -> None:
        self._pages = pages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        found = _PATH.fullmatch(scope["path"]) if scope["method"] == "POST" else None
        headers = header_dict(scope["headers"]) if found else {}
        asked = read_query(scope["query_string"]) if found else {}
        hub = None
        if found and is_frame(headers.get("content-type", "")) and is_own_origin(headers):
            hub = await hubs().find(found[1], read_session_id(asked.get("session")))
        cookies = read_cookies(headers.get("cookie", "")) if hub else {}
        role = role_held(asked.get("role"), cookies, hub) if hub else None
        if hub is None or role is None:
            await self._pages(scope, receive, send)
            return
        body = (await receive()).get("body", b"")  # whole (`Bodies`); empty if they are gone
        sender = Sender(role, read_sender_key(role, cookies, hub), network_of_client(scope))
        with translation.override(language_of(headers)):
            answer = await answer_frame(hub, sender, body)
        await asyncio.sleep(answer.held_back)
        answered = [*_HEADERS, (b"content-length", b"%d" % len(answer.frame))]
        if answer.known_as:
            cookie = identity.cookie(hub.session_id, hub.session.code, answer.known_as)
            answered.append((b"set-cookie", cookie.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": answered})
        await send({"type": "http.response.body", "body": answer.frame})


def is_frame(content_type: str) -> bool:
    """Whether a body of this type is a frame, and no form."""
    return content_type.partition(";")[0].strip().lower() == "application/json"


def role_held(name: str | None, cookies: Any, hub: Hub) -> Role | None:
    """The role that is asked for (the attendee's where none is), where these cookies hold it; else None."""
    if name is None or name == Role.ATTENDEE:
        return Role.ATTENDEE
    role = Role(name) if name in tuple(Role) else None
    return role if role and links.holds(cookies, hub.session, role) else None


def read_sender_key(role: Role, cookies: Any, hub: Hub) -> str:
    """By what an attendee is known; moderators act as one."""
    if role is not Role.ATTENDEE:
        return ""
    return identity.read_key(cookies, hub.session_id, hub.session.code) or ""


def admit(hub: Hub, sender: Sender) -> tuple[str, Refused | None]:
    """The key an answer makes somebody known by, and why nothing is done for them now (None: it may be).

    An attendee without an identity gets one with the answer, and sends once more: else each request could be another
    person's vote.
    """
    if sender.role is not Role.ATTENDEE or sender.key:
        return sender.key, None
    try:
        return hub.newcomers.welcome(sender.network), Refused(Code.IDENTITY_NEEDED)
    except Refused as too_many:
        return "", too_many


async def answer_frame(hub: Hub, sender: Sender, body: bytes) -> Answer:
    """What answers a posted frame, in the language active now."""
    known_as, not_admitted = admit(hub, sender)
    command_id = ""
    try:
        if len(body) > limits.MAX_FRAME_BYTES:
            raise Refused(Code.FRAME_TOO_BIG)
        envelope = commands.decode(body)
        command_id = envelope.id
        if not_admitted:
            raise not_admitted
        hub.refuse_too_fast(sender.role, sender.key)
        command = commands.parse(envelope.t, envelope.d, sender.role)
        actor = Actor(
            hub.session_id, sender.role, sender.key, command_id, seen=envelope.seen, act=envelope.act
        )
        made = await perform(hub, sender, actor, command)
    except Refused as refused:
        held_back = count_refusal(sender, refused)
        return Answer(events.encode(events.refusal(command_id, refused)), known_as, held_back)
    return Answer(events.encode(events.Ok(id=command_id, d=made)), known_as)


async def perform(hub: Hub, sender: Sender, actor: Actor, command: Command) -> dict[str, int]:
    """Do what somebody without a socket asks. Returns what it made; raises Refused."""
    hub.refuse_too_many_questions(command, sender.key, sender.network)
    made = await hubs().writer.perform(actor, command)
    if sender.role is Role.ATTENDEE and sender.key not in hub.by_key:
        hub.note_without_page(command, sender.network)
    await hub.refresh()
    return made


def count_refusal(sender: Sender, refused: Refused) -> float:
    """Note a refusal; returns the seconds to hold it back.

    One of many from a network waits: answering without end would be all this process does.
    """
    counts.refused(refused.code)
    if sender.role is not Role.ATTENDEE or not sender.network:
        return 0.0
    delay = refused_from_network.delay(sender.network)
    refused_from_network.fail(sender.network)
    # Those who wait longest come back one by one: all at the same moment they would be a flood again.
    return min(delay, LONGEST_WAIT_SECONDS * random.uniform(0.5, 1))  # noqa: S311  (no secret)
