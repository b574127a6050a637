"""What one attacker does to everybody else: votes and newcomers at a steady rate, alone and under four attacks.

One socket that sends frames of one byte as fast as they are taken, and comes back whenever it is closed. Connections
that say nothing, or half a head. Questions of people who have no cookie. One person's page, reloaded. Each comes from a
process of its own, in turns with stretches without any, for a machine is not always as fast. Reported are the others'
times, and how much longer than alone the slowest hundredth took.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

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
    parser.add_argument("--pages-per-second", type=float, default=5.0, help="newcomers, while others leave")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each stretch is measured")
    parser.add_argument("--turns", type=int, default=2, help="stretches without and with each attack")
    parser.add_argument("--questions", type=int, default=24)
    parser.add_argument("--silent", type=int, default=1200, help="connections that say nothing")
    parser.add_argument("--posts", type=int, default=2000, help="questions of people without a cookie")
    parser.add_argument("--reloads", type=int, default=8, help="connections that ask for one person's page")
    parser.add_argument("--files", type=int, default=USUAL_FILES, help="that the server may open at first")


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, measure it in turns alone and under attack, for each kind of attack, and report."""
    report = Report()
    code = await fill(server, load, options)
    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    for kind, count in (
        ("flood", 1),
        ("silence", options.silent),
        ("questions", options.posts),
        ("pages", options.reloads),
    ):
        alone, attacked = _Times(), _Times()
        for _ in range(options.turns):
            await _stretch(alone, load, options, code)
            async with attack(server.port, code, kind, count):
                await _stretch(attacked, load, options, code)
        _tell(report, kind, alone, attacked)
    await load.settle(SETTLE_SECONDS)
    await check(report, server, load)
    return report


@dataclass
class _Times:
    """What the others waited for."""

    acknowledged: Histogram = field(default_factory=Histogram)
    page: Histogram = field(default_factory=Histogram)
    newcomers: int = 0
    got_in: int = 0


def _tell(report: Report, kind: str, alone: _Times, attacked: _Times) -> None:
    for key, what, before, under in (
        ("ack", "vote → acknowledged", alone.acknowledged, attacked.acknowledged),
        ("page", "asked → page", alone.page, attacked.page),
    ):
        report.add_times(f"{kind}_before_{key}", f"before {kind}: {what}", before)
        report.add_times(f"{kind}_{key}", f"{kind}: {what}", under)
        more = under.percentile(99) / before.percentile(99) * 100 - 100
        report.add(f"{kind}_{key}_more", f"{kind}: {what}, p99 beyond alone", more, "%")
    report.add(f"{kind}_in", f"{kind}: newcomers who got in", attacked.got_in, f"of {attacked.newcomers}")


@asynccontextmanager
async def attack(port: int, code: str, kind: str, count: int) -> AsyncIterator[None]:
    """An attack, from before the context begins to its end."""
    command = [sys.executable, "-m", "bench.attack", kind, str(port), code, str(count)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    await asyncio.sleep(HEAD_START_SECONDS)
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def _stretch(times: _Times, load: Load, options: argparse.Namespace, code: str) -> None:
    """Votes and newcomers for a while."""
    began = clock()
    _, arrivals = await asyncio.gather(
        load.vote(options.votes_per_second, options.seconds),
        load.churn(code, options.pages_per_second, options.seconds),
    )
    await load.settle(SETTLE_SECONDS)
    for vote in (await load.book()).sent.values():
        if vote.sent_at >= began and vote.answered_at:
            times.acknowledged.add(vote.answered_at - vote.sent_at)
    times.page.add_all(arrivals.page)
    times.got_in += arrivals.live.count
    times.newcomers += arrivals.live.count + arrivals.failures.total()
