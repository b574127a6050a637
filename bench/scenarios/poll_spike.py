"""Everybody answers a poll within a few seconds of its opening, and watches the bars grow.

Reported are the server's CPU time for each answer and each frame, the time from sending an answer until it is
acknowledged and until phones and the big screen were shown it, and whether acknowledged = stored = shown.
"""

import argparse

from ..figures import Histogram, Report
from ..load import Load
from ..server import Server
from ..viewer import Viewer
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .hall import open_hall

HELP = "everybody answers a poll within a few seconds"

TITLE = "Where do we start?"
OPTIONS = (
    "Talk with residents earlier",
    "Share data between teams",
    "Hire and keep people",
    "Depend less on vendors",
)
WEIGHTS = (46, 27, 18, 9)
SETTLE_SECONDS = 20.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=5.0, help="within which all answer")
    parser.set_defaults(questions=1)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, open the poll, answer, and report."""
    report = Report()
    code, first = await open_hall(server, load, options)
    await load.join(code, options.attendees - first)
    if options.profile:
        server.profile(options.seconds, options.profile)
    async with Window(server, load) as window:
        late = await hold_poll(load, code, options.seconds)
        await load.settle(SETTLE_SECONDS)
    frames = max(1, window.traffic.frames)
    report.add("frame_us", "server CPU per delivered frame", window.cpu / frames * 1e6, "µs")
    report.add("vote_cpu_ms", "server CPU per answer", window.cpu / max(1, window.votes) * 1000, "ms")
    await add_vote_times(report, load, await load.book())
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    report.add("load_late_p99_ms", "load: answers sent late, p99", late.percentile(99) * 1000, "ms")
    await check(report, server, load)
    return report


async def hold_poll(load: Load, code: str, seconds: float) -> Histogram:
    """Open a poll and let everybody answer it; returns how late they were sent."""
    moderator = moderator_of(load, code)
    made = await load.stage.do(moderator, "poll.create", title=TITLE, options=list(OPTIONS))
    await load.stage.do(moderator, "poll.open", poll=made["poll"])
    options = await load.stage.options_of(code, made["poll"])
    return await load.answer(code, made["poll"], dict(zip(options, WEIGHTS, strict=True)), seconds)


def moderator_of(load: Load, code: str) -> Viewer:
    """The desk of a session."""
    return next(viewer for viewer in load.stage.room(code).viewers if viewer.role == "moderator")
