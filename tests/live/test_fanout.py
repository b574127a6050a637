"""Attendees are told one after the other: what moves meanwhile, and who comes meanwhile, is told too."""

import asyncio

import pytest

from sessions.live import hub as hub_module
from sessions.live.hub import Hub
from sessions.live.threads import in_thread
from sessions.wire.roles import Role
from tests.support.processes import until
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 3000


class Phone:
    """A connection that notes what there was to see when it was told."""

    link = None
    person = key = ""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.saw = None

    def moved(self) -> None:
        self.saw = self._hub.seen(Role.ATTENDEE)


async def test_what_moves_while_attendees_are_told_is_told_to_all_of_them(settings, monkeypatch):
    settings.FANOUT_CPU_PERCENT = 90
    # Each phone is told in a turn of its own, and ticks follow each other at once: some come while others are told.
    monkeypatch.setattr(hub_module, "SOCKETS_IN_A_ROW", 1)
    monkeypatch.setattr(hub_module, "TICK_SECONDS", 0.0)
    room = await in_thread(Room)
    hub = Hub(room.session_id)
    await hub.start()
    phones = [Phone(hub) for _ in range(CROWD)]
    for phone in phones:
        hub.add(Role.ATTENDEE, phone)
    await in_thread(room.ask, "First?")
    hub.ring()
    async with asyncio.timeout(20):
        while not any(phone.saw for phone in phones):
            await asyncio.sleep(0)
    assert not all(phone.saw for phone in phones)  # they are being told
    hub._heads_told += 1
    hub._begin_frames()
    hub._tell_everyone()  # the tick that comes while they are told
    late = Phone(hub)
    hub.add(Role.ATTENDEE, late)
    everybody = [*phones, late]
    await until(lambda: all(phone.saw == hub.seen(Role.ATTENDEE) for phone in everybody), "told again", 10)
    hub.stop()
