"""Many rooms at once, each with its big screen, and votes in all of them."""

import argparse
import asyncio

from ..figures import Report
from ..load import Load
from ..pace import clock
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .hall import PAUSE_SECONDS, QUESTION

HELP = "hundreds of small sessions, votes in all of them"
WARM_UP_SECONDS = 3.0
SETTLE_SECONDS = 20.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--attendees", type=int, default=20, help="in each session")
    parser.add_argument("--votes-per-second", type=float, default=100.0, help="over all sessions")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure")
    parser.add_argument("--questions", type=int, default=4, help="in each session")


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the rooms, vote, and report."""
    report, links = Report(), server.create_sessions("Who do we trust, and why?", options.sessions)
    idle_bytes, began = server.resident_bytes(), clock()
    for code, cookies in links:
        await load.stage.join(code, "screen", cookies)
    await fill_rooms(load, [code for code, _ in links], options)
    sockets = options.sessions * (options.attendees + 1)
    report.add("join_ms", "joining and asking, per socket", (clock() - began) / sockets * 1000, "ms")
    await asyncio.sleep(PAUSE_SECONDS)
    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    if options.profile:
        server.profile(options.seconds, options.profile)
    async with Window(server, load) as window:
        late = await load.vote(options.votes_per_second, options.seconds)
    await load.settle(SETTLE_SECONDS)

    grown = server.resident_bytes() - idle_bytes
    report.add(
        "frame_us", "server CPU per delivered frame", window.cpu / max(1, window.traffic.frames) * 1e6, "µs"
    )
    report.add("vote_cpu_ms", "server CPU per vote", window.cpu / max(1, window.votes) * 1000, "ms")
    report.add("session_kib", "memory per session", grown / options.sessions / 1024, "KiB")
    await add_vote_times(report, load, await load.book())
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 1)
    report.add("load_late_p99_ms", "load: votes sent late, p99", late.percentile(99) * 1000, "ms")
    await check(report, server, load)
    return report


async def fill_rooms(load: Load, codes: list[str], options: argparse.Namespace) -> None:
    """People and questions, each room in one process of the load."""
    texts = [QUESTION.format(number + 1) for number in range(options.questions)]
    calls = [
        remote.call("fill_rooms", codes[start :: len(load.remotes)], options.attendees, texts)
        for start, remote in enumerate(load.remotes)
    ]
    await asyncio.gather(*calls)
