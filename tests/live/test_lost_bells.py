"""What a process does when it hears another one: no bell is lost unheard, and a lost one is found by the next look."""

import asyncio

import pytest
from channels.layers import InMemoryChannelLayer, channel_layers

from sessions.core.models import Session
from sessions.live import counts
from sessions.live import hubs as hubs_module
from sessions.live.bursts import FROM
from sessions.live.heads import Heads
from sessions.live.hubs import Hubs
from sessions.live.threads import in_thread
from sessions.wire.roles import Role
from tests.support.processes import until
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

RINGS = 20


@pytest.fixture
def layer(monkeypatch):
    layer = InMemoryChannelLayer()
    monkeypatch.setitem(channel_layers.backends, "default", layer)
    return layer


@pytest.fixture
async def room():
    return await in_thread(Room)


@pytest.fixture
async def all_hubs(layer, settings, monkeypatch):
    """The hubs of a process with others beside it, which looks often."""
    settings.REDIS_URL = "redis://the-layer-above"
    monkeypatch.setattr(hubs_module, "LOOK_SECONDS", 0.05)
    hubs = Hubs(asyncio.get_running_loop())
    yield hubs
    for hub in hubs.running().values():
        hub.stop()
    tasks = [task for task in (hubs._watch, hubs._beats, hubs._bus._task) if task]

    def have_ended() -> bool:
        # Again and again: `wait_for` of Python 3.11 loses a cancellation that comes together with its result.
        return all(task.done() or not task.cancel() for task in tasks)

    await until(have_ended, "its tasks have ended")


async def listens(layer: InMemoryChannelLayer, session: int) -> str:
    """The channel of another process, which has this session too."""
    channel = await layer.new_channel()
    await layer.group_add(f"session.{session}", channel)
    return channel


def title_in(hub) -> str:
    return hub.view(Role.ATTENDEE).state(0, 0).session.title


def move_unheard(session: int, title: str) -> None:
    """What another process does, whose bell is lost."""
    row = Session.objects.get(pk=session)
    Session.objects.filter(pk=session).update(title=title, revision=row.revision + 1)


async def test_every_lost_bell_is_found_by_the_next_look(all_hubs, room):
    hub = await all_hubs.get(room.session_id)
    for n in range(5):
        await in_thread(move_unheard, room.session_id, f"Title {n}")
        await until(lambda n=n: title_in(hub) == f"Title {n}", "the change is found")


async def test_every_change_here_is_said_to_others(all_hubs, layer, room):
    await all_hubs.get(room.session_id)
    channel = await listens(layer, room.session_id)
    async with asyncio.timeout(20):
        for _ in range(RINGS):
            all_hubs.ring(room.session_id)
            while (await layer.receive(channel))["type"] != "moved":
                pass


async def test_bell_of_another_process_rings_without_a_look(all_hubs, layer, room, monkeypatch):
    monkeypatch.setattr(hubs_module, "LOOK_SECONDS", 3600)
    hub = await all_hubs.get(room.session_id)
    await until(lambda: bool(layer.groups.get(f"session.{room.session_id}")), "it listens")
    await in_thread(move_unheard, room.session_id, "Heard")
    before = counts.heard._value.get()
    message = {"type": "moved", "session": room.session_id, "from": "another"}
    await layer.group_send(f"session.{room.session_id}", message)
    await until(lambda: title_in(hub) == "Heard", "the change is read")
    assert counts.heard._value.get() == before + 1


async def test_people_and_bursts_of_other_processes_are_told_and_taken_over(all_hubs, layer, room):
    hub = await all_hubs.get(room.session_id)
    channel = await listens(layer, room.session_id)
    hub.heads.came(Role.ATTENDEE, "here")
    async with asyncio.timeout(20):
        told = await layer.receive(channel)
        while told["type"] != "heads" or told["people"]["attendee"][0] != 1:
            told = await layer.receive(channel)
    assert told["people"]["moderator"] == [0, []]
    assert told["burst"] is None
    elsewhere = Heads()
    for person in ("amara", "jonas"):
        elsewhere.came(Role.ATTENDEE, person)
    message = {
        "type": "heads",
        "session": room.session_id,
        "from": "another",
        "people": elsewhere.to_tell(),
        "burst": [1_000, FROM, 0, 0, FROM],
    }
    await layer.group_send(f"session.{room.session_id}", message)
    await until(lambda: hub.heads.now == (3, 0), "people of both are counted")
    assert hub.bursts.now.votes == FROM
    await until(lambda: hub.heads.told == (3, 0), "they are told")
