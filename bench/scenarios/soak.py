"""A long evening: votes all the time, and people come and go all the time.

Reported is how much the server's memory grew after the warm-up: the median of the last fifth of the samples over
that of the first fifth.
"""

import argparse
import asyncio
import statistics

from ..figures import Report
from ..load import Load
from ..machine import BenchError
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .fanout import SETTLE_SECONDS
from .hall import fill

HELP = "a long time with people coming and going; memory"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--votes-per-second", type=float, default=5.0)
    parser.add_argument(
        "--churn-percent", type=float, default=10.0, help="who leave and are replaced in a minute"
    )
    parser.add_argument("--seconds", type=float, default=1800.0, help="after the warm-up")
    parser.add_argument("--warm-up", type=float, default=180.0, metavar="SECONDS")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, let time pass, and report."""
    if (
        options.votes_per_second * (options.seconds + options.warm_up)
        > options.attendees * options.questions * 0.9
    ):
        raise BenchError("there are not enough attendees and questions for so many votes, one each")
    code = await fill(server, load, options)
    await live_on(load, code, options, options.warm_up, measured=False)
    if options.profile:
        server.profile(options.seconds, options.profile)
    report = Report()
    async with Window(server, load) as window:
        failures = await live_on(load, code, options, options.seconds, measured=True)
    await load.settle(SETTLE_SECONDS)

    first, last = fifths(window.memory)
    report.add("growth_percent", "memory growth after the warm-up", 100 * (last / first - 1), "%")
    report.add("memory_first_mib", "server's memory, first fifth", first / 2**20, "MiB")
    report.add("memory_last_mib", "server's memory, last fifth", last / 2**20, "MiB")
    report.add(
        "frame_us", "server CPU per delivered frame", window.cpu / max(1, window.traffic.frames) * 1e6, "µs"
    )
    await add_vote_times(report, load, await load.book())
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    report.problems += [f"{times} did not get in: {failure}" for failure, times in failures.items()]
    await check(report, server, load)
    return report


async def live_on(
    load: Load, code: str, options: argparse.Namespace, seconds: float, *, measured: bool
) -> dict[str, int]:
    """Votes and churn for some seconds; returns who did not get in, and why."""
    churn = options.attendees * options.churn_percent / 100 / 60
    _, arrivals = await asyncio.gather(
        load.vote(options.votes_per_second, seconds, measured=measured), load.churn(code, churn, seconds)
    )
    return dict(arrivals.failures)


def fifths(samples: list[int]) -> tuple[float, float]:
    """The medians of the first and the last fifth."""
    size = max(1, len(samples) // 5)
    return statistics.median(samples[:size]), statistics.median(samples[-size:])
