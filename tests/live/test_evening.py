"""An evening of random acts over real sockets: whoever came when, and by whichever process, has the same in the end."""

import asyncio
import contextlib
import random

import pytest

from tests.support.model import sorted_state
from tests.support.node_store import NodeStore
from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk

ACTS = 120


@pytest.fixture(scope="module")
def node():
    node = NodeStore()
    yield node
    node.close()


class Evening:
    """Two people of each role, who act, leave and come back at random."""

    def __init__(self, talk: Talk, seed: int) -> None:
        self.talk = talk
        self.chance = random.Random(seed)
        self.acts: list[int] = []

    async def begin(self) -> None:
        roles = ["attendee", "attendee", "moderator", "moderator", "screen", "screen"]
        self.visitors = [(role, await self.talk.visitor(role)) for role in roles]
        self.sockets = [await self.talk.connect(role, visitor) for role, visitor in self.visitors]

    async def go_on(self) -> None:
        """One person, or three at once, do something."""
        people = self.chance.sample(range(len(self.sockets)), self.chance.choice([1, 1, 3]))
        await asyncio.gather(*map(self.let_act, people))

    async def let_act(self, person: int) -> None:
        """One random thing of one person: leave and come back, or a command."""
        role, visitor = self.visitors[person]
        socket = self.sockets[person]
        if self.chance.random() < 0.1:
            visitor.base = self.talk.deployment.address(self.chance.randrange(2))
            await socket.close()
            start = socket.model if self.chance.random() < 0.8 else None
            self.sockets[person] = await self.talk.connect(role, visitor, start=start)
        elif role != "screen":
            name, fields = self.act(role)
            with contextlib.suppress(Refused):
                made = await socket.do(name, **fields)
                self.acts += [made["act"]] if "act" in made else []

    def act(self, role: str) -> tuple[str, dict]:
        """A random command and its fields."""
        desk = self.sockets[2].state  # what one moderator sees now
        question = self.chance.choice([q["id"] for q in desk["questions"]] or [1])
        poll = self.chance.choice(desk["polls"] or [{"id": 1, "options": [{"id": 1}]}])
        on = self.chance.random() < 0.6
        attendees = [
            ("question.ask", {"text": f"Question {self.chance.random()}?"}),
            ("question.upvote", {"question": question, "on": on}),
            ("question.withdraw", {"question": question}),
            ("poll.answer", {"poll": poll["id"], "options": [self.chance.choice(poll["options"])["id"]]}),
        ]
        moderators = [
            ("question.approve", {"question": question}),
            ("question.dismiss", {"question": question, "reason": "unclear"}),
            ("question.archive", {"question": question}),
            ("question.restore", {"question": question}),
            ("question.highlight", {"question": question, "on": on}),
            ("question.answered", {"question": question, "on": on}),
            ("poll.create", {"title": "Where?", "options": ["Here", "There"], "results": "hidden"}),
            ("poll.open", {"poll": poll["id"]}),
            ("poll.close", {"poll": poll["id"]}),
            ("poll.reveal", {"poll": poll["id"], "on": on}),
            ("poll.delete", {"poll": poll["id"]}),
            ("stage.show", {"view": self.chance.choice(["join", "questions", "poll", "blank"])}),
            ("session.update", {"moderated": on, "title": f"Title {self.chance.random()}"}),
            ("act.undo", {"act": self.chance.choice(self.acts or [1])}),
        ]
        return self.chance.choice(attendees if role == "attendee" else moderators)


@pytest.mark.every_server
@pytest.mark.parametrize("seed", [1, 2])
async def test_everybody_has_what_a_newcomer_gets(talk, node, seed):
    evening = Evening(talk, seed)
    await evening.begin()
    for _ in range(ACTS):
        await evening.go_on()
    for (role, _), socket in zip(evening.visitors, evening.sockets, strict=True):
        fresh = await talk.snapshot(role)
        await socket.until(
            lambda model, fresh=fresh, socket=socket: heads_apart(socket.state) == heads_apart(fresh)
        )
        check_pages_store(node, socket)


def heads_apart(state: dict) -> dict:
    """A state but for head counts: the newcomer counts too."""
    return state | {"people": 0, "moderators": 0}


def check_pages_store(node: NodeStore, socket: LiveSocket) -> None:
    """The pages' own store makes the same of the same frames."""
    begin = {name: socket.began[name] for name in ("rev", "state", "you")}
    in_page = node.model(begin, socket.frames)
    assert sorted_state(in_page["state"]) == socket.state
    assert in_page["you"] == socket.you
