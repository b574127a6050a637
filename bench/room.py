"""A session full of people: their sockets, what each of them sees, and what they say."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import msgspec

from . import client
from .server import Links
from .votes import Book

JOIN_AT_ONCE = 64
MOST_FRAMES_KEPT = 2000
SETTLE_LOOK_SECONDS = 0.05

clock = time.perf_counter


class Incoming(msgspec.Struct):
    """What of a frame interests us."""

    t: str
    id: str = ""
    rev: int = 0
    d: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """A state frame: its revision and the scores it tells."""

    revision: int
    scores: dict[int, int]


@dataclass
class Traffic:
    """What the sockets received, as counts that only grow."""

    frames: int = 0
    state_frames: int = 0
    bytes: int = 0

    def since(self, earlier: "Traffic") -> "Traffic":
        """What came after `earlier`."""
        return Traffic(
            self.frames - earlier.frames, self.state_frames - earlier.state_frames, self.bytes - earlier.bytes
        )


def read_scores(state: dict[str, Any], options: dict[int, list[int]]) -> dict[int, int]:
    """The scores of questions by id, and the counts of polls by minus the option's id; `options` by poll."""
    scores = {one["id"]: one["score"] for one in state.get("questions", ())}
    scores |= {int(question): score for question, score in state.get("scores", {}).items()}
    polls = {poll["id"]: poll for poll in state.get("polls", ())}
    polls |= {int(poll): moved for poll, moved in state.get("counts", {}).items()}
    for poll, moved in polls.items():
        counts = (moved["results"] or {}).get("counts", ())
        scores |= {-option: count for option, count in zip(options[poll], counts, strict=False)}
    return scores


class Viewer:
    """One socket and the scores it was told."""

    __slots__ = ("_room", "live", "role", "scores", "socket", "votes_shown")

    def __init__(self, room: "Room", role: str) -> None:
        self._room = room
        self.role = role
        self.scores: dict[int, int] = {}
        self.votes_shown = 0
        self.live: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()
        self.socket: client.Socket

    def on_frame(self, payload: bytes) -> None:
        """Take a frame from the server."""
        at, room = clock(), self._room
        shown = room.read(payload, at)
        if shown is None:
            return
        scores = self.scores
        for question, score in shown.scores.items():
            before = scores.get(question, 0)
            if score != before:
                scores[question] = score
                self.votes_shown += score - before
                room.book.show(self.role, question, before, score, at)
        if self.live:
            self.live.set_result(None)
            self.live = None


