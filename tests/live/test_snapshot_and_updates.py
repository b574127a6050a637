"""Snapshot + updates = fresh snapshot, for every role, whatever is done and whenever one joins.

Frames come from real hubs over a real database. They are applied by Python's reading of the rules and by the pages'
own store.
"""

import contextlib
import json
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.live import first_page
from sessions.live.frames import Seen
from sessions.live.hub import Hub
from sessions.live.threads import in_thread
from sessions.polls.models import Option, Poll
from sessions.questions.models import Question
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support import model
from tests.support.node_store import NodeStore
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, HUBS, CLIENTS = 4, 3, 6

number = st.integers(0, 30)
on = st.booleans()
ATTENDEES_ACTS = st.one_of(
    st.tuples(
        st.just("question.ask"), st.fixed_dictionaries({"text": st.sampled_from(["Why?", "How?", "When?"])})
    ),
    st.tuples(st.just("question.upvote"), st.fixed_dictionaries({"question": number, "on": on})),
    st.tuples(st.just("question.edit"), st.fixed_dictionaries({"question": number, "text": st.just("Who?")})),
    st.tuples(st.just("question.withdraw"), st.fixed_dictionaries({"question": number})),
    st.tuples(st.just("poll.answer"), st.fixed_dictionaries({"poll": number, "options": st.just([0])})),
)
MODERATORS_ACTS = st.one_of(
    st.tuples(
        st.sampled_from(["question.approve", "question.archive", "question.restore"]),
        st.fixed_dictionaries({"question": number}),
    ),
    st.tuples(
        st.just("question.dismiss"), st.fixed_dictionaries({"question": number, "reason": st.just("unclear")})
    ),
    st.tuples(
        st.sampled_from(["question.highlight", "question.answered"]),
        st.fixed_dictionaries({"question": number, "on": on}),
    ),
    st.tuples(
        st.just("poll.create"),
        st.fixed_dictionaries(
            {
                "title": st.just("Where?"),
                "options": st.sampled_from([["Here", "There"], ["A", "B", "C"]]),
                "results": st.sampled_from(["live", "hidden"]),
            }
        ),
    ),
    st.tuples(
        st.just("poll.update"),
        st.fixed_dictionaries({"poll": number, "title": st.just("Whence?"), "options": st.just(["X", "Y"])}),
    ),
    st.tuples(
        st.sampled_from(["poll.open", "poll.close", "poll.delete"]), st.fixed_dictionaries({"poll": number})
    ),
    st.tuples(st.just("poll.reveal"), st.fixed_dictionaries({"poll": number, "on": on})),
    st.tuples(
        st.just("stage.show"), st.fixed_dictionaries({"view": st.sampled_from(["join", "blank", "poll"])})
    ),
    st.tuples(st.just("stage.join_panel"), st.fixed_dictionaries({"on": on})),
    st.tuples(st.just("session.update"), st.fixed_dictionaries({"moderated": on, "intake_open": on})),
    st.tuples(st.sampled_from(["session.end", "session.reopen"]), st.just({})),
    st.tuples(st.just("act.undo"), st.fixed_dictionaries({"act": number})),
)
STEPS = st.one_of(
    st.tuples(st.just("attendee"), st.integers(0, PEOPLE - 1), ATTENDEES_ACTS),
    st.tuples(st.just("attendee"), st.integers(0, PEOPLE - 1), ATTENDEES_ACTS),
    st.tuples(st.just("moderator"), st.just(0), MODERATORS_ACTS),
    st.tuples(st.just("hub starts again"), st.integers(0, HUBS - 1), st.none()),
    st.tuples(st.just("client hears"), st.integers(0, CLIENTS - 1), st.none()),
    st.tuples(st.just("client moves"), st.integers(0, CLIENTS - 1), st.integers(0, HUBS - 1)),
    st.tuples(st.just("client joins"), st.integers(0, CLIENTS - 1), st.integers(0, HUBS - 1)),
)


DISMISS = ("moderator", 0, ("question.dismiss", {"question": 0, "reason": "unclear"}))
ASK = ("attendee", 0, ("question.ask", {"text": "Why?"}))


