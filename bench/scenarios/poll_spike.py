"""Everybody answers a poll within a few seconds of its opening, and watches the bars grow.

Reported are the server's CPU time for each answer and each frame, the time from sending an answer until it is
acknowledged and until phones and the big screen were shown it, and whether acknowledged = stored = shown.
"""

import argparse
import asyncio
import random

from ..figures import Histogram, Report
from ..room import Room, clock
from ..server import Server, start_server
from .fanout import SETTLE_SECONDS, START_AND_JOIN_SECONDS, Window, add_figures, check

HELP = "everybody answers a poll within a few seconds"

OPTIONS = (
    "Talk with residents earlier",
    "Share data between teams",
    "Hire and keep people",
    "Depend less on vendors",
)
WEIGHTS = (46, 27, 18, 9)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=5.0, help="within which all answer")


async def run(options: argparse.Namespace) -> Report:
    """Measure. Raises BenchError, or TimeoutError where the server does not keep up at all."""
    services = {
        "workers": options.workers,
        "database_url": options.database_url,
        "redis_url": options.redis_url,
    }
    with start_server(options.server, **services) as server:
        async with asyncio.timeout(START_AND_JOIN_SECONDS + options.seconds + SETTLE_SECONDS):
            return await measure(server, options)


async def measure(server: Server, options: argparse.Namespace) -> Report:
    """Fill the room, open the poll, answer, and report."""
    room = Room(server.port, server.create_session("Who do we trust, and why?"))
    try:
        await room.join("screen")
        moderator = await room.join("moderator")
        attendees = await room.join_many(options.attendees)
        made = await room.do(
            moderator, "poll.create", {"title": "Where do we start?", "options": list(OPTIONS)}
        )
        await room.do(moderator, "poll.open", {"poll": made["poll"]})
        choices = await room.options_of(made["poll"])
        chance, lateness = random.Random(7), Histogram()
        order = chance.sample(attendees, len(attendees))
        if options.profile:
            server.profile(options.seconds, options.profile)
        window = Window(server, room)
        began = clock()
        for number, viewer in enumerate(order):
            due = began + options.seconds * number / len(order)
            if (pause := due - clock()) > 0:
                await asyncio.sleep(pause)
            lateness.add(clock() - due)
            room.answer(viewer, made["poll"], chance.choices(choices, WEIGHTS)[0])
        await room.settle(SETTLE_SECONDS)
        window.end()

        report = Report()
        add_figures(report, room, window)
        report.add("load_late_p99_ms", "load: answers sent late, p99", lateness.percentile(99) * 1000, "ms")
        check(report, room, server)
        return report
    finally:
        room.leave()
