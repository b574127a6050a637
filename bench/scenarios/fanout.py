"""A steady stream of votes in one session, shown to everybody.

Attendees join, a few of them ask the questions, then votes come evenly spaced from all of them to all questions
(so every tick moves as many questions as it can: the largest frames). Reported are the server's CPU time for
each frame that arrived anywhere, and the time from sending a vote until a phone, or the big screen, was shown it.
"""

import argparse
import asyncio
import copy
import random
from collections.abc import Iterator

import psutil

from ..figures import Histogram, Report
from ..machine import BenchError
from ..room import Room, Viewer, clock
from ..server import Server, start_server

HELP = "votes at a steady rate, shown to everybody"

QUESTION = "How do we know that the figures on page {} were not chosen to look good, and who checks them?"
ASKERS = 4
WARM_UP_SECONDS = 3.0
SETTLE_SECONDS = 15.0
PAUSE_SECONDS = 1.5
START_AND_JOIN_SECONDS = 120.0
VOTES_PER_ATTENDEE_SECOND = 2.0

Ballots = Iterator[tuple[Viewer, int]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--votes-per-second", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure")
    parser.add_argument("--questions", type=int, default=24)


async def run(options: argparse.Namespace) -> Report:
    """Measure. Raises BenchError, or TimeoutError where the server does not keep up at all."""
    votes = options.votes_per_second * (options.seconds + WARM_UP_SECONDS)
    if votes > options.attendees * options.questions * 0.9:
        raise BenchError("there are not enough attendees and questions for so many votes, one each")
    if options.votes_per_second > options.attendees * VOTES_PER_ATTENDEE_SECOND:
        raise BenchError("so many votes from so few attendees would be refused as too fast")
    with start_server(
        options.server,
        workers=options.workers,
        database_url=options.database_url,
        redis_url=options.redis_url,
    ) as server:
        async with asyncio.timeout(START_AND_JOIN_SECONDS + options.seconds + SETTLE_SECONDS):
            return await measure(server, options)


async def measure(server: Server, options: argparse.Namespace) -> Report:
    """Fill the room, vote, and report."""
    room = Room(server.port, server.create_session("Who do we trust, and why?"))
    try:
        for role in ("screen", "moderator"):
            await room.join(role)
        attendees = await room.join_many(min(ASKERS, options.attendees))
        questions = await ask(room, attendees, options.questions)
        await asyncio.sleep(PAUSE_SECONDS)
        empty_bytes, joined_from = server.resident_bytes(), clock()
        attendees += await room.join_many(options.attendees - len(attendees))
        join_seconds = clock() - joined_from
        await asyncio.sleep(PAUSE_SECONDS)
        full_bytes = server.resident_bytes()

        ballots, lateness = deal(attendees, questions), Histogram()
        await cast(room, ballots, options.votes_per_second, WARM_UP_SECONDS, None)
        if options.profile:
            server.profile(options.seconds, options.profile)
        window = Window(server, room)
        await cast(room, ballots, options.votes_per_second, options.seconds, lateness)
        window.end()
        await room.settle(SETTLE_SECONDS)

        report = Report()
        joined = max(1, options.attendees - ASKERS)
        add_figures(report, room, window)
        report.add("socket_kib", "memory per socket", (full_bytes - empty_bytes) / joined / 1024, "KiB", 60)
        grown = (server.resident_bytes() - empty_bytes) / joined / 1024
        report.add("socket_after_kib", "memory per socket after the votes", grown, "KiB")
        report.add("join_ms", "joining, per attendee", join_seconds / joined * 1000, "ms")
        report.add("load_late_p99_ms", "load: votes sent late, p99", lateness.percentile(99) * 1000, "ms")
        check(report, room, server)
        return report
    finally:
        room.leave()


async def ask(room: Room, attendees: list[Viewer], count: int) -> list[int]:
    """Ask `count` questions, spread over the attendees; returns their ids."""
    texts = [QUESTION.format(number + 1) for number in range(count)]
    # One after the other: nobody may ask fast.
    questions = []
    for index, text in enumerate(texts):
        questions.append(await room.ask(attendees[index % len(attendees)], text))
        await asyncio.sleep(0.3 / len(attendees))
    return questions


def deal(attendees: list[Viewer], questions: list[int]) -> Ballots:
    """Who votes for what, next: everybody in turn, nobody twice for the same."""
    chance = random.Random(7)
    order = chance.sample(attendees, len(attendees))
    offsets = [chance.randrange(len(questions)) for _ in order]
    for lap in range(len(questions)):
        for viewer, offset in zip(order, offsets, strict=True):
            yield viewer, questions[(offset + lap) % len(questions)]


