"""All hubs of a process: one for each session, found by its code, looked after, and gone when nobody needs it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from sessions.core.models import Session
from sessions.hosting.actions import create_session
from sessions.live import hubs as module
from sessions.live.hubs import Hubs
from sessions.live.threads import in_thread
from sessions.wire.roles import Role
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = -1e6


class Listener:
    """A socket that only keeps what it is told."""

    link = None
    person = key = ""

    def __init__(self) -> None:
        self.told = self.own_told = 0
        self.beats: list[bytes] = []

    def moved(self) -> None:
        self.told += 1

    def own_moved(self) -> None:
        self.own_told += 1

    def beat(self, frame: bytes) -> None:
        self.beats.append(frame)


class Broken(Listener):
    """A socket that fails when it is told anything."""

    def beat(self, frame: bytes) -> None:
        raise ConnectionError


@pytest.fixture
async def room() -> Room:
    return await in_thread(Room)


@pytest.fixture
async def hubs(monkeypatch) -> AsyncIterator[Hubs]:
    """Hubs that nobody rings: what moves they have to see by themselves."""
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    hubs = Hubs(asyncio.get_running_loop())
    yield hubs
    for hub in hubs.running().values():
        hub.stop()
    for task in (hubs._watch, hubs._beats):
        if task:
            task.cancel()


async def soon(fact) -> None:
    """Wait until `fact` is true."""
    async with asyncio.timeout(20):
        while not fact():
            await asyncio.sleep(0.005)


async def test_many_who_come_at_once_share_one_hub(hubs, room):
    code = (await in_thread(lambda: room.session)).code
    found = await asyncio.gather(*(hubs.find(code) for _ in range(20)), hubs.get(room.session_id))
    assert len(set(map(id, found))) == 1
    assert found[0].session_id == room.session_id
    assert hubs.running() == {room.session_id: found[0]}


async def test_a_code_nobody_uses_has_no_hub(hubs, room):
    session = await in_thread(lambda: room.session)
    another = "1000000" if session.code != "1000000" else "1000001"
    assert await hubs.find(another) is None
    assert await hubs.find(session.code, session.pk + 1) is None
    assert hubs.running() == {}


async def test_a_session_that_was_not_there_yet_is_found_once_it_is(hubs):
    with pytest.raises(Session.DoesNotExist):
        await hubs.get(999_999)
    assert hubs.started(999_999) is None
    session = await in_thread(create_session, "Later")
    await in_thread(Session.objects.filter(pk=session.pk).update, code="1234567")
    assert (await hubs.find("1234567")).session_id == session.pk


async def test_a_bell_that_was_lost_is_made_good_by_the_next_look(hubs, room):
    hub, screen = await hubs.get(room.session_id), Listener()
    hub.add(Role.SCREEN, screen)
    for text in ("What changed?", "And then?"):
        told = screen.told
        question = await in_thread(room.ask, text)
        await soon(lambda question=question: question in hub.view(Role.SCREEN).questions.shown)
        await soon(lambda told=told: screen.told > told)


async def test_what_one_who_comes_back_makes_the_hub_read_is_told_to_all(hubs, room):
    """They know a later revision, of another process whose bell was lost; then no look finds anything to make good."""
    hub, screen = await hubs.get(room.session_id), Listener()
    hub.add(Role.SCREEN, screen)
    hubs._watch.cancel()
    await in_thread(room.ask, "What changed?")
    await hub.had(Role.ATTENDEE, (await in_thread(lambda: room.session)).revision)
    await soon(lambda: screen.told)


async def test_a_hub_nobody_needs_is_stopped_and_made_anew_for_the_next(hubs, room):
    used, left = await hubs.get(room.session_id), await hubs.get((await in_thread(Room)).session_id)
    used.add(Role.ATTENDEE, Listener())
    used.used_at = left.used_at = LONG_AGO
    await soon(lambda: hubs.running() == {room.session_id: used})
    assert left._task.cancelled() or left._task.cancelling()
    assert await hubs.get(left.session_id) is not left


async def test_a_hub_that_was_used_just_now_stays(hubs, room):
    hub, idle = await hubs.get(room.session_id), await hubs.get((await in_thread(Room)).session_id)
    socket = Listener()
    hub.add(Role.ATTENDEE, socket)
    hub.used_at = idle.used_at = LONG_AGO
    hub.remove(Role.ATTENDEE, socket)
    await soon(lambda: idle.session_id not in hubs.running())
    assert hubs.running() == {room.session_id: hub}


async def test_who_closes_one_of_two_tabs_is_told_of_their_own_in_the_other(hubs, room):
    hub, tabs = await hubs.get(room.session_id), [Listener(), Listener()]
    for tab in tabs:
        tab.key = "amara"
        hub.add(Role.ATTENDEE, tab)
    hub.remove(Role.ATTENDEE, tabs[0])
    hub.own_moved("amara")
    assert [tab.own_told for tab in tabs] == [0, 1]
    hub.remove(Role.ATTENDEE, tabs[1])
    assert hub.by_key == {}


async def test_looking_goes_on_after_one_look_failed(hubs, room, monkeypatch, caplog):
    hub = await hubs.get(room.session_id)
    read, failures = module._read_revisions, iter([ConnectionError("away")])

    def fail_once(ids: list[int]) -> dict[int, int]:
        if error := next(failures, None):
            raise error
        return read(ids)

    monkeypatch.setattr(module, "_read_revisions", fail_once)
    question = await in_thread(room.ask)
    await soon(lambda: question in hub.view(Role.SCREEN).questions.shown)
    assert "could not look for missed bells" in caplog.text


async def test_all_hear_a_beat_also_beside_a_session_that_fails(hubs, room, settings, caplog):
    settings.BEAT_SECONDS = 0.02
    failing, hub = await hubs.get((await in_thread(Room)).session_id), await hubs.get(room.session_id)
    failing.add(Role.SCREEN, Broken())
    people = {role: Listener() for role in Role}
    for role, socket in people.items():
        hub.add(role, socket)
    await soon(lambda: all(len(socket.beats) >= 2 for socket in people.values()))
    assert f"session {failing.session_id} has missed a beat" in caplog.text
