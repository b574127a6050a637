"""Somebody sets the clock of the machine while a poll counts down: it still ends after its time."""

import time
from pathlib import Path

import pytest

from sessions.core.clock import Clock
from tests.support.servers import UVICORN_SQLITE
from tests.support.talks import Talk

from .test_countdown import open_for, told

[FAKETIME] = Path("/usr/lib").glob("*/faketime/libfaketime.so.1")


@pytest.mark.parametrize("hours", ["-1h", "+1h"])
async def test_countdown_lasts_its_time_though_the_clock_is_set(grounds, tmp_path, hours):
    clock = tmp_path / "clock"
    clock.write_text("+0h")
    deployment = grounds.deploy(
        UVICORN_SQLITE,
        LD_PRELOAD=str(FAKETIME),
        FAKETIME_TIMESTAMP_FILE=str(clock),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )
    talk = await Talk.start(deployment)
    moderator, phone = await talk.moderator(), await talk.attendee()
    poll = await open_for(moderator, 2)
    clock.write_text(hours)
    began = time.monotonic()
    await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    closed = await told(moderator, poll["id"], "closed")
    assert closed["answers"] == 1
    assert time.monotonic() - began < 20  # an hour more, or at once, is what a set clock made of it
    frame = next(f for f in reversed(phone.frames) if "at" in f)
    assert abs(frame["at"] - poll["opened_at"]) < 20_000
    deployment.stop()


def test_clock_follows_the_wall_clock_again_when_nobody_counts_down(monkeypatch):
    wall = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: wall[0])
    clock, first, second = Clock(), object(), object()
    clock.hold(first)
    wall[0] += 3600
    clock.hold(second)
    clock.let_go(first)
    assert 1_000_000 <= clock.now_ms() < 1_010_000
    clock.let_go(second)
    assert clock.now_ms() == 4_600_000
