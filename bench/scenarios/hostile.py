"""What one attacker does to everybody else: votes and newcomers at a steady rate, alone and under three attacks.

One socket that sends frames of one byte as fast as they are taken, and comes back whenever it is closed. Connections
that say nothing, or half a head. Questions of people who have no cookie. Each comes from a process of its own, after a
stretch without any; reported are the others' times, and how much longer than alone the slowest hundredth took.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..figures import Histogram, Report
from ..load import Load
from ..machine import ROOT
from ..pace import clock
from ..server import Server
from ..window import check
from .fanout import SETTLE_SECONDS, WARM_UP_SECONDS
from .hall import fill

HELP = "what a flood, silent connections and questions without cookies do to the others"
USUAL_FILES = 1024
# An attack is under way before it is measured.
HEAD_START_SECONDS = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=200)
    parser.add_argument("--votes-per-second", type=float, default=20.0)
    parser.add_argument("--pages-per-second", type=float, default=5.0, help="newcomers who open the page")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each stretch is measured")
    parser.add_argument("--questions", type=int, default=24)
    parser.add_argument("--silent", type=int, default=1200, help="connections that say nothing")
    parser.add_argument("--posts", type=int, default=2000, help="questions of people without a cookie")
    parser.add_argument("--reloads", type=int, default=8, help="connections that ask for one person's page")
    parser.add_argument("--files", type=int, default=USUAL_FILES, help="that the server may open at first")


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, measure it alone and under each attack, and report."""
    report = Report()
    code = await fill(server, load, options)
    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    alone = await _stretch(report, load, options, code, "alone")
    for kind, count in (
        ("flood", 1),
        ("silence", options.silent),
        ("questions", options.posts),
        ("pages", options.reloads),
    ):
        async with attacked(server.port, code, kind, count):
            under = await _stretch(report, load, options, code, kind)
        for what, before, after in zip(("ack", "page"), alone, under, strict=True):
            report.add(
                f"{kind}_{what}_more", f"{kind}: {what} p99 beyond alone", after / before * 100 - 100, "%"
            )
    await load.settle(SETTLE_SECONDS)
    await check(report, server, load)
    return report


@asynccontextmanager
async def attacked(port: int, code: str, kind: str, count: int) -> AsyncIterator[None]:
    """An attack, from before the context begins to its end."""
    command = [sys.executable, "-m", "bench.attack", kind, str(port), code, str(count)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    await asyncio.sleep(HEAD_START_SECONDS)
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def _stretch(
    report: Report, load: Load, options: argparse.Namespace, code: str, name: str
) -> tuple[float, float]:
    """Votes and newcomers for a while; returns the p99 of acknowledgements and of pages, in seconds."""
    began = clock()
    newcomers = max(1, round(options.pages_per_second * options.seconds))
    _, arrivals = await asyncio.gather(
        load.vote(options.votes_per_second, options.seconds),
        load.arrive(code, newcomers, options.seconds),
    )
    await load.settle(SETTLE_SECONDS)
    acknowledged = Histogram()
    for vote in (await load.book()).sent.values():
        if vote.sent_at >= began and vote.answered_at:
            acknowledged.add(vote.answered_at - vote.sent_at)
    report.add_times(f"{name}_ack", f"{name}: vote → acknowledged", acknowledged)
    report.add_times(f"{name}_page", f"{name}: asked → page", arrivals.page)
    report.add(f"{name}_in", f"{name}: newcomers who got in", arrivals.live.count, f"of {newcomers}")
    return acknowledged.percentile(99), arrivals.page.percentile(99)
