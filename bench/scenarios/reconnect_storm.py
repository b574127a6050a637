"""The server dies in the middle of a vote (kill -9) and is started again at once; everybody comes back.

Phones wait as static/js/live/socket.js lets them: full jitter up to a bound that doubles. They say which revision
they have, and send again what was not answered. Reported is how long it took from the kill until shares of them
were live again, and, with a PostgreSQL of our own, how many statements the new process sent until all were: to let
them in, to look every two seconds, and for the few votes that had no answer yet. Votes of those who go on while the
server is down cost statements of their own, so nobody does unless `--vote-while-down` says so.
"""

import argparse
import asyncio
import math

from ..figures import Report
from ..load import Load
from ..pace import clock
from ..server import Server
from ..window import Window, add_cpu, check
from .hall import fill

HELP = "the server is killed; everybody comes back"
VOTING_SECONDS = 2.0
GIVE_UP_SECONDS = 120.0
SETTLE_SECONDS = 20.0
MOST_NOTED = 6
SHARES = (50, 90, 99, 100)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--votes-per-second", type=float, default=50.0, help="when the server dies")
    parser.add_argument("--vote-while-down", type=float, default=0.0, metavar="SECONDS", help="go on so long")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, kill, start, wait, and report."""
    await fill(server, load, options)
    report = Report()
    await load.stage.expect_return()
    await load.each("expect_return")
    seconds = VOTING_SECONDS + options.vote_while_down
    voting = asyncio.create_task(load.vote(options.votes_per_second, seconds, measured=False))
    await asyncio.sleep(VOTING_SECONDS)
    await asyncio.to_thread(server.kill)
    killed = clock()
    statements = server.services.counts_statements
    if statements:
        await asyncio.to_thread(server.services.forget_statements)
    await asyncio.to_thread(server.start)
    ready = clock()
    if options.profile:
        server.profile(20, options.profile)
    async with Window(server, load) as window:
        back = await everybody_back(load, options.attendees)
        asked = await asyncio.to_thread(server.services.statements) if statements else []
    await voting
    await load.settle(SETTLE_SECONDS)

    report.add("down_s", "killed → ready again", ready - killed, "s")
    for share in SHARES:
        report.add(
            f"back_{share}_s",
            f"killed → {share} % live",
            share_of(back, share, options.attendees) - killed,
            "s",
        )
    report.add("back", "came back", len(back), f"of {options.attendees}")
    if statements:
        report.add(
            "statements", "database statements until all were live", sum(calls for calls, _ in asked), ""
        )
        report.notes += [f"{calls} × {query[:150]}" for calls, query in asked[:MOST_NOTED]]
    report.add("return_cpu_ms", "server CPU per return", window.cpu / max(1, len(back)) * 1000, "ms")
    add_cpu(report, window)
    if len(back) < options.attendees:
        report.problems.append(f"{options.attendees - len(back)} did not come back in {GIVE_UP_SECONDS:g} s")
    await check(report, server, load)
    return report


async def everybody_back(load: Load, count: int) -> list[float]:
    """When attendees were live again, in order, once all are or it took too long."""
    until = clock() + GIVE_UP_SECONDS
    while (
        len(back := [at for part in await load.each("returned") for at in part]) < count and clock() < until
    ):
        await asyncio.sleep(0.1)
    return sorted(back)


def share_of(back: list[float], percent: int, count: int) -> float:
    """When this share of all was back; NaN where it never was."""
    needed = math.ceil(count * percent / 100)
    return back[needed - 1] if len(back) >= needed else math.nan