@dataclass
class Client:
    """A page with its connection to one hub. `page` is what its store began with."""

    role: Role
    hub: int
    whole: bool = False  # it asked for all questions
    seen: Seen | None = None
    page: dict = field(default_factory=dict)
    frames: list[dict] = field(default_factory=list)

    def hear(self, hub: Hub) -> None:
        """Take the one frame that is missed, if any."""
        frame, self.seen = hub.frames(self.role, whole=self.whole).missing(self.seen)
        if frame is not None:
            self.frames.append(json.loads(frame))

    @property
    def model(self) -> model.Model:
        """What the client makes of its frames."""
        now = model.empty()
        for frame in self.frames:
            now = model.apply(now, frame)
        return now


class World:
    """A session, the hubs of three processes, and two clients of each role."""

    def __init__(self, moderated: bool) -> None:
        self.room = Room(moderated=moderated)
        self.people = [self.room.attendee() for _ in range(PEOPLE)]
        self.hubs: list[Hub] = []
        self.clients = [Client(role, hub, whole) for hub, whole in ((0, False), (1, True)) for role in Role]
        self.acts: list[int] = []

    async def start(self) -> None:
        for _ in range(HUBS):
            hub = Hub(self.room.session_id)
            await hub.refresh()
            self.hubs.append(hub)
        for client in self.clients:
            client.hear(self.hubs[client.hub])

    async def step(self, kind: str, who: int, what) -> None:
        match kind:
            case "attendee":
                await in_thread(self._act, self.people[who], *what)
            case "moderator":
                await in_thread(self._act, self.room.moderator, *what)
            case "hub starts again":
                self.hubs[who] = Hub(self.room.session_id)
                await self.hubs[who].refresh()
                for client in self.clients:
                    if client.hub == who:
                        await self._reconnect(client, who)
            case "client hears":
                hub = self.hubs[self.clients[who].hub]
                await hub.refresh()
                self.clients[who].hear(hub)
            case "client moves":
                await self._reconnect(self.clients[who], what)
            case "client joins":
                self.clients[who].seen, self.clients[who].hub = None, what
                self.clients[who].hear(self.hubs[what])

    async def _reconnect(self, client: Client, hub: int) -> None:
        """Come back with the revision one has, as a page does."""
        client.hub = hub
        client.seen = await self.hubs[hub].had(client.role, client.model["rev"])
        client.hear(self.hubs[hub])

    def _act(self, person, name: str, fields: dict) -> None:
        """Do it, with numbers read as places in the lists of what there is."""
        with contextlib.suppress(Refused):
            made = person.do(name, **self._real(fields))
            self.acts += [made["act"]] if "act" in made else []

    def _real(self, fields: dict) -> dict:
        fields = dict(fields)
        if "question" in fields:
            fields["question"] = self._pick(Question, fields["question"])
        if "poll" in fields:
            place = fields["poll"]
            fields["poll"] = self._pick(Poll, place)
            if fields.get("options") == [0]:
                options = Option.objects.filter(poll=fields["poll"]).values_list("pk", flat=True)
                fields["options"] = [list(options)[place % len(options)]] if options else [1]
        if "act" in fields:
            # Undo is mostly of what was done last.
            fields["act"] = self.acts[-1 - fields["act"] % min(3, len(self.acts))] if self.acts else 1
        return fields

    def _pick(self, kind, place: int) -> int:
        ids = list(
            kind.objects.filter(session=self.room.session_id).order_by("-pk").values_list("pk", flat=True)
        )
        return ids[place % len(ids)] if ids else 1


@pytest.fixture(scope="module")
def node():
    node = NodeStore()
    yield node
    node.close()


@given(moderated=st.booleans(), steps=st.lists(STEPS, min_size=10, max_size=60))
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
async def test_snapshot_and_updates_are_a_fresh_snapshot(node, moderated, steps):
    world = await in_thread(World, moderated)
    await world.start()
    for step in steps:
        await world.step(*step)
    await check(world, node)


