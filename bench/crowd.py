"""The people of one load process: their sockets in any number of sessions, what each was shown, what they say."""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from . import client
from .ballots import Ballots
from .figures import Histogram
from .pace import clock, evenly
from .room import Room, Traffic
from .viewer import PATIENCE_SECONDS, Viewer
from .votes import Book, Vote

JOIN_AT_ONCE = 64
LOOK_SECONDS = 0.05
ASK_PAUSE_SECONDS = 0.3


@dataclass
class Arrivals:
    """How joining went: until the page was there, until the socket told news, and what went wrong."""

    page: Histogram
    live: Histogram
    failures: Counter[str]

    def add(self, other: "Arrivals") -> None:
        """Take in those of another process."""
        self.page.add_all(other.page)
        self.live.add_all(other.live)
        self.failures += other.failures


class Crowd:
    """Everything here happens in one event loop; `name` keeps the ids of commands apart from other crowds'."""

    def __init__(self, port: int, name: str) -> None:
        self.port = port
        self.name = name
        self.book = Book()
        self.rooms: dict[str, Room] = {}
        self.attendees: list[Viewer] = []
        self.comes_back = False
        self.back_at: list[float] = []
        self.ballots = Ballots(self.attendees, random.Random(name))
        self._chance = random.Random(name)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._commands = 0

    def room(self, code: str) -> Room:
        """The session with this code, as this process knows it."""
        if code not in self.rooms:
            self.rooms[code] = Room(code)
        return self.rooms[code]

    # --- coming and going --------------------------------------------------------------------------------

    async def join(self, code: str, role: str, cookie: str = "") -> Viewer:
        """Open a socket and wait until it has the whole state."""
        viewer = Viewer(self, self.room(code), role, cookie)
        await viewer.connect()
        self.room(code).viewers.append(viewer)
        return viewer

    async def join_many(self, codes: Sequence[str], count: int, *, slow: bool = False) -> None:
        """Let `count` attendees into each of the sessions, some at once, without asking for the page."""
        gate = asyncio.Semaphore(JOIN_AT_ONCE)

        async def join(code: str) -> None:
            async with gate:
                viewer = Viewer(self, self.room(code), "attendee", slow=slow)
                await viewer.connect()
                self._enter(viewer)

        await asyncio.gather(*(join(code) for code in codes for _ in range(count)))

    async def arrive(self, code: str, count: int, seconds: float) -> Arrivals:
        """Let `count` newcomers in, evenly within `seconds`: the page, then a socket that knows the page's state."""
        arrivals = Arrivals(Histogram(), Histogram(), Counter())
        async with asyncio.TaskGroup() as group:
            async for _ in evenly(count, seconds):
                group.create_task(self._arrive(self.room(code), arrivals))
        return arrivals

    async def churn(self, code: str, per_second: float, seconds: float) -> Arrivals:
        """Let somebody leave and somebody new arrive, again and again."""
        arrivals = Arrivals(Histogram(), Histogram(), Counter())
        async with asyncio.TaskGroup() as group:
            async for _ in evenly(round(per_second * seconds), seconds):
                self._let_leave(self.room(code))
                group.create_task(self._arrive(self.room(code), arrivals))
        return arrivals

    async def _arrive(self, room: Room, arrivals: Arrivals) -> None:
        began = clock()
        viewer = Viewer(self, room, "attendee")
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                page = await client.get(self.port, f"/s/{room.code}/")
            if page.status != 200:
                raise ConnectionError(f"the page answered {page.status}")
            arrivals.page.add(clock() - began)
            viewer.cookie = page.cookie
            viewer.shown, viewer.sight = room.read_page(page.body)
            await viewer.connect()
        except (OSError, TimeoutError) as error:
            arrivals.failures[str(error) or type(error).__name__] += 1
            return
        arrivals.live.add(clock() - began)
        self._enter(viewer)

    def _enter(self, viewer: Viewer) -> None:
        viewer.room.viewers.append(viewer)
        if not viewer.slow:
            self.attendees.append(viewer)
            self.ballots.welcome(viewer)

    def _let_leave(self, room: Room) -> None:
        """Somebody who does not wait for an answer closes the tab."""
        for _ in range(20):
            index = self._chance.randrange(len(self.attendees))
            viewer = self.attendees[index]
            if viewer.room is room and not viewer.waiting:
                self.attendees[index] = self.attendees[-1]
                self.attendees.pop()
                room.viewers.remove(viewer)
                viewer.leave()
                return

    async def expect_return(self) -> None:
        """From now on whoever loses the connection comes back, as the pages do."""
        self.comes_back = True

    async def returned(self) -> list[float]:
        """When somebody was live again, in the order it happened."""
        return self.back_at

    async def read_on(self) -> int:
        """Let the slow ones read; returns how many they are."""
        slow = [viewer for room in self.rooms.values() for viewer in room.viewers if viewer.slow]
        for viewer in slow:
            viewer.slow = False
            viewer.read_on()
        return len(slow)

    async def leave(self) -> None:
        """Close every socket."""
        for room in self.rooms.values():
            for viewer in room.viewers:
                viewer.leave()

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- saying ------------------------------------------------------------------------------------------

    async def do(self, viewer: Viewer, name: str, /, **fields: Any) -> dict[str, Any]:
        """Carry out a command; returns what it made. Raises ConnectionError where it is refused."""
        command_id = self._new_id("c")
        future = self._waiting[command_id] = asyncio.get_running_loop().create_future()
        viewer.say(command_id, msgspec.json.encode({"t": name, "id": command_id, "d": fields}))
        return await future

    async def ask(self, code: str, texts: Sequence[str], by: int) -> list[int]:
        """Let the first `by` attendees ask questions in turn, not faster than they may; returns the ids."""
        askers = [viewer for viewer in self.room(code).viewers if viewer.role == "attendee"][:by]
        questions = []
        for index, text in enumerate(texts):
            made = await self.do(askers[index % len(askers)], "question.ask", text=text)
            questions.append(int(made["question"]))
            await asyncio.sleep(ASK_PAUSE_SECONDS / len(askers))
        return questions

    async def fill_rooms(self, codes: Sequence[str], people: int, texts: Sequence[str]) -> None:
        """People and questions in each of the sessions."""
        await self.join_many(codes, people)
        async with asyncio.TaskGroup() as group:
            for code in codes:
                group.create_task(self._ask_and_learn(code, texts, people))

    async def _ask_and_learn(self, code: str, texts: Sequence[str], by: int) -> None:
        await self.learn(code, await self.ask(code, texts, by))

    async def learn(self, code: str, questions: list[int]) -> None:
        """What may be voted for."""
        self.room(code).questions = questions

    async def vote(self, per_second: float, seconds: float, *, measured: bool) -> Histogram:
        """Send votes at their times, whether or not earlier ones are answered; returns how late they were sent."""
        late = Histogram()
        async for lateness in evenly(round(per_second * seconds), seconds):
            late.add(lateness)
            viewer, question = self.ballots.next()
            self._send_vote(
                viewer, question, f'"question.upvote","d":{{"question":{question},"on":true}}', measured
            )
        return late

    async def answer(self, code: str, poll: int, weights: Mapping[int, float], seconds: float) -> Histogram:
        """Let everybody in the room answer a poll within `seconds`; an answer is a vote for minus its option."""
        late, people = (
            Histogram(),
            [viewer for viewer in self.attendees if viewer.room.code == code and not viewer.closed],
        )
        chosen = self._chance.choices(list(weights), list(weights.values()), k=len(people))
        answers = zip(self._chance.sample(people, len(people)), chosen, strict=True)
        async for lateness in evenly(len(people), seconds):
            late.add(lateness)
            viewer, option = next(answers)
            text = f'"poll.answer","d":{{"poll":{poll},"options":[{option}]}}'
            if not viewer.closed:
                self._send_vote(viewer, -option, text, measured=True)
        return late

    async def write(self, code: str, poll: int, text: str, per_second: float, seconds: float) -> None:
        """Let attendees in turn answer a poll of texts, never the same as before."""
        turn = itertools.cycle([viewer for viewer in self.attendees if viewer.room.code == code])
        async for _ in evenly(round(per_second * seconds), seconds):
            command_id = self._new_id("t")
            fields = {"poll": poll, "text": f"{text} {command_id}"}
            next(turn).say(
                command_id, msgspec.json.encode({"t": "poll.answer", "id": command_id, "d": fields})
            )

    def _send_vote(self, viewer: Viewer, question: int, text: str, measured: bool) -> None:
        vote_id = self._new_id("v")
        self.book.send(vote_id, Vote(viewer.room.code, question, clock(), measured))
        viewer.say(vote_id, f'{{"id":"{vote_id}","t":{text}}}'.encode())

    def _new_id(self, kind: str) -> str:
        self._commands += 1
        return f"{kind}{self.name}-{self._commands}"

    def answered(
        self, command_id: str, problem: dict[str, Any] | None, made: dict[str, Any], at: float
    ) -> None:
        """The server answered a command: it is done, or there is a problem."""
        if command_id in self.book.sent:
            if problem is None:
                self.book.acknowledge(command_id, at)
            else:
                self.book.refused[problem["code"]] += 1
        elif (future := self._waiting.pop(command_id, None)) and not future.done():
            if problem is None:
                future.set_result(made)
            else:
                future.set_exception(ConnectionError(f"a command was refused: {problem}"))

    # --- how it stands -----------------------------------------------------------------------------------

    async def traffic(self) -> Traffic:
        """What all sockets received so far."""
        total = Traffic()
        for room in self.rooms.values():
            total.add(room.traffic)
        return total

    async def unanswered(self) -> int:
        """How many commands wait for an answer."""
        return sum(len(viewer.waiting) for room in self.rooms.values() for viewer in room.viewers)

    async def wrong(self, scores: Mapping[str, Mapping[int, int]]) -> int:
        """How many sockets (not the slow ones) were not shown exactly these scores by room."""
        return sum(room.count_wrong(dict(scores.get(code, {}))) for code, room in self.rooms.items())

    async def heads(self) -> tuple[int, int, list[str]]:
        """How many sockets read, how many the server closed, and the goodbyes it said."""
        viewers = sum(not viewer.slow for room in self.rooms.values() for viewer in room.viewers)
        closed = sum(viewer.closed for room in self.rooms.values() for viewer in room.viewers)
        return viewers, closed, [bye for room in self.rooms.values() for bye in room.byes]

    async def votes(self) -> Book:
        """All votes so far."""
        return self.book

    async def seen(self, role: str) -> list[tuple[tuple[int, int, int], dict[int, int]]]:
        """What sockets of a role were shown, see `Sights.seen`."""
        return [one for room in self.rooms.values() for one in room.sights[role].seen()]

    async def options_of(self, code: str, poll: int) -> list[int]:
        """The ids of a poll's options, once a socket was shown it."""
        room = self.room(code)
        while poll not in room.options:
            await asyncio.sleep(LOOK_SECONDS)
        return room.options[poll]
