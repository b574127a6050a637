"""A hall scans the code: everybody opens the page and stays connected.

A newcomer asks for the page (without an identity, compressed), takes the cookie and the revision from it, and opens
a socket with both; live is who was told the first news. Files the page refers to are not asked for: they are
immutable and come from a proxy or a browser's cache. Meanwhile everybody is told how many people are here.
"""

import argparse

from ..figures import Report
from ..load import Load
from ..server import Server
from ..window import Window, add_cpu, check
from .hall import open_hall

HELP = "everybody opens the page and connects within some seconds"
SETTLE_SECONDS = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10.0, help="within which all arrive")
    parser.add_argument("--questions", type=int, default=24, help="asked before")


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Let them in, and report."""
    code, first = await open_hall(server, load, options)
    count, report = max(1, options.attendees - first), Report()
    if options.profile:
        server.profile(options.seconds, options.profile)
    before = server.resident_bytes()
    async with Window(server, load) as window:
        arrivals = await load.arrive(code, count, options.seconds)
    report.add("join_cpu_ms", "server CPU per join", window.cpu / count * 1000, "ms")
    report.add_times("page", "asked → page", arrivals.page)
    report.add_times("live", "asked → live", arrivals.live)
    report.add("joined", "joined", arrivals.live.count, f"of {count}")
    report.add("joined_per_second", "joined per second", arrivals.live.count / window.seconds, "")
    report.add("socket_kib", "memory per socket", (server.resident_bytes() - before) / count / 1024, "KiB")
    add_cpu(report, window)
    report.add("frames", "frames delivered meanwhile", window.traffic.frames, "")
    for failure, times in arrivals.failures.items():
        report.problems.append(f"{times} did not get in: {failure}")
    await load.settle(SETTLE_SECONDS)
    await check(report, server, load)
    return report
