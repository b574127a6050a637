"""What a frame, a vote, a batch of votes and a tick cost, each by itself.

One room grows, and at each size people vote slowly, then fast; each time has its own mix of the four. The server
says how many of each there were (/metrics), the operating system what all of it took. Reported are the costs that fit
best, and how far they are from the time they fit worst. `script/simulate` reads them.
"""

import argparse
import asyncio
from collections import Counter
from typing import NamedTuple

from ..counted import read_counts
from ..figures import Report
from ..fit import costs, errors
from ..load import Load
from ..server import Server
from ..window import Window, check
from .hall import PAUSE_SECONDS, open_hall

HELP = "what a frame, a vote, a batch and a tick cost"

SIZES = (40, 400, 1500)
RATES = (0.25, 1.0)  # votes a second and attendee, while they are few
MOST_VOTES_PER_SECOND = (20.0, 400.0)
WARM_UP_SECONDS = 1.0
SETTLE_SECONDS = 20.0


class Run(NamedTuple):
    """A stretch of time: CPU seconds of the server and of its services, and what they did."""

    cpu: float
    services_cpu: float
    counts: Counter[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=SIZES[-1], help="at the largest size")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long to measure each of six times")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Grow, vote, and report."""
    report, runs, before = Report(), [], server.resident_bytes()
    code, here = await open_hall(server, load, options)
    for size in SIZES:
        people = max(here + len(load.remotes), size * options.attendees // SIZES[-1])  # some in each process
        await load.join(code, people - here)
        here = people
        await asyncio.sleep(PAUSE_SECONDS)
        if size == SIZES[-1]:
            report.add(
                "socket_kib", "memory per socket", (server.resident_bytes() - before) / here / 1024, "KiB"
            )
        for rate, most in zip(RATES, MOST_VOTES_PER_SECOND, strict=True):
            runs.append(await _run(server, load, min(rate * here, most), options.seconds))
    await load.settle(SETTLE_SECONDS)
    add_costs(report, runs)
    await check(report, server, load)
    return report


async def _run(server: Server, load: Load, votes_per_second: float, seconds: float) -> Run:
    await load.vote(votes_per_second, WARM_UP_SECONDS, measured=False)
    before = await asyncio.to_thread(read_counts, server.port)
    async with Window(server, load) as window:
        await load.vote(votes_per_second, seconds)
    after = await asyncio.to_thread(read_counts, server.port)
    after.subtract(before)
    return Run(window.cpu, window.services_cpu, after)


def add_costs(report: Report, runs: list[Run]) -> None:
    """The figures. A tick's include what else goes on in a room as time goes by."""
    for which, kinds in (
        ("", ("updates", "votes", "batches", "ticks")),
        ("services_", ("votes", "batches", "ticks")),
    ):
        totals = [run.services_cpu if which else run.cpu for run in runs]
        if not all(totals):
            continue  # SQLite has no server
        counts = [[run.counts[kind] for kind in kinds] for run in runs]
        each = costs(counts, totals)
        whose = "PostgreSQL and Redis CPU" if which else "server CPU"
        for kind, seconds in zip(kinds, each, strict=True):
            one = {"updates": "frame", "votes": "vote", "batches": "batch", "ticks": "tick"}[kind]
            report.add(f"{which}{one}_us", f"{whose} per {one}", seconds * 1e6, "µs")
        worst = max(errors(counts, totals, each))
        report.add(f"{which}fit_percent", f"{whose}: farthest from this", worst * 100, "%")