@pytest.fixture
def short_pages(monkeypatch):
    """Few questions are many."""
    for name, many in {"MOST_VOTES": 3, "NEWEST": 2, "MOST_VOTES_OF_ANSWERED": 1, "EVERYTHING": 4}.items():
        monkeypatch.setattr(first_page, name, many)


@given(steps=st.lists(STEPS, min_size=30, max_size=90))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
async def test_first_page_and_updates_are_a_fresh_first_page(node, short_pages, steps):
    world = await in_thread(World, False)
    await world.start()
    for step in [ASK] * 5 + steps:
        await world.step(*step)
    await check(world, node)


async def test_question_comes_on_the_first_page_with_its_votes_and_another_goes(node, short_pages):
    world = await in_thread(World, False)
    await world.start()
    for step in [ASK] * 7 + [("client hears", 0, None)]:
        await world.step(*step)
    first = world.clients[0]
    assert numbers(first.model) == [1, 2, 3, 6, 7]
    assert first.model["state"]["totals"] == {"waiting": 7, "answered": 0}
    vote = ("question.upvote", {"question": 2, "on": True})  # the third from the end: number 5
    for step in [("attendee", 1, vote), ("client hears", 0, None)]:
        await world.step(*step)
    assert numbers(first.model) == [1, 2, 5, 6, 7]
    assert numbers(world.clients[3].model) == []
    await world.step("client hears", 3, None)
    assert numbers(world.clients[3].model) == [1, 2, 3, 4, 5, 6, 7]
    await check(world, node)


async def test_vote_for_what_is_not_on_the_first_page_is_no_frame(short_pages):
    world = await in_thread(World, False)
    await world.start()
    more_votes = [
        ("attendee", n, ("question.upvote", {"question": 6 - number, "on": True}))
        for number in range(3)
        for n in range(2)
    ]
    for step in [ASK] * 7 + more_votes + [("client hears", 0, None)]:
        await world.step(*step)
    told = len(world.clients[0].frames)
    vote = ("attendee", 0, ("question.upvote", {"question": 3, "on": True}))  # number 4
    for step in [vote, ("client hears", 0, None)]:
        await world.step(*step)
    assert len(world.clients[0].frames) == told


def numbers(model) -> list[int]:
    """The questions a client has."""
    return sorted(question["number"] for question in model["state"]["questions"])


async def check(world, node):
    """Everybody hears the last news; then all of them have what a fresh hub would send."""
    for hub in world.hubs:
        await hub.refresh()
    fresh = Hub(world.room.session_id)
    await fresh.refresh()
    for client in world.clients:
        client.hear(world.hubs[client.hub])
        frame, _ = fresh.frames(client.role, whole=client.whole).missing(None)
        expected = model.sorted_state(json.loads(frame)["d"])
        assert model.sorted_state(client.model["state"]) == expected
        first, *rest = client.frames
        in_page = node.model({"rev": first["rev"], "state": first["d"]}, rest)
        assert model.sorted_state(in_page["state"]) == expected


async def test_question_that_came_and_went_between_two_looks_of_another_process_is_gone(node):
    world = await in_thread(World, False)
    await world.start()
    for step in [ASK, ("client hears", 0, None), DISMISS]:
        await world.step(*step)
    [client, *_] = world.clients
    assert [question["text"] for question in client.model["state"]["questions"]] == ["Why?"]
    await world.step("client moves", 0, 1)
    await check(world, node)


async def test_stage_that_moved_there_and_back_between_two_looks_of_another_process_is_told(node):
    world = await in_thread(World, False)
    await world.start()
    blank, join = (("moderator", 0, ("stage.show", {"view": view})) for view in ("blank", "join"))
    for step in [blank, ("client hears", 0, None), join]:
        await world.step(*step)
    assert world.clients[0].model["state"]["stage"]["view"] == "blank"
    await world.step("client moves", 0, 1)
    await check(world, node)


async def test_waiting_question_is_not_mentioned_to_attendees_at_all():
    world = await in_thread(World, True)
    await world.start()
    for step in [ASK, ("client hears", 0, None), ("client hears", 1, None)]:
        await world.step(*step)
    attendee, moderator, _ = (len(client.frames) for client in world.clients[:3])
    assert (attendee, moderator) == (1, 2)
