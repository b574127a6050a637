"""Polls that close by themselves: over real sockets, over a restart, and where closing fails at first."""

import asyncio
import json

import pytest

from sessions.core.clock import now_ms
from sessions.live import countdown
from sessions.live import hub as hub_module
from sessions.live.countdown import Countdown
from sessions.live.hub import Hub
from sessions.live.threads import in_thread
from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.processes import until
from tests.support.rooms import Room
from tests.support.servers import UVICORN_SQLITE
from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk

GRACE_MS = 1500


async def open_for(moderator: LiveSocket, seconds: int, **fields) -> dict:
    """Open a poll with a countdown; returns it as moderators see it."""
    fields = {"title": "Quick!", "options": ["Here", "There"], "seconds": seconds, **fields}
    poll = (await moderator.do("poll.create", **fields))["poll"]
    await moderator.do("poll.open", poll=poll)
    return await told(moderator, poll, "open")


async def told(who: LiveSocket, poll: int, state: str) -> dict:
    """Wait until somebody is told that a poll is in a state."""

    def found(model):
        return next((p for p in model["state"]["polls"] if p["id"] == poll and p["state"] == state), None)

    return await who.until(found, f"poll {poll} is {state}")


@pytest.mark.every_server
async def test_poll_closes_by_itself_for_everyone(talk):
    moderator, wall, phone = await talk.moderator(), await talk.screen(), await talk.attendee()
    poll = await open_for(moderator, 1)
    assert poll["closes_at"] - poll["opened_at"] == 1000
    for who in (moderator, wall, phone):
        assert (await told(who, poll["id"], "closed"))["closes_at"] is None
    late = now_ms() - poll["closes_at"] - GRACE_MS
    assert 0 <= late < 3000
    with pytest.raises(Refused, match="poll_not_open"):
        await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])


async def test_frames_tell_the_servers_clock_while_a_countdown_runs(talk):
    moderator, phone = await talk.moderator(), await talk.attendee()
    assert not any("at" in frame for frame in phone.frames)
    poll = await open_for(moderator, 1)
    await told(phone, poll["id"], "open")
    frame = next(f for f in phone.frames if poll["id"] in [p["id"] for p in f["d"].get("polls", [])])
    assert poll["opened_at"] <= frame["at"] <= now_ms()
    await told(phone, poll["id"], "closed")
    await moderator.do("stage.show", view="blank")
    await phone.until(lambda model: model["state"]["stage"]["view"] == "blank")
    assert "at" not in phone.frames[-1]


async def test_page_tells_the_servers_clock(talk):
    before = now_ms()
    assert before <= (await (await talk.visitor()).get(talk.path)).data["at"] <= now_ms()


async def test_poll_that_is_closed_by_hand_is_not_closed_again(talk):
    moderator = await talk.moderator()
    poll = await open_for(moderator, 1)
    await moderator.do("poll.close", poll=poll["id"])
    await asyncio.sleep(3)
    acts = talk.deployment.rows(
        f"SELECT act FROM live_sessions_auditentry WHERE target = 'poll {poll['id']}' ORDER BY id"
    )
    assert [name for (name,) in acts] == ["poll.create", "poll.open", "poll.close"]


async def test_poll_whose_countdown_ended_while_the_server_was_down_closes_when_it_is_back(grounds):
    deployment = grounds.deploy(UVICORN_SQLITE)
    [server] = deployment.servers
    talk = await Talk.start(deployment)
    moderator, visitor = await talk.moderator(), await talk.visitor("attendee")
    poll = await open_for(moderator, 1)
    server.process.kill()
    await until(lambda: now_ms() > poll["closes_at"] + GRACE_MS, "the countdown is over")
    server.start()
    phone = await talk.connect("attendee", visitor)
    with pytest.raises(Refused, match="poll_not_open"):
        await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    await told(phone, poll["id"], "closed")
    deployment.stop()


