"""The doorbell between processes: what is said is heard, by others only, and nothing is lost while Redis is away."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from channels.layers import InMemoryChannelLayer

from sessions.live import bus
from sessions.live.bus import Bus, announce, publish

TALK, OTHER_TALK = 17, 18


class Layer(InMemoryChannelLayer):
    """A layer that can be away, and then fails each time it is asked."""

    failures = 0

    def fail_if_away(self) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("Redis is away")

    async def group_add(self, group: str, channel: str) -> None:
        self.fail_if_away()
        await super().group_add(group, channel)

    async def group_send(self, group: str, message: dict) -> None:
        self.fail_if_away()
        await super().group_send(group, message)


class Process:
    """A process with a bus, and another one, of which only the messages are seen."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.heard: asyncio.Queue[dict] = asyncio.Queue()
        self.joined: asyncio.Queue[int] = asyncio.Queue()
        self.bus = Bus(self.heard.put_nowait, self.joined.put_nowait)

    async def join(self, session_id: int) -> None:
        self.bus.join(session_id)
        assert await soon(self.joined.get()) == session_id

    async def other(self, session_id: int) -> str:
        """Another process that listens; its channel."""
        channel = await self.layer.new_channel()
        await self.layer.group_add(f"session.{session_id}", channel)
        return channel

    async def other_says(self, session_id: int, **fields: object) -> None:
        await publish(self.layer, {"type": "moved", "session": session_id, "from": "another", **fields})


async def soon(act):
    return await asyncio.wait_for(act, 20)


@pytest.fixture
async def process(monkeypatch) -> AsyncIterator[Process]:
    layer = Layer()
    monkeypatch.setattr(bus, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(bus, "AGAIN_SECONDS", 0.01)
    process = Process(layer)
    yield process
    if process.bus._task:
        process.bus._task.cancel()


async def test_others_are_heard_of_the_sessions_one_has_and_only_those(process):
    await process.join(TALK)
    await process.other_says(OTHER_TALK)
    await process.other_says(TALK)
    assert (await soon(process.heard.get()))["session"] == TALK
    assert process.heard.empty()


async def test_what_one_says_others_hear_and_oneself_does_not(process):
    other = await process.other(TALK)
    await process.join(TALK)
    process.bus.say("moved", TALK)
    assert (await soon(process.layer.receive(other))) == {
        "type": "moved",
        "session": TALK,
        "from": bus.PROCESS,
    }
    await process.other_says(TALK, number=2)
    assert (await soon(process.heard.get()))["number"] == 2


async def test_a_session_that_is_gone_is_no_longer_heard_until_it_is_joined_again(process):
    await process.join(TALK)
    process.bus.part(TALK)
    async with asyncio.timeout(20):
        while process.layer.groups.get(f"session.{TALK}"):
            await asyncio.sleep(0)
    await process.other_says(TALK, number=1)
    await process.join(TALK)
    await process.other_says(TALK, number=2)
    assert (await soon(process.heard.get()))["number"] == 2


async def test_while_redis_is_away_the_last_of_each_kind_waits_and_is_said_then(process):
    others = [await process.other(talk) for talk in (TALK, OTHER_TALK)]
    await process.join(TALK)
    process.layer.failures = 5
    for people in (1, 2, 3):
        process.bus.say("heads", TALK, people=people)
    process.bus.say("moved", TALK)
    process.bus.say("moved", OTHER_TALK)
    said = [await soon(process.layer.receive(others[0])) for _ in range(2)]
    assert sorted((message["type"], message.get("people")) for message in said) == [
        ("heads", 3),
        ("moved", None),
    ]
    assert (await soon(process.layer.receive(others[1])))["type"] == "moved"


async def test_a_session_is_joined_again_and_again_until_redis_is_back(process):
    process.layer.failures = 3
    await process.join(TALK)
    await process.other_says(TALK)
    assert (await soon(process.heard.get()))["session"] == TALK


async def test_a_message_that_fails_once_is_sent_at_once_again(process):
    other = await process.other(TALK)
    process.layer.failures = 1
    await process.other_says(TALK)
    assert (await soon(process.layer.receive(other)))["session"] == TALK


async def test_after_a_lost_connection_all_sessions_are_joined_anew(process, monkeypatch):
    await process.join(TALK)
    await process.join(OTHER_TALK)
    receive, is_lost = process.layer.receive, asyncio.Event()

    async def lose_once(channel: str) -> dict:
        if not is_lost.is_set():
            is_lost.set()
            raise ConnectionError("Redis went away")
        return await receive(channel)

    monkeypatch.setattr(process.layer, "receive", lose_once)
    await process.other_says(TALK)  # wakes the one that listens
    assert {await soon(process.joined.get()) for _ in range(2)} == {TALK, OTHER_TALK}
    await process.other_says(OTHER_TALK, number=2)
    while (await soon(process.heard.get())).get("number") != 2:
        pass


async def test_a_command_announces_a_change_and_goes_on_where_it_cannot(process):
    other = await process.other(TALK)
    await announce(TALK)
    assert (await soon(process.layer.receive(other)))["type"] == "moved"
    process.layer.failures = 2
    await announce(TALK)
    assert process.layer.failures == 0
