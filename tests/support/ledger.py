"""Phones that act while the servers are harmed, and the ledger of what they were told.

A phone does as our page does: every act has an id and a counter, what is not answered is sent again under both, on
another line where the first is silent. Every line breaks down in the end, as that of a phone in a lift does: what is
sent on it gets stuck, and arrives when the phone has long sent it again elsewhere, and newer acts too. In the end what
is stored must be what was acknowledged last (docs/decisions/0014-counters.md).
"""

import asyncio
import contextlib
import itertools
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from .talks import Talk

SILENCE_SECONDS = 1.0  # less than a stall, so that copies do come late
SETTLE_SECONDS = 60.0
TRY_AGAIN_SECONDS = 0.2
LINE_SECONDS = 10.0  # a line breaks down after this on average
LATE_SECONDS = 4.0  # at most this after its phone left, a line delivers what was stuck
ASKS_PERCENT, ANSWERS_PERCENT = 1, 30  # a session takes 3,000 open questions

Thing = tuple[str, int]  # "vote" and a question, "answer" and a poll, "ask" and the act's counter


@dataclass(slots=True)
class Act:
    """One act: what is sent, on what, what it wants to be stored, and what was answered ("" as long as nothing was)."""

    frame: dict[str, Any]
    thing: Thing
    value: Any
    counter: int
    begun_at: float
    sent_at: float = 0.0
    told: str = ""
    told_at: float = 0.0


@dataclass
class Findings:
    """What the ledger found in the end: sentences, by kind."""

    acknowledged: int = 0
    overtaken: int = 0  # acts that were told that a newer one had come before
    late_copies: int = 0  # sent on a line their phone had left
    late_overtaken: int = 0  # of these, told that a newer one had come before
    refused: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    older_wins: list[str] = field(default_factory=list)
    unanswered: int = 0


class Line:
    """A connection that breaks down after a while: what is sent on it then is stuck until `deliver`."""

    def __init__(self, connection: ClientConnection, seconds: float) -> None:
        self.connection = connection
        self.late_copies = self.late_overtaken = 0
        self._breaks_down_at = time.monotonic() + seconds
        self._stuck: list[str] = []

    async def send(self, frame: dict[str, Any]) -> None:
        """Send, or let it get stuck."""
        if time.monotonic() > self._breaks_down_at:
            self._stuck.append(json.dumps(frame))
        else:
            await self.connection.send(json.dumps(frame))

    async def deliver(self) -> None:
        """Send what is stuck, wait until all that was sent is done, and close."""
        with contextlib.suppress(OSError, WebSocketException, TimeoutError):
            for text in self._stuck:
                await self.connection.send(text)
                self.late_copies += 1
            # One socket's frames are read one after the other: when this is answered, all before it were.
            await self.connection.send('{"t":"end of the line","id":"end"}')
            async with asyncio.timeout(SETTLE_SECONDS):
                while '"id":"end"' not in (text := str(await self.connection.recv())):
                    self.late_overtaken += text.startswith('{"t":"ok"') and '"newer"' in text
        await self.connection.close()


