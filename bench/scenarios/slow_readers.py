"""Some phones are in a lift: they stay connected and never read. The others must not notice, nor the memory.

The slow ones read the first state, then nothing more, with the smallest buffer the system allows. Reported are the
times of everybody else and how much the server grew for each slow one.
"""

import argparse
import asyncio

from ..figures import Report
from ..load import Load
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .fanout import SETTLE_SECONDS, WARM_UP_SECONDS, refuse_impossible
from .hall import PAUSE_SECONDS, fill

HELP = "one in ten never reads"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--slow-percent", type=float, default=10.0, help="of them, who never read")
    parser.add_argument("--votes-per-second", type=float, default=100.0)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, vote, and report."""
    report, slow = Report(), max(1, round(options.attendees * options.slow_percent / 100))
    everybody, options.attendees = options.attendees, options.attendees - slow
    refuse_impossible(options)
    code = await fill(server, load, options)
    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    await load.join(code, slow, slow=True)
    await asyncio.sleep(PAUSE_SECONDS)
    before = server.resident_bytes()
    if options.profile:
        server.profile(options.seconds, options.profile)
    async with Window(server, load) as window:
        await load.vote(options.votes_per_second, options.seconds)
    await load.settle(SETTLE_SECONDS)
    options.attendees = everybody

    report.add(
        "frame_us", "server CPU per delivered frame", window.cpu / max(1, window.traffic.frames) * 1e6, "µs"
    )
    await add_vote_times(report, load, await load.book())
    report.add("slow", "sockets that never read", slow, f"of {everybody}")
    grown = (server.resident_bytes() - before) / slow / 1024
    report.add("slow_kib", "server's growth per slow socket", grown, "KiB")
    report.add("grown_mib", "server's growth", grown * slow / 1024, "MiB")
    report.add("memory_mib", "server's memory, most", max(window.memory) / 2**20, "MiB")
    add_cpu(report, window)
    add_traffic(report, window, everybody + 2)
    await check(report, server, load)
    return report
