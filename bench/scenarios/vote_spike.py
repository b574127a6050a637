"""Everybody votes at once, faster than it can be written one by one.

Reported is how many votes a second became durable: those acknowledged, from the first sent to the last answered, and
whether exactly these are stored. "Acknowledged" means committed, with the database as safe as it comes (SQLite with
synchronous=FULL, PostgreSQL with fsync and synchronous_commit).
"""

import argparse

from ..figures import Report
from ..load import Load
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .hall import fill

HELP = "everybody votes within some seconds"
SETTLE_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=2000)
    parser.add_argument("--votes-each", type=int, default=5, help="for different questions")
    parser.add_argument("--seconds", type=float, default=2.0, help="within which all votes are sent")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, vote, and report."""
    await fill(server, load, options)
    count, report = options.attendees * options.votes_each, Report()
    if options.profile:
        server.profile(max(2.0, options.seconds), options.profile)
    async with Window(server, load) as window:
        late = await load.vote(count / options.seconds, options.seconds)
        await load.settle(SETTLE_SECONDS)
    book = await load.book()
    answered = [vote.answered_at for vote in book.sent.values() if vote.answered_at]
    began = min(vote.sent_at for vote in book.sent.values())
    if answered:
        rate = len(answered) / (max(answered) - began)
        report.add("durable_per_second", "durable votes per second", rate, "")
    report.add("offered_per_second", "votes sent per second", count / options.seconds, "")
    report.add("vote_cpu_us", "server CPU per vote", window.cpu / count * 1e6, "µs")
    report.add("services_us", "PostgreSQL and Redis CPU per vote", window.services_cpu / count * 1e6, "µs")
    await add_vote_times(report, load, book)
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    report.add("load_late_p99_ms", "load: votes sent late, p99", late.percentile(99) * 1000, "ms")
    await check(report, server, load)
    return report