async def test_countdown_goes_on_over_a_restart(grounds):
    deployment = grounds.deploy(UVICORN_SQLITE)
    [server] = deployment.servers
    talk = await Talk.start(deployment)
    moderator, visitor = await talk.moderator(), await talk.visitor("attendee")
    poll = await open_for(moderator, 8)
    server.process.kill()
    server.start()
    phone = await talk.connect("attendee", visitor)
    assert (await told(phone, poll["id"], "open"))["closes_at"] == poll["closes_at"]
    await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    await told(phone, poll["id"], "closed")
    assert 0 <= now_ms() - poll["closes_at"] - GRACE_MS < 3000
    deployment.stop()


# --- the timer itself ------------------------------------------------------------------------------------


NOW_MS = 1_700_000_000_000


class Waiting:
    """What the countdown asked the loop to do later, in so many seconds."""

    def __init__(self, seconds, act):
        self.seconds, self.act, self.cancelled = seconds, act, False

    def cancel(self):
        self.cancelled = True


@pytest.fixture
async def timers(monkeypatch):
    """The timers of a countdown whose clock stands still. They end when a test says so."""
    timers: list[Waiting] = []

    def call_later(seconds, act):
        timers.append(Waiting(seconds, act))
        return timers[-1]

    monkeypatch.setattr(countdown, "now_ms", lambda: NOW_MS)
    monkeypatch.setattr(asyncio.get_running_loop(), "call_later", call_later)
    return timers


@pytest.fixture
def closings(monkeypatch):
    """The sessions whose polls were asked to be closed; the first attempts fail as often as `closings.fail` says."""

    class Closings(list):
        fail = 0

        def close(self, session_id):
            self.append(session_id)
            if len(self) <= self.fail:
                raise OSError("the database is away")

    closings = Closings()
    monkeypatch.setattr(countdown, "close_due_polls", closings.close)
    return closings


def open_until(ms: int, **fields) -> Poll:
    """A poll whose grace is over in so many ms."""
    return Poll(pk=1, state="open", closes_at=NOW_MS + ms - GRACE_MS, **fields)


def running_now(timers):
    """Those that were not cancelled."""
    return [timer for timer in timers if not timer.cancelled]


async def test_timer_waits_for_the_end_of_the_grace(timers, closings):
    running = Countdown(7)
    running.look([open_until(300)])
    assert running.is_running
    [timer] = running_now(timers)
    assert 0.3 <= timer.seconds <= 0.35
    timer.act()
    await running._closing
    assert closings == [7]
    running.stop()
    assert not running.is_running
    assert running_now(timers) == []


async def test_closing_is_tried_again_until_the_poll_is_closed(timers, closings):
    closings.fail = 2
    running, poll = Countdown(1), open_until(0)
    running.look([poll])
    for tries in range(1, 4):
        [timer] = running_now(timers)
        assert timer.seconds >= (countdown.AGAIN_SECONDS if tries > 1 else 0)
        timer.act()
        await running._closing
        assert len(closings) == tries
    poll.state = "closed"
    running.look([poll])
    assert (running_now(timers), running.is_running) == ([], False)


@pytest.mark.parametrize("gone", [{"state": "closed"}, {"deleted": True}, {"closes_at": None}])
async def test_poll_that_is_over_already_is_not_waited_for(timers, gone):
    running, poll = Countdown(1), open_until(100)
    running.look([poll])
    for name, value in gone.items():
        setattr(poll, name, value)
    running.look([poll])
    assert (running_now(timers), running.is_running) == ([], False)


@pytest.mark.django_db(transaction=True)
async def test_time_in_a_frame_for_newcomers_is_a_recent_one(monkeypatch):
    monkeypatch.setattr(hub_module, "TIMED_FRAMES_KEPT_SECONDS", 0.05)
    room = await in_thread(Room)
    poll = (
        await in_thread(
            room.moderator.do, "poll.create", title="Quick!", options=["Here", "There"], seconds=60
        )
    )["poll"]
    await in_thread(room.moderator.do, "poll.open", poll=poll)
    hub = Hub(room.session_id)
    await hub.start()
    first = hub.snapshot(Role.ATTENDEE)
    assert hub.snapshot(Role.ATTENDEE) is first
    at = json.loads(first)["at"]
    await until(lambda: json.loads(hub.snapshot(Role.ATTENDEE))["at"] > at, "a later time is told")
    hub.stop()
