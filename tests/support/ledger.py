"""Phones that act while the servers are harmed, and the ledger of what they were told.

A phone does as our page does: every act has an id and a counter, what is not answered is sent again under both, on
another line where the first is silent. It leaves the old line open, as a phone that was in a lift does: what is stuck
there comes late. In the end what is stored must be what was acknowledged last (docs/decisions/0014-counters.md).
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
ASKS_PERCENT, ANSWERS_PERCENT = 3, 30

Thing = tuple[str, int]  # "vote" and a question, "answer" and a poll, "ask" and the act's counter


@dataclass
class Act:
    """One act: what is sent, on what, what it wants to be stored, and what was answered ("" as long as nothing was)."""

    frame: dict[str, Any]
    thing: Thing
    value: Any
    counter: int
    sent_at: float = 0.0
    told: str = ""


@dataclass
class Findings:
    """What the ledger found in the end: sentences, by kind."""

    acknowledged: int = 0
    copies: int = 0  # acts that were told that a newer one had come before
    refused: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    older_wins: list[str] = field(default_factory=list)
    unanswered: int = 0


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
        self._line: ClientConnection | None = None
        self._old: list[ClientConnection] = []
        self._random = random.Random(number)
        self._wake = asyncio.Event()
        self._copies = 0

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
        act = Act(frame, thing, value, counter)
        self.acts.append(act)
        self.waiting[frame["id"]] = act
        await self._send(act)

    async def _send(self, act: Act) -> None:
        act.sent_at = time.monotonic()
        if self._line:
            with contextlib.suppress(OSError, WebSocketException):
                await self._line.send(json.dumps(act.frame))

    # --- lines -------------------------------------------------------------------------------------------

    async def live(self) -> None:
        """Have a line, and another where it is lost or silent, until cancelled."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                line = await self._connect()
                try:
                    for act in [*self.waiting.values()]:
                        await self._send(act)
                    await self._read(line)
                finally:
                    self._line = None
                    self._old.append(line)
            await asyncio.sleep(TRY_AGAIN_SECONDS * self._random.random())

    async def _connect(self) -> ClientConnection:
        base = self.ledger.talk.deployment.address(next(self._lines))
        address = f"ws://{urlsplit(base).netloc}/ws/s/{self.ledger.talk.code}/attendee"
        options: dict[str, Any] = {
            "compression": None,
            "max_size": None,
            "proxy": None,
            "ping_interval": None,
        }
        self._line = await connect(
            address,
            origin=self.ledger.talk.deployment.base,
            additional_headers={"Cookie": self.cookies},
            open_timeout=SILENCE_SECONDS,
            **options,
        )
        return self._line

    async def _read(self, line: ClientConnection) -> None:
        """Hear answers until the line is lost, or is silent while something waits."""
        while True:
            try:
                text = await asyncio.wait_for(line.recv(), SILENCE_SECONDS / 4)
            except TimeoutError:
                oldest = min((act.sent_at for act in self.waiting.values()), default=time.monotonic())
                if time.monotonic() - oldest > SILENCE_SECONDS:
                    return
                continue
            if str(text).startswith(('{"t":"ok"', '{"t":"error"')):
                self._hear(json.loads(text))

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
        act.told = frame["d"]["code"] if frame["t"] == "error" else "ok"
        if act.told == "ok" and "newer" in frame.get("d", {}):
            act.told = "newer"

    async def _send_again(self, act: Act) -> None:
        if act.frame["id"] in self.waiting:
            await self._send(act)

    async def let_old_lines_end(self) -> None:
        """Wait until what is stuck on the old lines was read, then close them."""
        for line in self._old:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                # One socket's frames are read one after the other: when this is answered, all before it were.
                await line.send('{"t":"end of the line","id":"end"}')
                async with asyncio.timeout(SETTLE_SECONDS):
                    while '"id":"end"' not in str(await line.recv()):
                        pass
            await line.close()

    async def leave(self) -> None:
        """Close the line in use."""
        if self._line:
            await self._line.close()


class Ledger:
    """A session with phones that act at some rate, and what they were told."""

    def __init__(self, talk: Talk, questions: list[int], poll: int, options: list[int]) -> None:
        self.talk = talk
        self.questions = questions
        self.poll = poll
        self.options = options
        self.phones: list[Phone] = []
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
            await asyncio.gather(*(phone.leave() for phone in self.phones), return_exceptions=True)
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, acting, return_exceptions=True)
        await asyncio.gather(*(phone.let_old_lines_end() for phone in self.phones))

    async def _act(self, per_second: float) -> None:
        began = time.monotonic()
        for number in itertools.count():
            ahead = began + number / per_second - time.monotonic()
            if ahead > 0:
                await asyncio.sleep(ahead)
            phone = self.phones[number % len(self.phones)]
            if len(phone.waiting) < 5:
                self.spawn(phone.act())

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
        found.copies += sum(act.told == "newer" for act in phone.acts)
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