async def cast(
    room: Room, ballots: Ballots, per_second: float, seconds: float, lateness: Histogram | None
) -> None:
    """Send votes at their times, whether or not earlier ones are answered. With `lateness` they are measured."""
    began = clock()
    for number in range(round(per_second * seconds)):
        due = began + number / per_second
        if (pause := due - clock()) > 0:
            await asyncio.sleep(pause)
        if lateness:
            lateness.add(clock() - due)
        room.vote(*next(ballots), measured=lateness is not None)
    await asyncio.sleep(max(0.0, began + seconds - clock()))


class Window:
    """What server and load did while votes were measured."""

    def __init__(self, server: Server, room: Room) -> None:
        self._server, self._room = server, room
        self._load = psutil.Process()
        self._began, self._cpu, self._load_cpu = clock(), server.cpu_seconds(), self._load_seconds()
        self._machine_cpu = machine_cpu_seconds()
        self._traffic = copy.copy(room.traffic)
        self._votes = len(room.book.sent)

    def end(self) -> None:
        """Stop the clock."""
        self.seconds = clock() - self._began
        self.cpu = self._server.cpu_seconds() - self._cpu
        self.load_cpu = self._load_seconds() - self._load_cpu
        self.others_cpu = machine_cpu_seconds() - self._machine_cpu - self.cpu - self.load_cpu
        self.traffic = self._room.traffic.since(self._traffic)
        self.votes = len(self._room.book.sent) - self._votes

    def _load_seconds(self) -> float:
        return sum(self._load.cpu_times()[:2])


def machine_cpu_seconds() -> float:
    """What all processes of the machine used so far."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0) - getattr(times, "guest", 0))


def add_figures(report: Report, room: Room, window: Window) -> None:
    """CPU, times and traffic."""
    frames, book = max(1, window.traffic.frames), room.book
    report.add("frame_us", "server CPU per delivered frame", window.cpu / frames * 1e6, "µs", 40)
    report.add("vote_cpu_ms", "server CPU per vote", window.cpu / max(1, window.votes) * 1000, "ms")
    report.add_times("phone", "vote → every phone", book.shown_times("attendee"), aim_p99=300)
    report.add_times("screen", "vote → big screen", book.shown_times("screen"), aim_p99=150)
    report.add_times("ack", "vote → acknowledged", book.acknowledged)
    report.add("server_cpu", "server CPU of one core", window.cpu / window.seconds * 100, "%")
    report.add("load_cpu", "load CPU of one core", window.load_cpu / window.seconds * 100, "%")
    report.add("others_cpu", "other CPU of one core", window.others_cpu / window.seconds * 100, "%")
    sockets = len(room.viewers)
    report.add("frames", "frames delivered", window.traffic.frames, "")
    report.add("frames_per_second", "frames delivered per second", window.traffic.frames / window.seconds, "")
    report.add("frame_bytes", "bytes per frame", window.traffic.bytes / frames, "B")
    uncoalesced = window.votes * sockets
    saved = 100 * (1 - window.traffic.state_frames / uncoalesced) if uncoalesced else 0.0
    report.add("coalesced", "frames coalesced (of votes × sockets)", saved, "%")


def check(report: Report, room: Room, server: Server) -> None:
    """Acknowledged = stored = shown, or say what is not."""
    book, scores = room.book, room.book.scores()
    stored = server.stored_votes(room.links.code)
    report.add("sent", "votes sent", len(book.sent), "")
    report.add("acknowledged", "votes acknowledged", sum(scores.values()), "")
    report.add("stored", "votes stored", sum(rows for rows, _ in stored.values()), "")
    wrong = room.count_wrong(scores)
    report.add("shown", "sockets shown exactly these", len(room.viewers) - wrong, f"of {len(room.viewers)}")
    if book.refused:
        report.problems.append(f"refused: {dict(book.refused)}")
    if unanswered := len(book.sent) - sum(scores.values()) - book.refused.total():
        report.problems.append(f"{unanswered} votes were never answered")
    if {question: both for question, both in stored.items() if any(both)} != {
        k: (v, v) for k, v in scores.items()
    }:
        report.problems.append("what is stored is not what was acknowledged")
    if wrong:
        report.problems.append(f"{wrong} sockets were not shown all votes")
    if room.byes or room.count_closed():
        report.problems.append(f"the server closed {room.count_closed()} sockets {sorted(set(room.byes))}")
