"""The engine in this process: groups of votes, statements for each tick, frames shared by all."""

import asyncio
import contextlib
import threading

import pytest

from sessions.core.actors import Actor
from sessions.core.models import Session
from sessions.core.revisions import moved
from sessions.live import threads
from sessions.live.batches import APART_SECONDS, Batcher
from sessions.live.dispatch import Writer
from sessions.live.frames import Seen
from sessions.live.hub import Hub
from sessions.live.limits import TokenBucket
from sessions.live.outbox import Outbox
from sessions.live.own import MOST_AT_ONCE, MOST_PATIENCE_SECONDS, read_own, unhurried
from sessions.live.threads import in_thread
from sessions.live.views import read_moved
from sessions.questions.voting import cast_upvotes
from sessions.wire.commands import AnswerPoll, UpvoteQuestion
from sessions.wire.errors import Code, Refused
from sessions.wire.roles import Role
from sessions.wire.state import OwnState
from tests.support.queries import statements
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)


def revision(room: Room) -> int:
    return Session.objects.get(pk=room.session_id).revision


# --- the writer ------------------------------------------------------------------------------------------


async def test_votes_waiting_together_are_one_transaction():
    room = await in_thread(Room)
    question = await in_thread(room.ask)
    before = await in_thread(revision, room)
    writer = Writer()
    votes = [
        (Actor(room.session_id, Role.ATTENDEE, f"key-{n}"), UpvoteQuestion(question=question, on=True))
        for n in range(200)
    ]
    assert await asyncio.gather(*(writer.perform(*vote) for vote in votes)) == [{}] * 200
    # Each transaction that changes a session raises its revision by one.
    assert (await in_thread(revision, room)) - before == 1
    assert (await in_thread(room.question, question)).score == 200


async def test_votes_that_come_while_others_are_written_are_the_next_transaction():
    room = await in_thread(Room)
    question = await in_thread(room.ask)
    before = await in_thread(revision, room)
    writer = Writer()

    async def vote(n: int) -> None:
        for _ in range(n % 20):
            await asyncio.sleep(0)
        command = UpvoteQuestion(question=question, on=True)
        await writer.perform(Actor(room.session_id, Role.ATTENDEE, f"key-{n}"), command)

    await asyncio.gather(*map(vote, range(200)))
    assert (await in_thread(revision, room)) - before <= 4
    assert (await in_thread(room.question, question)).score == 200


async def test_votes_and_answers_of_one_group_get_their_own_outcomes():
    room = await in_thread(Room)
    question, poll = await in_thread(room.ask), await in_thread(room.poll)
    [here, _] = await in_thread(room.options, poll)
    writer, amara = Writer(), Actor(room.session_id, Role.ATTENDEE, "amara")
    outcomes = await asyncio.gather(
        writer.perform(amara, UpvoteQuestion(question=question, on=True)),
        writer.perform(amara, AnswerPoll(poll=poll, options=[])),
        writer.perform(amara, UpvoteQuestion(question=999_999, on=True)),
        writer.perform(amara, AnswerPoll(poll=poll, options=[here])),
        return_exceptions=True,
    )
    codes = [outcome.code if isinstance(outcome, Refused) else outcome for outcome in outcomes]
    assert codes == [{}, Code.CHOICE_COUNT, Code.NOT_FOUND, {}]


async def test_batch_that_fails_is_told_to_all_and_the_next_one_goes_on():
    def work(items: list[int]) -> list[int]:
        if 0 in items:
            raise ZeroDivisionError
        return items

    batcher = Batcher(work)
    first = await asyncio.gather(batcher.submit(0), batcher.submit(1), return_exceptions=True)
    assert [outcome.code for outcome in first] == [Code.UNAVAILABLE, Code.UNAVAILABLE]
    assert await batcher.submit(2) == 2


async def test_item_nobody_waits_for_any_more_does_not_stop_the_others():
    batcher = Batcher(lambda items: items)
    leaving, staying = asyncio.ensure_future(batcher.submit(1)), asyncio.ensure_future(batcher.submit(2))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == 2


# --- what a tick costs -------------------------------------------------------------------------------------


def test_look_at_an_unchanged_session_is_one_statement():
    room = Room()
    room.ask()
    before = room.session.revision
    with statements() as asked:
        read_moved(room.session_id, before)
    assert len(asked) == 1


@pytest.mark.parametrize("votes", [1, 100])
def test_look_after_votes_is_three_statements_however_many(votes):
    room = Room()
    questions = [room.ask(f"{n}?") for n in range(3)]
    before = room.session.revision
    people = [Actor(room.session_id, Role.ATTENDEE, f"key-{n}") for n in range(votes)]
    cast_upvotes([(who, UpvoteQuestion(question=q, on=True)) for who in people for q in questions])
    with statements() as asked:
        moved = read_moved(room.session_id, before)
    assert (len(asked), len(moved.questions)) == (3, 3)


