"""What server, database and load did while something was measured, and what all scenarios say about it."""

import asyncio

import psutil

from .figures import Report
from .load import Load
from .pace import clock
from .server import Server
from .votes import Book

SAMPLE_SECONDS = 1.0


def machine_cpu_seconds() -> float:
    """What all processes of the machine used so far."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0) - getattr(times, "guest", 0))


class Window:
    """`async with Window(server, load) as window`: afterwards it holds the differences. Memory is sampled meanwhile."""

    def __init__(self, server: Server, load: Load) -> None:
        self._server, self._load = server, load
        self.memory: list[int] = []

    async def __aenter__(self) -> "Window":
        self._traffic, self._votes = await self._load.traffic(), len((await self._load.book()).sent)
        self._began, self._used = clock(), self._cpu()
        self._sampler = asyncio.create_task(self._sample())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._sampler.cancel()
        self.seconds = clock() - self._began
        self.cpu, self.load_cpu, self.services_cpu, machine = (
            after - before for after, before in zip(self._cpu(), self._used, strict=True)
        )
        self.others_cpu = max(0.0, machine - self.cpu - self.load_cpu - self.services_cpu)
        self.memory.append(self._server.resident_bytes())
        self.traffic = (await self._load.traffic()).since(self._traffic)
        self.votes = len((await self._load.book()).sent) - self._votes

    def _cpu(self) -> tuple[float, float, float, float]:
        return (
            self._server.cpu_seconds(),
            self._load.cpu_seconds(),
            self._server.services.cpu_seconds(),
            machine_cpu_seconds(),
        )

    async def _sample(self) -> None:
        while True:
            self.memory.append(self._server.resident_bytes())
            await asyncio.sleep(SAMPLE_SECONDS)


def add_cpu(report: Report, window: Window) -> None:
    """Who used the processors. The load was the limit where it needed most of a core."""
    for key, name, seconds in (
        ("server_cpu", "server CPU of one core", window.cpu),
        ("services_cpu", "PostgreSQL and Redis CPU of one core", window.services_cpu),
        ("load_cpu", "load CPU of one core", window.load_cpu),
        ("others_cpu", "other CPU of one core", window.others_cpu),
    ):
        report.add(key, name, seconds / window.seconds * 100, "%")


def add_traffic(report: Report, window: Window, sockets: int) -> None:
    """What was delivered, and what a server without ticks would have sent more."""
    traffic, frames, uncoalesced = window.traffic, max(1, window.traffic.frames), window.votes * sockets
    report.add("frames", "frames delivered", traffic.frames, "")
    report.add("frames_per_second", "frames delivered per second", traffic.frames / window.seconds, "")
    report.add("frame_bytes", "bytes per frame", traffic.bytes / frames, "B")
    saved = 100 * (1 - traffic.state_frames / uncoalesced) if uncoalesced else 0.0
    report.add("coalesced", "frames coalesced (of votes × sockets)", saved, "%")


async def add_vote_times(report: Report, load: Load, book: Book) -> None:
    """From sending a vote until somebody knows."""
    report.add_times("phone", "vote → every phone", book.shown_times(await load.seen("attendee")))
    report.add_times("screen", "vote → big screen", book.shown_times(await load.seen("screen")))
    report.add_times("ack", "vote → acknowledged", book.answer_times())


async def check(report: Report, server: Server, load: Load, *, lost_sockets: bool = True) -> None:
    """Acknowledged = stored = shown, or say what is not. `lost_sockets`: closed ones are a problem."""
    book, stored = await load.book(), server.stored_votes(load.stage.rooms)
    by_room = book.scores()
    scores = {question: count for room in by_room.values() for question, count in room.items()}
    acknowledged = sum(scores.values())
    report.add("sent", "votes sent", len(book.sent), "")
    report.add("acknowledged", "votes acknowledged", acknowledged, "")
    report.add("stored", "votes stored", sum(rows for rows, _ in stored.values()), "")
    wrong, (sockets, closed, byes) = await load.wrong(by_room), await load.heads()
    report.add("shown", "sockets shown exactly these", sockets - wrong, f"of {sockets}")
    if book.refused:
        report.problems.append(f"refused: {dict(book.refused)}")
    if unanswered := len(book.sent) - acknowledged - book.refused.total():
        report.problems.append(f"{unanswered} votes were never answered")
    if {q: both for q, both in stored.items() if any(both)} != {q: (v, v) for q, v in scores.items()}:
        report.problems.append("what is stored is not what was acknowledged")
    if wrong:
        report.problems.append(f"{wrong} sockets were not shown all votes")
    if lost_sockets and (closed or byes):
        report.problems.append(f"the server closed {closed} sockets {sorted(set(byes))}")