class Room:
    """All sockets of the load in one session."""

    def __init__(self, port: int, links: Links) -> None:
        self.port = port
        self.links = links
        self.book = Book()
        self.traffic = Traffic()
        self.viewers: list[Viewer] = []
        self.byes: list[str] = []
        self.options: dict[int, list[int]] = {}
        self._frames: dict[bytes, Shown] = {}
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._decode = msgspec.json.Decoder(Incoming).decode

    # --- coming and going --------------------------------------------------------------------------------

    async def join(self, role: str) -> Viewer:
        """Open a socket and wait until it has the whole state."""
        viewer = Viewer(self, role)
        path = f"/ws/s/{self.links.code}/{role}"
        cookies = "" if role == "attendee" else self.links.cookies
        assert viewer.live
        live = viewer.live
        viewer.socket = await client.connect(self.port, path, viewer.on_frame, cookies)
        await live
        self.viewers.append(viewer)
        return viewer

    async def join_many(self, count: int) -> list[Viewer]:
        """Let attendees in, a few at once."""
        gate = asyncio.Semaphore(JOIN_AT_ONCE)

        async def join() -> Viewer:
            async with gate:
                return await self.join("attendee")

        return list(await asyncio.gather(*(join() for _ in range(count))))

    def leave(self) -> None:
        """Close every socket."""
        for viewer in self.viewers:
            viewer.socket.close()

    # --- saying ------------------------------------------------------------------------------------------

    async def ask(self, viewer: Viewer, text: str) -> int:
        """Ask a question; returns its id."""
        return int((await self.do(viewer, "question.ask", {"text": text}))["question"])

    async def do(self, viewer: Viewer, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Carry out a command; returns what it made. Raises ConnectionError where it is refused."""
        command_id = f"c{len(self._waiting)}"
        future = self._waiting[command_id] = asyncio.get_running_loop().create_future()
        viewer.socket.send(msgspec.json.encode({"t": name, "id": command_id, "d": fields}))
        return await future

    def answer(self, viewer: Viewer, poll: int, option: int) -> None:
        """Answer a poll with one option; the book has it as a vote for `-option`."""
        vote_id = self.book.send(-option, clock(), measured=True)
        text = f'{{"t":"poll.answer","id":"{vote_id}","d":{{"poll":{poll},"options":[{option}]}}}}'
        viewer.socket.send(text.encode())

    def vote(self, viewer: Viewer, question: int, *, measured: bool) -> None:
        """Send an upvote; the book says what became of it."""
        vote_id = self.book.send(question, clock(), measured=measured)
        text = f'{{"t":"question.upvote","id":"{vote_id}","d":{{"question":{question},"on":true}}}}'
        viewer.socket.send(text.encode())

    # --- hearing -----------------------------------------------------------------------------------------

    def read(self, payload: bytes, at: float) -> Shown | None:
        """Count a frame and take what it says; a frame that came before to another socket is known already."""
        self.traffic.frames += 1
        self.traffic.bytes += len(payload)
        shown = self._frames.get(payload)
        if shown is None:
            event = self._decode(payload)
            if event.t not in {"snapshot", "update"}:
                self._take_answer(event, at)
                return None
            for poll in event.d.get("polls", ()):
                self.options.setdefault(poll["id"], [option["id"] for option in poll["options"]])
            shown = Shown(event.rev, read_scores(event.d, self.options))
            if len(self._frames) >= MOST_FRAMES_KEPT:
                self._frames.clear()
            self._frames[payload] = shown
        self.traffic.state_frames += 1
        return shown

    def _take_answer(self, event: Incoming, at: float) -> None:
        if event.t == "ok" and event.id in self.book.sent:
            self.book.acknowledge(event.id, at)
        elif event.t == "ok" and event.id in self._waiting:
            self._waiting[event.id].set_result(event.d)
        elif event.t == "error" and event.id in self._waiting:
            self._waiting[event.id].set_exception(ConnectionError(f"a command was refused: {event.d}"))
        elif event.t == "error":
            self.book.refused[event.d["code"]] += 1
        elif event.t == "bye":
            self.byes.append(event.d["code"])

    # --- how it stands -----------------------------------------------------------------------------------

    async def settle(self, seconds: float) -> None:
        """Wait until every vote is answered and everybody was shown all of them, at most `seconds`."""
        for _ in range(round(seconds / SETTLE_LOOK_SECONDS)):
            if self._is_settled():
                return
            await asyncio.sleep(SETTLE_LOOK_SECONDS)

    def _is_settled(self) -> bool:
        votes = sum(self.book.scores().values())
        answered = votes + self.book.refused.total() == len(self.book.sent)
        return answered and all(viewer.votes_shown == votes for viewer in self.viewers)

    async def options_of(self, poll: int) -> list[int]:
        """The ids of a poll's options, once a socket was shown it."""
        while poll not in self.options:  # noqa: ASYNC110 (asked once, before anything is measured)
            await asyncio.sleep(SETTLE_LOOK_SECONDS)
        return self.options[poll]

    def count_wrong(self, scores: dict[int, int]) -> int:
        """How many sockets were not shown exactly these scores."""
        return sum({k: v for k, v in one.scores.items() if v} != scores for one in self.viewers)

    def count_closed(self) -> int:
        """How many sockets the server closed."""
        return sum(viewer.socket.closed for viewer in self.viewers)