class Phone:
    """Somebody who votes, answers and asks, on one line after the other."""

    def __init__(self, ledger: "Ledger", number: int, cookies: str) -> None:
        self.ledger = ledger
        self.cookies = cookies
        self.name = f"phone {number}"
        self.acts: list[Act] = []
        self.waiting: dict[str, Act] = {}
        self.participant = 0
        self._lines = itertools.count(number)
        self._line: Line | None = None
        self._random = random.Random(number)

    # --- acting ------------------------------------------------------------------------------------------

    async def act(self) -> None:
        """Do something at random."""
        dice, talk = self._random.random() * 100, self.ledger
        if dice < ASKS_PERCENT or not self.acts:
            text = f"What about {self.name}, {len(self.acts)}?"
            await self._begin("question.ask", ("ask", len(self.acts)), text, text=text)
        elif dice < ASKS_PERCENT + ANSWERS_PERCENT:
            option = self._random.choice(talk.options)
            await self._begin(
                "poll.answer", ("answer", talk.poll), [option], poll=talk.poll, options=[option]
            )
        else:
            question, on = self._random.choice(talk.questions), self._random.random() < 0.5
            await self._begin("question.upvote", ("vote", question), on, question=question, on=on)

    async def _begin(self, name: str, thing: Thing, value: Any, **fields: Any) -> None:
        counter = len(self.acts) + 1
        if name != "question.ask":
            fields["counter"] = counter
        frame = {"t": name, "id": f"{self.name} {counter}", "d": fields}
        act = Act(frame, thing, value, counter, time.monotonic())
        self.acts.append(act)
        self.waiting[frame["id"]] = act
        await self._send(act)

    async def _send(self, act: Act) -> None:
        act.sent_at = time.monotonic()
        if self._line:
            with contextlib.suppress(OSError, WebSocketException):
                await self._line.send(act.frame)

    # --- lines -------------------------------------------------------------------------------------------

    async def live(self) -> None:
        """Have a line, and another where it is lost or silent, until cancelled."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                line = await self._connect()
                try:
                    for act in [*self.waiting.values()]:
                        await self._send(act)
                    await self._read(line.connection)
                finally:
                    self._line = None
                    self.ledger.spawn(self._deliver_late(line))
            await asyncio.sleep(TRY_AGAIN_SECONDS * self._random.random())

    async def _deliver_late(self, line: Line) -> None:
        await asyncio.sleep(LATE_SECONDS * self._random.random())
        await line.deliver()
        self.ledger.late_copies += line.late_copies
        self.ledger.late_overtaken += line.late_overtaken

    async def _connect(self) -> Line:
        base = self.ledger.talk.deployment.address(next(self._lines))
        address = f"ws://{urlsplit(base).netloc}/ws/s/{self.ledger.talk.code}/attendee"
        options: dict[str, Any] = {
            "compression": None,
            "max_size": None,
            "max_queue": None,  # else an old line, which nobody reads for a while, would not notice its server's end
            "proxy": None,
            "ping_interval": None,
        }
        connection = await connect(
            address,
            origin=self.ledger.talk.deployment.base,
            additional_headers={"Cookie": self.cookies},
            open_timeout=SILENCE_SECONDS,
            **options,
        )
        self._line = Line(connection, self._random.expovariate(1 / LINE_SECONDS))
        return self._line

    async def _read(self, line: ClientConnection) -> None:
        """Hear answers until the line is lost, or an act has waited too long for its own."""
        while not self._waits_too_long():
            with contextlib.suppress(TimeoutError):
                # Not wait_for: where a frame comes at the same moment, it forgets that it was cancelled.
                async with asyncio.timeout(SILENCE_SECONDS / 4):
                    text = str(await line.recv())
                if text.startswith(('{"t":"ok"', '{"t":"error"')):
                    self._hear(json.loads(text))

    def _waits_too_long(self) -> bool:
        now = time.monotonic()
        return any(now - act.sent_at > SILENCE_SECONDS for act in self.waiting.values())

    def _hear(self, frame: dict[str, Any]) -> None:
        act = self.waiting.get(frame["id"])
        if act is None:
            return
        if frame["t"] == "error" and frame["d"]["code"] in ("unavailable", "too_fast"):
            asyncio.get_running_loop().call_later(
                TRY_AGAIN_SECONDS, lambda: self.ledger.spawn(self._send_again(act))
            )
            return
        del self.waiting[frame["id"]]
        act.told_at = time.monotonic()
        act.told = frame["d"]["code"] if frame["t"] == "error" else "ok"
        if act.told == "ok" and "newer" in frame.get("d", {}):
            act.told = "newer"

    async def _send_again(self, act: Act) -> None:
        if act.frame["id"] in self.waiting:
            await self._send(act)


class Ledger:
    """A session with phones that act at some rate, and what they were told."""

    def __init__(self, talk: Talk, questions: list[int], poll: int, options: list[int]) -> None:
        self.talk = talk
        self.questions = questions
        self.poll = poll
        self.options = options
        self.phones: list[Phone] = []
        self.late_copies = self.late_overtaken = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, talk: Talk, phones: int, questions: int = 8) -> "Ledger":
        """A poll, some questions, and phones that are connected."""
        desk = await talk.moderator()
        asker = await talk.attendee()
        asked = [
            (await asker.do("question.ask", text=f"Number {n}, please?"))["question"]
            for n in range(questions)
        ]
        poll = (await desk.do("poll.create", title="Where?", options=["Here", "There", "Nowhere"]))["poll"]
        await desk.do("poll.open", poll=poll)
        [state] = await asker.until(lambda model: model["state"]["polls"])
        await talk.close()
        talk.sockets.clear()
        ledger = cls(talk, asked, poll, [option["id"] for option in state["options"]])
        for number in range(phones):
            ledger.phones.append(Phone(ledger, number, (await talk.visitor()).cookies))
        return ledger

    async def act_during(self, harm: Callable[[], Awaitable[None]], per_second: float) -> None:
        """Let the phones act `per_second` together while `harm` is done; then let everything be answered."""
        lives = [asyncio.create_task(phone.live()) for phone in self.phones]
        acting = asyncio.create_task(self._act(per_second))
        try:
            await harm()
            acting.cancel()
            await self._settle()
        finally:
            acting.cancel()
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, acting, return_exceptions=True)
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _act(self, per_second: float) -> None:
        began = time.monotonic()
        for number in itertools.count():
            ahead = began + number / per_second - time.monotonic()
            if ahead > 0:
                await asyncio.sleep(ahead)
            self.spawn(self.phones[number % len(self.phones)].act())

    def spawn(self, doing: Any) -> None:
        """Do something beside the rest."""
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle(self) -> None:
        until = time.monotonic() + SETTLE_SECONDS
        while any(phone.waiting for phone in self.phones) and time.monotonic() < until:
            await asyncio.sleep(0.05)

    # --- the reckoning -----------------------------------------------------------------------------------

    def compare(self) -> Findings:
        """What was acknowledged beside what is stored."""
        found, rows = Findings(), self.talk.deployment.rows
        found.late_copies, found.late_overtaken = self.late_copies, self.late_overtaken
        session = self.talk.session_id
        asked: dict[str, list[int]] = defaultdict(list)
        for text, who in rows(
            f"SELECT text, participant_id FROM live_sessions_question WHERE session_id = {session}"
        ):
            asked[text].append(who)
        votes = {
            (who, question): (bool(active), counter)
            for who, question, active, counter in rows(
                "SELECT participant_id, question_id, active, counter FROM live_sessions_upvote"
            )
        }
        answers = {
            (who, poll): (json.loads(value) if isinstance(value, str) else value, counter)
            for who, poll, value, counter in rows(
                "SELECT participant_id, poll_id, value, counter FROM live_sessions_answer"
            )
        }
        for phone in self.phones:
            self._compare_phone(found, phone, asked, {"vote": votes, "answer": answers})
        self._recount(found, votes, answers)
        return found

    def _compare_phone(
        self, found: Findings, phone: Phone, asked: dict[str, list[int]], stored: dict[str, dict[Any, Any]]
    ) -> None:
        found.unanswered += len(phone.waiting)
        found.refused.update(act.told for act in phone.acts if act.told not in ("", "ok", "newer"))
        found.overtaken += sum(act.told == "newer" for act in phone.acts)
        by_thing: dict[Thing, list[Act]] = defaultdict(list)
        for act in phone.acts:
            if act.told == "ok":
                found.acknowledged += 1
                by_thing[act.thing].append(act)
        asks = [acts[0] for thing, acts in by_thing.items() if thing[0] == "ask"]
        for ask in asks:
            if (times := len(asked[ask.value])) != 1:
                (found.doubled if times else found.lost).append(f"{ask.value!r} is there {times} times")
        [participant] = {who for ask in asks for who in asked[ask.value]} or {0}
        for thing, acts in by_thing.items():
            if thing[0] != "ask":
                self._compare_thing(found, phone, acts, stored[thing[0]].get((participant, thing[1])))

    def _compare_thing(self, found: Findings, phone: Phone, acts: list[Act], stored: Any) -> None:
        last = acts[-1]
        if stored == (last.value, last.counter):
            return
        later = [act for act in phone.acts if act.thing == last.thing and act.counter > last.counter]
        if any(stored == (act.value, act.counter) for act in later if act.told == ""):
            return  # sent, never answered, and done: that may be
        words = f"{phone.name}, {last.thing}: told {last.value} ({last.counter}), stored {stored}"
        older = stored is not None and stored[1] < last.counter
        (found.older_wins if older else found.lost).append(words)

    def _recount(self, found: Findings, votes: dict[Any, Any], answers: dict[Any, Any]) -> None:
        counted = Counter(question for (_, question), (active, _) in votes.items() if active)
        for question in self.questions:
            [(score,)] = self.talk.deployment.rows(
                f"SELECT score FROM live_sessions_question WHERE id = {question}"
            )
            if score != counted[question]:
                found.doubled.append(f"question {question} has {score} and {counted[question]} votes")
        chosen = Counter(option for value, _ in answers.values() for option in value)
        [(people, tally)] = self.talk.deployment.rows(
            f"SELECT answers, tally FROM live_sessions_poll WHERE id = {self.poll}"
        )
        tally = json.loads(tally) if isinstance(tally, str) else tally
        if {int(option): count for option, count in tally.items()} != dict(chosen) or people != len(answers):
            found.doubled.append(
                f"the poll says {people}, {tally}; its {len(answers)} answers say {dict(chosen)}"
            )