@pytest.mark.parametrize("polls", [1, 3])
def test_first_look_is_four_statements_however_much_there_is(polls):
    room = Room()
    for _ in range(polls):
        room.poll()
        room.ask()
    with statements() as asked:
        moved = read_moved(room.session_id, 0)
        shown = [option.text for poll in moved.polls for option in poll.options.all()]
    assert (len(asked), len(shown)) == (4, 2 * polls)


@pytest.mark.parametrize("people", [1, 30])
def test_own_state_is_four_statements_however_many_people(people):
    room = Room()
    everyone = [room.attendee() for _ in range(people)]
    for person in everyone:
        person.do("question.upvote", question=person.do("question.ask", text="Why?")["question"], on=True)
    with statements() as asked:
        own = read_own([(room.session_id, person.actor.key) for person in everyone])
    assert (len(asked), [len(state.votes) for state in own]) == (4, [1] * people)


def test_own_state_of_newcomers_is_one_statement():
    room = Room()
    with statements() as asked:
        read_own([(room.session_id, "nobody")])
    assert len(asked) == 1


# --- the hub -----------------------------------------------------------------------------------------------


class Listener:
    """A connection that only counts how often it is told."""

    link = None
    person = ""

    def __init__(self, key: str = "") -> None:
        self.key = key
        self.told = self.own_told = 0
        self.heard = asyncio.Event()

    def moved(self) -> None:
        self.told += 1
        self.heard.set()

    def own_moved(self) -> None:
        self.own_told += 1

    def beat(self) -> None:
        pass

    def leave(self, code: Code) -> None:
        self.left = code


@contextlib.asynccontextmanager
async def running(room: Room):
    """A hub that ticks, rung like the server's."""
    hub = Hub(room.session_id)
    loop = asyncio.get_running_loop()
    await hub.start()

    def ring(sender: object, session_id: int, **_: object) -> None:
        loop.call_soon_threadsafe(hub.ring)

    moved.connect(ring)
    yield hub
    moved.disconnect(ring)
    hub.stop()


async def test_thousand_votes_are_a_few_frames():
    room = await in_thread(Room)
    question = await in_thread(room.ask)
    async with running(room) as hub:
        phone, screen = Listener(), Listener()
        hub.add(Role.ATTENDEE, phone)
        hub.add(Role.SCREEN, screen)
        writer = Writer()
        for start in range(0, 1000, 50):
            people = [Actor(room.session_id, Role.ATTENDEE, f"key-{start + n}") for n in range(50)]
            await asyncio.gather(
                *(writer.perform(who, UpvoteQuestion(question=question, on=True)) for who in people)
            )
        await asyncio.wait_for(until_score(hub, question, 1000), 20)
        assert phone.told <= 60
        assert screen.told <= 60


async def until_score(hub: Hub, question: int, score: int) -> None:
    """Wait until the hub shows a score."""
    while hub.view(Role.ATTENDEE).questions.shown[question].entity.score != score:
        await asyncio.sleep(0.01)


async def test_everybody_who_saw_the_same_gets_the_same_bytes():
    room = await in_thread(Room)
    hub = Hub(room.session_id)
    await hub.refresh()
    seen = hub.seen(Role.ATTENDEE)
    await in_thread(room.ask)
    await hub.refresh()
    first, _ = hub.frames(Role.ATTENDEE).missing(seen)
    second, _ = hub.frames(Role.ATTENDEE).missing(seen)
    assert first is not None
    assert first is second
    assert hub.snapshot(Role.SCREEN) is hub.snapshot(Role.SCREEN)


async def test_author_alone_is_told_of_their_question_and_not_of_votes_on_it():
    room = await in_thread(Room, moderated=True)
    amara = await in_thread(room.attendee)
    question = (await in_thread(amara.do, "question.ask", text="Why?"))["question"]
    hub = Hub(room.session_id)
    await hub.refresh()
    author, other = Listener(amara.actor.key), Listener("somebody")
    hub.add(Role.ATTENDEE, author)
    hub.add(Role.ATTENDEE, other)
    await in_thread(room.moderator.do, "question.approve", question=question)
    await hub.refresh()
    assert (author.own_told, other.own_told) == (1, 0)
    for _ in range(2):
        voter = await in_thread(room.attendee)
        await in_thread(voter.do, "question.upvote", question=question, on=True)
        await hub.refresh()
    # The first vote is news to the author: the question can no longer be edited. The second is none.
    assert author.own_told <= 2
    hub.stop()


