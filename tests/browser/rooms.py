"""Sessions with something in them, made at once over sockets, so that pages have something to show."""

from ..support.sockets import LiveSocket
from ..support.talks import Talk

LIVE = [
    "How do you show residents that what they told you actually changed a decision?",
    "Which data could councils share tomorrow without changing a single law?",
    "Can a city admit a mistake in public without losing the next election? " + "Honestly. " * 8,
    "كيف نبني الثقة معًا؟",
]
OPTIONS = ["Talk with residents earlier", "Share data between teams", "Hire and keep digital people"]


class Room:
    """A talk with a moderator and three attendees who act. `questions` are the ids by number."""

    def __init__(self, talk: Talk, moderator: LiveSocket, people: list[LiveSocket]) -> None:
        self.talk = talk
        self.moderator = moderator
        self.people = people

    @classmethod
    async def fill(cls, talk: Talk) -> "Room":
        """Questions in every state: #1 to #4 live, #5 answered, #6 dismissed, #7 archived, #8 pending."""
        room = cls(talk, await talk.moderator(), [await talk.attendee() for _ in range(3)])
        ids = [await room.ask(text) for text in [*LIVE, "Answered?", "Dismissed?", "Archived?", "Pending?"]]
        for question in ids[:5]:
            await room.do("question.approve", question=question)
        for person, question in zip(room.people, [ids[0], ids[0], ids[1]], strict=True):
            await person.do("question.upvote", question=question, on=True)
        await room.do("question.answered", question=ids[4], on=True)
        await room.do("question.dismiss", question=ids[5], reason="duplicate")
        await room.do("question.archive", question=ids[6])
        return room

    async def do(self, name: str, **fields: object) -> dict[str, int]:
        """Let the moderator do something."""
        return await self.moderator.do(name, **fields)

    async def ask(self, text: str) -> int:
        """Let somebody ask; returns the question's id."""
        return (await self.people[0].do("question.ask", text=text, name="Amara"))["question"]

    async def id_of(self, text: str) -> int:
        """The id of a question, once the moderator sees it."""
        found = await self.moderator.until(
            lambda model: [q for q in model["state"]["questions"] if q["text"] == text], text
        )
        return found[0]["id"]

    async def poll(self, title: str, *, answered: bool = False, **fields: object) -> int:
        """Make and open a poll; returns its id."""
        poll = (await self.do("poll.create", title=title, options=OPTIONS, **fields))["poll"]
        await self.do("poll.open", poll=poll)
        if answered:
            await self.answer(poll)
        return poll

    async def answer(self, poll: int) -> None:
        """Let everybody answer a poll."""
        for number, person in enumerate(self.people):
            options = await person.until(lambda model: _options(model, poll), "the poll is here")
            await person.do("poll.answer", poll=poll, options=[options[min(number, 1)]])


def _options(model: dict, poll: int) -> list[int]:
    return [
        option["id"] for each in model["state"]["polls"] if each["id"] == poll for option in each["options"]
    ]
