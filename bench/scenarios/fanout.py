"""A steady stream of votes in one session, shown to everybody.

Attendees join, a few of them ask the questions, then votes come evenly spaced from all of them to all questions
(so every tick moves as many questions as it can: the largest frames). Reported are the server's CPU time for
each frame that arrived anywhere, and the time from sending a vote until a phone, or the big screen, was shown it.
"""

import argparse
import asyncio

from ..figures import Report
from ..load import Load
from ..machine import BenchError
from ..pace import clock
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .hall import PAUSE_SECONDS, open_hall

HELP = "votes at a steady rate, shown to everybody"

WARM_UP_SECONDS = 3.0
SETTLE_SECONDS = 20.0
VOTES_PER_ATTENDEE_SECOND = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--votes-per-second", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, vote, and report."""
    refuse_impossible(options)
    report = Report()
    code, first = await open_hall(server, load, options)
    empty_bytes, joined_from = server.resident_bytes(), clock()
    joined = options.attendees - first
    await load.join(code, joined)
    join_seconds = clock() - joined_from
    await asyncio.sleep(PAUSE_SECONDS)
    full_bytes = server.resident_bytes()

    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    if options.profile:
        server.profile(options.seconds, options.profile)
    async with Window(server, load) as window:
        late = await load.vote(options.votes_per_second, options.seconds)
    await load.settle(SETTLE_SECONDS)

    frames = max(1, window.traffic.frames)
    report.add("frame_us", "server CPU per delivered frame", window.cpu / frames * 1e6, "µs")
    report.add("vote_cpu_ms", "server CPU per vote", window.cpu / max(1, window.votes) * 1000, "ms")
    await add_vote_times(report, load, await load.book())
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    if joined > 0:
        report.add("socket_kib", "memory per socket", (full_bytes - empty_bytes) / joined / 1024, "KiB")
        grown = (server.resident_bytes() - empty_bytes) / joined / 1024
        report.add("socket_after_kib", "memory per socket after the votes", grown, "KiB")
        report.add("join_ms", "joining, per attendee", join_seconds / joined * 1000, "ms")
    report.add("load_late_p99_ms", "load: votes sent late, p99", late.percentile(99) * 1000, "ms")
    await check(report, server, load)
    return report


def refuse_impossible(options: argparse.Namespace) -> None:
    """Raise BenchError where the votes cannot come from so few people."""
    votes = options.votes_per_second * (options.seconds + WARM_UP_SECONDS)
    if votes > options.attendees * options.questions * 0.9:
        raise BenchError("there are not enough attendees and questions for so many votes, one each")
    if options.votes_per_second > options.attendees * VOTES_PER_ATTENDEE_SECOND:
        raise BenchError("so many votes from so few attendees would be refused as too fast")