async def test_memory_of_frames_is_bounded_whatever_revisions_clients_claim():
    room = await in_thread(Room)
    for n in range(300):
        await in_thread(room.moderator.do, "stage.join_panel", on=bool(n % 2))
    hub = Hub(room.session_id)
    await hub.refresh()
    for claimed in range(1, hub.revision):
        hub.frames(Role.ATTENDEE).missing(await hub.had(Role.ATTENDEE, claimed))
    assert hub.revision > 250
    assert max(len(frames._kept) for frames in hub._frames.values()) <= 50


# --- the way out -------------------------------------------------------------------------------------------


async def test_slow_socket_gets_one_newer_state_and_no_backlog():
    gate, sent, states = asyncio.Event(), [], iter(range(1, 1000))

    async def send(frame: bytes) -> None:
        sent.append(frame)
        await gate.wait()

    outbox = Outbox(is_full, send, lambda seen: (b"state %d" % next(states), Seen(1, 0)), None)
    for _ in range(100):
        outbox.offer()
        await asyncio.sleep(0)
    assert sent == [b"state 1"]
    gate.set()
    while len(sent) < 2:
        await asyncio.sleep(0)
    outbox.close()
    assert sent == [b"state 1", b"state 2"]


async def test_answers_do_not_wait_for_state_and_keep_their_order():
    sent: list[bytes] = []

    def write(frame: bytes) -> bool:
        sent.append(frame)
        return True

    outbox = Outbox(write, never, lambda seen: (b"state", Seen(1, 0)), None)
    for answer in (b"first", b"second"):
        outbox.offer()
        await outbox.reply(answer)
    outbox.close()
    assert sent == [b"state", b"first", b"state", b"second"]


async def test_client_that_does_not_read_is_not_served_and_takes_no_memory():
    waiting: list[bytes] = []

    async def send(frame: bytes) -> None:
        waiting.append(frame)
        await asyncio.Event().wait()

    outbox = Outbox(is_full, send, lambda seen: (b"state", Seen(1, 0)), None)
    served = asyncio.create_task(serve(outbox, 1000))
    for number in range(1000):
        outbox.offer()
        outbox.offer_own(b"own %d" % number)
        await asyncio.sleep(0)
    assert not served.done()
    assert sorted(waiting) == [b"ok", b"state"]
    served.cancel()
    outbox.close()


async def test_of_what_is_ones_own_only_the_newest_waits():
    gate, sent = asyncio.Event(), []

    async def send(frame: bytes) -> None:
        sent.append(frame)
        await gate.wait()

    outbox = Outbox(is_full, send, lambda seen: (None, Seen(1, 0)), None)
    for number in range(5):
        outbox.offer_own(b"own %d" % number)
    gate.set()
    while len(sent) < 2:
        await asyncio.sleep(0)
    outbox.close()
    assert sent == [b"own 0", b"own 4"]


async def test_nothing_is_sent_to_a_socket_that_failed_or_was_closed():
    sent: list[bytes] = []

    async def send(frame: bytes) -> None:
        sent.append(frame)
        raise ConnectionResetError

    failed = Outbox(is_full, send, lambda seen: (b"state", Seen(1, 0)), None)
    failed.offer()
    while not sent:
        await asyncio.sleep(0)
    failed.offer()
    await failed.reply(b"ok")
    closed = Outbox(is_full, send, lambda seen: (b"state", Seen(1, 0)), None)
    closed.close()
    closed.offer()
    await closed.reply(b"ok")
    assert sent == [b"state"]


def is_full(frame: bytes) -> bool:
    """A server that takes nothing at once."""
    return False


async def never(frame: bytes) -> None:
    """What is taken at once is not waited for."""
    raise AssertionError(frame)


async def serve(outbox: Outbox, answers: int) -> None:
    """Answer that many commands."""
    for _ in range(answers):
        await outbox.reply(b"ok")


# --- small parts -------------------------------------------------------------------------------------------


def test_bucket_lets_a_burst_through_and_then_asks_to_wait():
    bucket = TokenBucket(per_second=0.5, burst=3)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 2]


async def test_database_threads_are_few_and_kept():
    names = await asyncio.gather(*(in_thread(_thread_name) for _ in range(100)))
    assert len(set(names)) <= threads.settings.LIVE_THREADS


def _thread_name() -> str:
    return threading.current_thread().name


async def test_people_who_come_back_together_are_read_for_together():
    room = await in_thread(Room)
    sizes: list[int] = []

    def read(whose: list[tuple[int, str]]) -> list[OwnState]:
        sizes.append(len(whose))
        return read_own(whose)

    arrivals = Batcher(read, apart=unhurried, most=MOST_AT_ONCE)
    await arrivals.submit((room.session_id, "first"))
    await asyncio.gather(*(arrivals.submit((room.session_id, f"key-{n}")) for n in range(1000)))

    assert sizes == [1, 1000]
    assert (unhurried(1), unhurried(1000)) == (APART_SECONDS, MOST_PATIENCE_SECONDS)
