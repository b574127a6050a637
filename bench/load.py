"""The load: crowds in processes of their own, and one here for the few whose times must not suffer from the many."""

import asyncio
import pickle
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import psutil

from .crowd import Arrivals, Crowd
from .figures import Histogram
from .machine import ROOT, BenchError
from .room import Traffic
from .viewer import Viewer
from .votes import Book

HEAD_BYTES = 4


class Remote:
    """A crowd in another process: `call` runs a method of it there."""

    def __init__(self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader,
                 writer: asyncio.StreamWriter) -> None:  # fmt: skip
        self._process, self._reader, self._writer = process, reader, writer
        self.process = psutil.Process(process.pid)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._calls = 0
        self._task = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, port: int, name: str) -> "Remote":
        """Start the process."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "bench.worker", str(theirs.fileno()), str(port), name]
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, pass_fds=[theirs.fileno()])
        theirs.close()
        return cls(process, *await asyncio.open_connection(sock=ours, limit=2**30))

    async def call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """What the method returns, or raises."""
        self._calls += 1
        future = self._waiting[self._calls] = asyncio.get_running_loop().create_future()
        self._writer.write(packed((self._calls, method, args, kwargs)))
        return await future

    async def stop(self) -> None:
        """End the process."""
        self._writer.close()
        await self._process.wait()
        await self._task

    async def _listen(self) -> None:
        try:
            while True:
                call, value, error = await unpacked(self._reader)
                future = self._waiting.pop(call)
                if not future.done():
                    future.set_exception(error) if error else future.set_result(value)
        except (asyncio.IncompleteReadError, ConnectionError):
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(BenchError("a process of the load ended"))


def packed(message: object) -> bytes:
    """A message as it goes from process to process."""
    body = pickle.dumps(message)
    return len(body).to_bytes(HEAD_BYTES, "big") + body


async def unpacked(reader: asyncio.StreamReader) -> Any:
    """The next message."""
    size = int.from_bytes(await reader.readexactly(HEAD_BYTES), "big")
    return pickle.loads(await reader.readexactly(size))


@asynccontextmanager
async def start_load(port: int, processes: int) -> AsyncIterator["Load"]:
    """Start the processes of the load, and end them."""
    load = Load(port, [await Remote.start(port, f"{number}") for number in range(processes)])
    try:
        yield load
    finally:
        await load.stage.leave()
        for remote in load.remotes:
            await remote.stop()


class Load:
    """All crowds. `stage` has the moderators and screens, in this process."""

    def __init__(self, port: int, remotes: list[Remote]) -> None:
        self.remotes = remotes
        self.stage = Crowd(port, "stage")
        self._here = psutil.Process()

    # --- coming and saying, spread over the processes ----------------------------------------------------

    async def each(self, method: str, *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method of every crowd in another process, at once."""
        return list(await asyncio.gather(*(remote.call(method, *args, **kwargs) for remote in self.remotes)))

    def shares(self, count: int) -> list[int]:
        """A number of people, spread over the processes."""
        return [len(range(start, count, len(self.remotes))) for start in range(len(self.remotes))]

    async def open_stage(self, code: str, cookie: str) -> Viewer:
        """Connect the big screen and the desk; returns the moderator."""
        await self.stage.join(code, "screen", cookie)
        return await self.stage.join(code, "moderator", cookie)

    async def join(self, code: str, count: int, *, slow: bool = False) -> None:
        """Let attendees in as fast as the server takes them, without the page."""
        await self._spread("join_many", count, [code], slow=slow)

    async def arrive(self, code: str, count: int, seconds: float) -> Arrivals:
        """Let newcomers in, see `Crowd.arrive`."""
        calls = [
            remote.call("arrive", code, share, seconds)
            for remote, share in zip(self.remotes, self.shares(count), strict=True)
        ]
        return merge(await asyncio.gather(*calls))

    async def churn(self, code: str, per_second: float, seconds: float) -> Arrivals:
        """Let people leave and arrive, see `Crowd.churn`."""
        return merge(await self.each("churn", code, per_second / len(self.remotes), seconds))

    async def vote(self, per_second: float, seconds: float, *, measured: bool = True) -> Histogram:
        """Votes of all, see `Crowd.vote`."""
        return merge(await self.each("vote", per_second / len(self.remotes), seconds, measured=measured))

    async def answer(self, code: str, poll: int, weights: Mapping[int, float], seconds: float) -> Histogram:
        """Everybody answers a poll, see `Crowd.answer`."""
        return merge(await self.each("answer", code, poll, dict(weights), seconds))

    async def write(self, code: str, poll: int, text: str, per_second: float, seconds: float) -> None:
        """Texts of all, see `Crowd.write`."""
        await self.each("write", code, poll, text, per_second / len(self.remotes), seconds)

    async def ask(self, code: str, texts: list[str], by: int) -> list[int]:
        """Questions of a few; everybody may vote for them."""
        questions: list[int] = await self.remotes[0].call("ask", code, texts, by)
        await self.each("learn", code, questions)
        await self.stage.learn(code, questions)
        return questions

    async def _spread(self, method: str, count: int, *args: Any, **kwargs: Any) -> None:
        calls = [
            remote.call(method, *args, share, **kwargs)
            for remote, share in zip(self.remotes, self.shares(count), strict=True)
        ]
        await asyncio.gather(*calls)

    # --- how it stands -----------------------------------------------------------------------------------

    async def traffic(self) -> Traffic:
        """What all sockets received so far."""
        total = Traffic()
        for part in [await self.stage.traffic(), *await self.each("traffic")]:
            total.add(part)
        return total

    async def book(self) -> Book:
        """All votes so far."""
        book = Book()
        for part in [await self.stage.votes(), *await self.each("votes")]:
            book.add(part)
        return book

    async def seen(self, role: str) -> list[tuple[tuple[int, int, int], dict[int, int]]]:
        """What sockets of a role were shown."""
        if role != "attendee":
            return await self.stage.seen(role)
        return [one for part in await self.each("seen", role) for one in part]

    async def unanswered(self) -> int:
        """How many commands wait for an answer."""
        return sum(await self.each("unanswered")) + await self.stage.unanswered()

    async def wrong(self, scores: Mapping[str, Mapping[int, int]]) -> int:
        """How many sockets were not shown exactly these scores."""
        plain = {code: dict(counts) for code, counts in scores.items()}
        return sum(await self.each("wrong", plain)) + await self.stage.wrong(plain)

    async def heads(self) -> tuple[int, int, list[str]]:
        """How many sockets read, how many the server closed, and its goodbyes."""
        parts = [await self.stage.heads(), *await self.each("heads")]
        return sum(p[0] for p in parts), sum(p[1] for p in parts), [bye for p in parts for bye in p[2]]

    async def settle(self, seconds: float) -> None:
        """Wait until every command is answered and everybody was shown all votes, at most `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while await self.unanswered():
                    await asyncio.sleep(0.1)
                scores = (await self.book()).scores()
                while await self.wrong(scores):
                    await asyncio.sleep(0.1)
        except TimeoutError:
            return  # the report says what is missing

    def cpu_seconds(self) -> float:
        """What all processes of the load used so far."""
        processes = [self._here, *(remote.process for remote in self.remotes)]
        return sum(sum(process.cpu_times()[:2]) for process in processes)


def merge(parts: list[Any]) -> Any:
    """The parts of several processes as one."""
    first, *others = parts
    for other in others:
        (first.add_all if isinstance(first, Histogram) else first.add)(other)
    return first
