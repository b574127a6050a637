"""Processes hear of each other's changes at once, not at their next look."""

import time

import pytest

from sessions.live.hubs import LOOK_SECONDS
from tests.support.servers import TWO_POSTGRES_REDIS

ROUNDS = 10


@pytest.mark.every_server
async def test_change_rings_in_the_other_process(talk):
    moderator, screen = await talk.moderator(), await talk.screen()
    if talk.deployment.kind == TWO_POSTGRES_REDIS:
        assert moderator.base != screen.base
    began = time.monotonic()
    for n in range(ROUNDS):
        title = f"Title {n}"
        await moderator.do("session.update", title=title)
        await screen.until(lambda model, title=title: model["state"]["session"]["title"] == title)
    # Without the bell each round would take half a look, on average.
    assert time.monotonic() - began < ROUNDS * LOOK_SECONDS / 4
