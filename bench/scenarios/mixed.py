"""A talk: people arrive, vote now and then, more after each highlight, answer two polls; some come and go.

The first fifth of the time people arrive through the page. Votes trickle all along; every fifteen seconds the
moderator highlights another question and a burst of votes follows; at 45 % and 75 % of the time a poll is opened that
everybody answers within eight seconds. From the end of the arrivals one in ten leaves and is replaced each minute.
"""

import argparse
import asyncio
import itertools

from ..crowd import Arrivals
from ..figures import Report
from ..load import Load
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .hall import open_hall
from .poll_spike import hold_poll, moderator_of

HELP = "a modelled talk: arrivals, bursts of votes, two polls, people coming and going"

ARRIVING = 0.2
POLLS_AT = (0.45, 0.75)
POLL_SECONDS = 8.0
TRICKLE_PER_ATTENDEE = 0.005  # votes a second
HIGHLIGHT_EVERY_SECONDS = 15.0
BURST_SHARE, BURST_SECONDS = 0.2, 4.0  # of all people vote after a highlight, within
CHURN_PER_SECOND = 0.1 / 60
SETTLE_SECONDS = 30.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=180.0, help="how long the talk is")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Hold the talk, and report."""
    code, first = await open_hall(server, load, options)
    report, questions = Report(), load.stage.room(code).questions
    seconds, arriving = options.seconds, options.seconds * ARRIVING
    if options.profile:
        server.profile(seconds, options.profile)
    async with Window(server, load) as window, asyncio.TaskGroup() as group:
        joining = group.create_task(load.arrive(code, options.attendees - first, arriving))
        group.create_task(load.vote(options.attendees * TRICKLE_PER_ATTENDEE, seconds))
        group.create_task(highlight(load, code, questions, options))
        group.create_task(polls(load, code, seconds))
        churning = group.create_task(churn(load, code, options))
    await load.settle(SETTLE_SECONDS)

    report.add(
        "frame_us", "server CPU per delivered frame", window.cpu / max(1, window.traffic.frames) * 1e6, "µs"
    )
    report.add_times("live", "asked → live", joining.result().live)
    await add_vote_times(report, load, await load.book())
    report.add("memory_mib", "server's memory, most", max(window.memory) / 2**20, "MiB")
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    for arrivals in (joining.result(), churning.result()):
        report.problems += [f"{times} did not get in: {why}" for why, times in arrivals.failures.items()]
    await check(report, server, load)
    return report


async def highlight(load: Load, code: str, questions: list[int], options: argparse.Namespace) -> None:
    """Another question every now and then, and the votes that follow."""
    moderator, turn = moderator_of(load, code), itertools.cycle(questions)
    burst = options.attendees * BURST_SHARE / BURST_SECONDS
    pause = min(HIGHLIGHT_EVERY_SECONDS, options.seconds / 4)
    await asyncio.sleep(options.seconds * ARRIVING)
    for _ in range(int(options.seconds * (1 - ARRIVING) / pause)):
        await load.stage.do(moderator, "question.highlight", question=next(turn), on=True)
        votes = asyncio.create_task(load.vote(burst, min(BURST_SECONDS, pause)))
        await asyncio.sleep(pause)
        await votes


async def polls(load: Load, code: str, seconds: float) -> None:
    """Two polls, each closed by the next one opening or the end."""
    passed = 0.0
    for share in POLLS_AT:
        await asyncio.sleep(max(0.0, seconds * share - passed))
        answering = min(POLL_SECONDS, seconds / 8)
        await hold_poll(load, code, answering)
        passed = seconds * share + answering


async def churn(load: Load, code: str, options: argparse.Namespace) -> Arrivals:
    """People come and go once all have arrived."""
    await asyncio.sleep(options.seconds * ARRIVING)
    per_second = max(options.attendees * CHURN_PER_SECOND, 1 / options.seconds)
    return await load.churn(code, per_second, options.seconds * (1 - ARRIVING))
