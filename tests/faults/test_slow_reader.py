"""A phone that does not read hurts only itself: the server keeps nothing for it but the newest state."""

import socket
import sqlite3
from contextlib import closing

import psutil
import pytest

from tests.support.servers import UVICORN_SQLITE
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk

QUESTIONS, ROUNDS, SLOW_PHONES = 300, 60, 8
TEXT = "How do you show residents that what they told you actually changed a decision? " * 6
MEGABYTE = 2**20


@pytest.fixture
async def talk(deploy):
    talk = await Talk.start(deploy(UVICORN_SQLITE))
    yield talk
    await talk.close()


async def slow_phone(talk: Talk) -> LiveSocket:
    """A phone with little room for what it has not read; the network still holds some megabytes for it."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.connect(("127.0.0.1", talk.deployment.servers[0].port))
    narrow.setblocking(False)
    return await talk.attendee(everything=True, sock=narrow, max_queue=1, close_timeout=1)


def memory(talk: Talk) -> int:
    """Bytes of the server process."""
    return psutil.Process(talk.deployment.servers[0].process.pid).memory_info().rss


async def everything_moves(talk: Talk, moderator: LiveSocket, fast: LiveSocket) -> None:
    """One act, and all questions changed with it: a frame of everything."""
    path = talk.deployment.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "UPDATE live_sessions_question SET answered = NOT answered,"
            " revision = 1 + (SELECT revision FROM live_sessions_session)"
        )
    before = moderator.model["state"]["stage"]["join_panel"]
    await moderator.do("stage.join_panel", on=not before)
    for who in (moderator, fast):
        await who.until(lambda model: model["state"]["stage"]["join_panel"] is not before)


async def test_stalled_phones_get_the_newest_state_and_cost_no_memory(talk):
    moderator, fast = await talk.moderator(), await talk.attendee(everything=True)
    await moderator.do("session.update", question_max_length=500)
    for n in range(QUESTIONS):
        await fast.do("question.ask", text=f"{n} {TEXT}")
    phones = [await slow_phone(talk) for _ in range(SLOW_PHONES)]
    for phone in phones:
        await phone.until(lambda model: len(model["state"]["questions"]) == QUESTIONS)
        phone.stop_reading()
    for _ in range(10):
        await everything_moves(talk, moderator, fast)

    before, frames_before = memory(talk), len(fast.raw)
    for _ in range(ROUNDS):
        await everything_moves(talk, moderator, fast)
    missed = fast.raw[frames_before:]
    # What the stalled phones missed would fill this much, were it kept.
    assert sum(map(len, missed)) * SLOW_PHONES > 80 * MEGABYTE
    assert memory(talk) - before < 20 * MEGABYTE

    for phone in phones:
        seen = len(phone.raw)
        phone.read_on()
        await phone.until(lambda model: model["rev"] == fast.model["rev"], "the newest state")
        assert phone.state["questions"] == fast.state["questions"]
        # What was on the way already arrives, then one frame instead of the rest.
        assert len(phone.raw) - seen < len(missed)


async def test_stalled_phone_does_not_hold_up_the_others(talk):
    fast, phone = await talk.attendee(), await slow_phone(talk)
    phone.stop_reading()
    for n in range(30):
        await fast.do("question.ask", text=f"{n}?")
    await fast.until(lambda model: len(model["state"]["questions"]) == 30)
    phone.read_on()
    await phone.until(lambda model: len(model["state"]["questions"]) == 30)
