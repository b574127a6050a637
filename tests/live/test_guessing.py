"""Guessing codes is slowed, by pages and sockets in one counter; a right code always gets through."""

import asyncio
import json

import pytest
from channels.testing import HttpCommunicator, WebsocketCommunicator

from qa_server.asgi import application
from qa_server.page_turns import AT_ONCE
from sessions.core.attempts import Attempts
from sessions.core.models import Session
from sessions.hosting.actions import create_session
from sessions.join import views
from sessions.live.threads import in_thread

pytestmark = pytest.mark.django_db(transaction=True)

WRONG = "5550001"
GUEST = ("192.0.2.9", 5000)
HOST = [(b"host", b"localhost"), (b"origin", b"http://localhost")]


@pytest.fixture(autouse=True)
def three_free(monkeypatch):
    monkeypatch.setattr(views, "wrong_codes", Attempts(free=3, seconds_each=0.2, clock=lambda: 1000.0))


async def page(path: str, address: tuple[str, int] = GUEST) -> int:
    """The status of a page for somebody at `address`."""
    communicator = HttpCommunicator(application, "GET", path, headers=HOST)
    communicator.scope["client"] = address
    return (await communicator.get_response(timeout=20))["status"]


async def socket(code: str, address: tuple[str, int] = GUEST) -> dict:
    """The first frame of a guest's socket."""
    communicator = WebsocketCommunicator(application, f"/ws/s/{code}/attendee", headers=HOST)
    communicator.scope["client"] = address
    await communicator.connect(timeout=20)
    frame = json.loads(await communicator.receive_from(timeout=20))
    await communicator.disconnect()
    return frame


async def test_pages_and_sockets_are_counted_together():
    first = [await page(f"/s/{WRONG}/"), await page(f"/s/{WRONG}/state?role=attendee")]
    assert first == [404, 404]
    assert (await socket(WRONG))["d"]["code"] == "not_found"
    assert await page(f"/s/{WRONG}/qr.svg") == 429
    bye = await socket(WRONG)
    assert (bye["t"], bye["d"]["code"], bye["d"]["retry_after"]) == ("bye", "too_fast", 1)


async def test_right_code_gets_through_while_others_of_the_network_wait():
    session: Session = await in_thread(create_session, "Trust")
    assert [await page(f"/s/{WRONG}/") for _ in range(5)] == [404] * 3 + [429] * 2
    right = [await page(f"/s/{session.code}/{address}") for address in ("", "state?role=attendee", "qr.svg")]
    assert right == [200, 200, 200]
    assert (await socket(session.code))["t"] == "snapshot"


async def test_page_of_the_network_does_not_wait_for_answers_that_are_held_back(monkeypatch):
    for_long = Attempts(free=0, seconds_each=600, clock=lambda: 1000.0)
    monkeypatch.setattr(views, "wrong_codes", for_long)
    monkeypatch.setattr(views, "LONGEST_DELAY_SECONDS", 600)
    guesses = [asyncio.create_task(page(f"/s/{WRONG}/")) for _ in range(2 * AT_ONCE)]
    while for_long.delay(GUEST[0]) < 600 * AT_ONCE:
        await asyncio.sleep(0.01)
    assert await page("/") == 200
    assert not any(guess.done() for guess in guesses)
    for guess in guesses:
        guess.cancel()


async def test_sockets_that_guess_are_held_back_and_those_of_other_networks_are_not(monkeypatch):
    monkeypatch.setattr(views, "LONGEST_DELAY_SECONDS", 600)
    slow = Attempts(free=1, seconds_each=600, clock=lambda: 1000.0)
    monkeypatch.setattr(views, "wrong_codes", slow)
    assert (await socket(WRONG))["d"]["code"] == "not_found"
    guess = asyncio.create_task(socket(WRONG))
    while slow.delay(GUEST[0]) < 1200:
        await asyncio.sleep(0.01)
    assert (await socket(WRONG, ("192.0.2.10", 5000)))["d"]["code"] == "not_found"
    assert not guess.done()
    guess.cancel()


async def test_answers_to_too_many_wrong_codes_are_held_back():
    """One more wait for each: who tries one after another is as slow as the counter forgets."""
    network = "192.0.2.9"
    for _ in range(4):
        views.count_wrong_code(network)
    assert views.wrong_code_delay(network) == pytest.approx(0.4)
    for _ in range(100):
        views.count_wrong_code(network)
    assert views.wrong_code_delay(network) == views.LONGEST_DELAY_SECONDS
    assert views.wrong_code_delay("192.0.2.10") == 0
