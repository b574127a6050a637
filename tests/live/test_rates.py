"""How fast people may act, whichever way they come, and that time gives it back. By a clock that the test sets."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from channels.testing import HttpCommunicator, WebsocketCommunicator

from qa_server.asgi import application
from sessions.core.attempts import Attempts
from sessions.join import identity
from sessions.live import polling, posting
from sessions.live.asking import FREE_WITHOUT_SOCKET, Asking
from sessions.live.hubs import hubs
from sessions.live.limits import TokenBucket
from sessions.live.newcomers import Newcomers
from sessions.live.threads import in_thread
from sessions.wire.errors import Refused
from tests.support.clocks import Clock
from tests.support.rooms import Room

HALL, ELSEWHERE = "192.0.2.1", "198.51.100.7"
HOST = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
WAYS = ["frame", "form", "socket"]


@pytest.fixture
def clock():
    return Clock()


def refusal(act, *args, **fields) -> tuple[str, int] | None:
    """The code an act is refused with and the seconds to wait; None where it is done."""
    try:
        act(*args, **fields)
    except Refused as refused:
        return refused.code.value, refused.details["seconds"]
    return None


# --- the counts --------------------------------------------------------------------------------------------


def test_bucket_fills_again_as_fast_as_it_says_and_no_further(clock):
    bucket = TokenBucket(per_second=2, burst=3, clock=clock)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 0.49
    assert (bucket.take(), bucket.is_full) == (1, False)
    clock.now += 0.01
    assert [bucket.take(), bucket.take()] == [0, 1]
    clock.now += 1.5
    assert bucket.is_full
    clock.now += 3600
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 1]


def test_slow_bucket_names_the_seconds_to_wait(clock):
    bucket = TokenBucket(per_second=0.1, burst=1, clock=clock)
    assert [bucket.take(), bucket.take()] == [0, 10]
    clock.now += 7.5
    assert bucket.take() == 3


def test_newcomers_of_a_network_are_let_in_again_five_a_second(clock, settings):
    settings.NEWCOMERS_PER_NETWORK = 3
    newcomers = Newcomers(clock)
    assert len({newcomers.welcome(HALL) for _ in range(3)}) == 3
    assert refusal(newcomers.welcome, HALL) == ("too_many_new", 1)
    assert refusal(newcomers.welcome, ELSEWHERE) is None
    clock.now += 0.2
    assert [refusal(newcomers.welcome, HALL) for _ in range(2)] == [None, ("too_many_new", 1)]
    clock.now += 60
    assert [refusal(newcomers.welcome, HALL) for _ in range(4)] == [None] * 3 + [("too_many_new", 1)]


def test_each_phone_that_is_connected_makes_room_for_one_more_from_its_network(clock, settings):
    settings.NEWCOMERS_PER_NETWORK = 1
    newcomers = Newcomers(clock)
    newcomers.welcome(HALL)
    newcomers.came(HALL)
    newcomers.came(ELSEWHERE)
    assert [refusal(newcomers.welcome, HALL) for _ in range(2)] == [None, ("too_many_new", 1)]
    newcomers.came(HALL)
    newcomers.went(HALL)
    assert refusal(newcomers.welcome, HALL) == ("too_many_new", 1)
    newcomers.came(HALL)
    assert refusal(newcomers.welcome, HALL) is None


def test_many_networks_together_bring_ten_times_as_many_and_then_fifty_a_second(clock, settings):
    settings.NEWCOMERS_PER_NETWORK = 2
    newcomers = Newcomers(clock)
    let_in = [refusal(newcomers.welcome, f"192.0.2.{n}") for n in range(21)]
    assert let_in == [None] * 20 + [("too_many_new", 1)]
    clock.now += 0.021
    assert [refusal(newcomers.welcome, f"198.51.100.{n}") for n in range(2)] == [None, ("too_many_new", 1)]


def test_server_that_is_not_told_addresses_takes_nobody_for_a_network(clock, settings):
    settings.NEWCOMERS_PER_NETWORK = 1
    newcomers = Newcomers(clock)
    assert [refusal(newcomers.welcome, "") for _ in range(11)] == [None] * 10 + [("too_many_new", 1)]


def test_one_person_asks_some_questions_at_once_and_then_one_in_a_while(clock, settings):
    settings.ATTENDEE_COMMANDS_PER_SECOND = 5
    asking = Asking(clock)
    asked = [refusal(asking.take, "amara", HALL, has_socket=True) for _ in range(21)]
    assert asked == [None] * 20 + [("too_fast", 5)]
    assert refusal(asking.take, "jonas", HALL, has_socket=True) is None
    clock.now += 5
    again = [refusal(asking.take, "amara", HALL, has_socket=True) for _ in range(2)]
    assert again == [None, ("too_fast", 5)]


def test_questions_of_a_network_without_sockets_come_every_two_seconds(clock):
    asking = Asking(clock)
    for n in range(FREE_WITHOUT_SOCKET):
        asking.take(f"key-{n}", HALL, has_socket=False)
    assert refusal(asking.take, "one more", HALL, has_socket=False) == ("network_too_fast", 2)
    assert refusal(asking.take, "connected", HALL, has_socket=True) is None
    assert refusal(asking.take, "elsewhere", ELSEWHERE, has_socket=False) is None
    clock.now += 2
    waited = [refusal(asking.take, f"later {n}", HALL, has_socket=False) for n in range(2)]
    assert waited == [None, ("network_too_fast", 2)]


# --- the ways ----------------------------------------------------------------------------------------------


class Phone:
    """Somebody with an identity, who votes by a frame that is posted, by a form, or by a socket."""

    def __init__(self, room: Room, way: str, key: str, host: str = HALL) -> None:
        self.host = host
        session = room.session
        self.path, self.way, self._socket = f"/s/{session.code}/", way, None
        cookie = identity.cookie(session.pk, session.code, key).partition(";")[0]
        self.headers = [*HOST, (b"cookie", cookie.encode())]

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> dict:
        headers = [*self.headers, *([(b"content-type", kind.encode())] if kind else [])]
        if body:
            headers.append((b"content-length", b"%d" % len(body)))
        asked = HttpCommunicator(application, method, path, body, headers)
        asked.scope["client"] = (self.host, 5000)
        return await asked.get_response(timeout=20)

    async def vote(self, question: int, *, on: bool, number: int) -> str:
        """What the vote is answered with: "ok", or the words of the refusal."""
        if self.way == "form":
            form = {"t": "question.upvote", "question": question, "on": str(on).lower()}
            answer = await self.ask(
                "POST", f"{self.path}do", urlencode(form).encode(), "application/x-www-form-urlencoded"
            )
            return "ok" if answer["status"] == 303 else answer["body"].decode()
        frame = {"t": "question.upvote", "id": f"v{number}", "d": {"question": question, "on": on}}
        if self.way == "frame":
            body = json.dumps(frame).encode()
            answer = await self.ask("POST", f"{self.path}do?role=attendee", body, "application/json")
            told = json.loads(answer["body"])
        else:
            told = await self._by_socket(frame)
        return "ok" if told["t"] == "ok" else told["d"]["message"]

    async def _by_socket(self, frame: dict) -> dict:
        if self._socket is None:
            self._socket = WebsocketCommunicator(application, f"/ws{self.path}attendee", headers=self.headers)
            await self._socket.connect(timeout=20)
        await self._socket.send_to(json.dumps(frame))
        while (told := json.loads(await self._socket.receive_from(timeout=20))).get("id") != frame["id"]:
            pass
        return told

    async def leave(self) -> None:
        if self._socket:
            await self._socket.disconnect()


@pytest.fixture
async def room(settings, clock):
    """A session whose attendees may act once a second, and its question."""
    settings.ATTENDEE_COMMANDS_PER_SECOND = 1
    room = await in_thread(Room)
    room.asked = await in_thread(room.ask)
    room.hub = await hubs().get(room.session_id)
    room.hub.clock = clock
    return room


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
async def test_who_acts_too_fast_is_told_to_wait_and_may_act_again_afterwards(room, clock, way):
    amara, jonas = [await in_thread(Phone, room, way, key) for key in ("amara", "jonas")]

    async def votes(phone: Phone, times: int) -> list[bool]:
        told = [
            await phone.vote(room.asked, on=bool(n % 2), number=clock.now * 100 + n) for n in range(times)
        ]
        assert all("Please wait 1 s and try again" in words for words in told if words != "ok")
        return [words == "ok" for words in told]

    assert await votes(amara, 6) == [True] * 4 + [False] * 2
    assert await votes(jonas, 1) == [True]
    clock.now += 0.9
    assert await votes(amara, 1) == [False]
    clock.now += 0.1
    assert await votes(amara, 2) == [True, False]
    clock.now += 60
    assert await votes(amara, 5) == [True] * 4 + [False]
    for phone in (amara, jonas):
        await phone.leave()


@pytest.mark.django_db(transaction=True)
async def test_ways_of_one_person_are_counted_together(room, clock):
    phones = [await in_thread(Phone, room, way, "amara") for way in WAYS]
    told = [await phone.vote(room.asked, on=True, number=n) for n, phone in enumerate(phones * 2)]
    assert [words == "ok" for words in told] == [True] * 4 + [False] * 2
    for phone in phones:
        await phone.leave()


@pytest.mark.django_db(transaction=True)
async def test_moderators_are_four_times_as_fast(room, clock):
    [refused_at] = [n for n in range(17) if refusal(room.hub.refuse_too_fast, room.moderator.actor.role, "")]
    assert refused_at == 16
    clock.now += 0.25
    assert refusal(room.hub.refuse_too_fast, room.moderator.actor.role, "") is None


# --- who waits before being answered -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["frame", "form"])
async def test_refusals_of_a_network_are_held_back_after_many_and_others_are_answered(
    room, clock, monkeypatch, way
):
    monkeypatch.setattr(posting, "refused_from_network", Attempts(2, 600, clock))
    monkeypatch.setattr(posting, "LONGEST_WAIT_SECONDS", 600)
    amara = await in_thread(Phone, room, way, "amara")
    elsewhere = await in_thread(Phone, room, way, "jonas", ELSEWHERE)
    nothing = 999_999
    for n in range(2):
        assert "no longer here" in await amara.vote(nothing, on=True, number=n)
    held_back = asyncio.create_task(amara.vote(nothing, on=True, number=2))
    while not posting.refused_from_network.delay(HALL) > 600:
        await asyncio.sleep(0)
    for n in range(2):  # what came after it is answered, twice over
        assert "no longer here" in await elsewhere.vote(nothing, on=True, number=n)
    assert not held_back.done()
    held_back.cancel()
    clock.now += 1800
    assert "no longer here" in await amara.vote(nothing, on=True, number=3)


@pytest.mark.django_db(transaction=True)
async def test_who_polls_far_too_often_waits_and_others_do_not(room, clock, monkeypatch):
    monkeypatch.setattr(polling, "asked_by_person", Attempts(2, 0.1, clock))
    monkeypatch.setattr(polling, "WAIT_SECONDS", 600)
    amara, jonas = [await in_thread(Phone, room, "frame", key) for key in ("amara", "jonas")]
    state = f"{amara.path}state?role=attendee"
    assert [(await amara.ask("GET", state))["status"] for _ in range(2)] == [200, 200]
    waiting = asyncio.create_task(amara.ask("GET", state))
    # What came after it is answered, twice over.
    assert [(await jonas.ask("GET", state))["status"] for _ in range(2)] == [200, 200]
    assert not waiting.done()
    waiting.cancel()
    clock.now += 0.1
    assert (await amara.ask("GET", state))["status"] == 200


@pytest.mark.django_db(transaction=True)
async def test_strangers_of_one_network_who_poll_are_counted_together(room, clock, monkeypatch):
    monkeypatch.setattr(polling, "asked_by_strangers", Attempts(2, 0.1, clock))
    monkeypatch.setattr(polling, "WAIT_SECONDS", 600)
    stranger = await in_thread(Phone, room, "frame", "amara")
    elsewhere = await in_thread(Phone, room, "frame", "amara", ELSEWHERE)
    stranger.headers = elsewhere.headers = HOST
    state = f"{stranger.path}state?role=attendee"
    assert [(await stranger.ask("GET", state))["status"] for _ in range(2)] == [200, 200]
    waiting = asyncio.create_task(stranger.ask("GET", state))
    others = [(await elsewhere.ask("GET", state))["status"] for _ in range(2)]
    assert others == [200, 200]
    assert not waiting.done()
    waiting.cancel()
    clock.now += 0.1
    assert (await stranger.ask("GET", state))["status"] == 200
