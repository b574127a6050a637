"""Some phones are in a lift: they stay connected and never read. The others must not notice, nor the memory.

Small frames would all fit into the system's buffers and nothing would be slow, so beside the votes a poll fills a wall
with texts: every few frames carry 40 of them. The slow ones read the first state, then nothing, with the smallest
buffer the system allows. In the end they read again: they must be shown all votes, in fewer frames than the
others got, for the server keeps no backlog. Where they are not fewer, nothing was slow and nothing is shown.
"""

import argparse
import asyncio

from ..figures import Report
from ..load import Load
from ..server import Server
from ..window import Window, add_cpu, add_traffic, add_vote_times, check
from .fanout import SETTLE_SECONDS, WARM_UP_SECONDS, refuse_impossible
from .hall import PAUSE_SECONDS, fill
from .poll_spike import moderator_of

HELP = "one in ten never reads"
TEXT = "We were told in March that this would be decided with us, and in May that it had been decided. " * 4
CARDS_SHOWN = 40
BACKLOG_SHARE = 0.9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this scenario."""
    parser.add_argument("--attendees", type=int, default=500)
    parser.add_argument("--slow-percent", type=float, default=10.0, help="of them, who never read")
    parser.add_argument("--votes-per-second", type=float, default=100.0)
    parser.add_argument("--texts-per-second", type=float, default=6.0)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure")
    parser.add_argument("--questions", type=int, default=24)


async def measure(server: Server, load: Load, options: argparse.Namespace) -> Report:
    """Fill the room, vote and write, let the slow ones catch up, and report."""
    report, slow = Report(), max(1, round(options.attendees * options.slow_percent / 100))
    readers = options.attendees - slow
    refuse_impossible(options)
    code = await fill(server, load, argparse.Namespace(**{**vars(options), "attendees": readers}))
    poll = await open_wall(load, code)
    await load.vote(options.votes_per_second, WARM_UP_SECONDS, measured=False)
    await load.join(code, slow, slow=True)
    await asyncio.sleep(PAUSE_SECONDS)
    before = server.resident_bytes()
    if options.profile:
        server.profile(options.seconds, options.profile)
    async with Window(server, load) as window:
        await asyncio.gather(
            load.vote(options.votes_per_second, options.seconds),
            load.write(code, poll, TEXT, options.texts_per_second, options.seconds),
        )
        await load.settle(SETTLE_SECONDS)
    grown = server.resident_bytes() - before
    report.add(
        "frame_us", "server CPU per delivered frame", window.cpu / max(1, window.traffic.frames) * 1e6, "µs"
    )
    await add_vote_times(report, load, await load.book())

    report.add("slow", "sockets that never read", slow, f"of {options.attendees}")
    report.add("slow_kib", "server's growth per slow socket", grown / slow / 1024, "KiB")
    report.add("grown_mib", "server's growth", grown / 2**20, "MiB")
    report.add("memory_mib", "server's memory, most", max(window.memory) / 2**20, "MiB")
    add_cpu(report, window)
    add_traffic(report, window, options.attendees + 2)
    await catch_up(report, load, window.traffic.state_frames / (readers + 2), slow)
    await check(report, server, load)
    return report


async def open_wall(load: Load, code: str) -> int:
    """A poll of texts with a full wall; returns its id."""
    moderator = moderator_of(load, code)
    made = await load.stage.do(moderator, "poll.create", title="What should we know?", kind="text")
    await load.stage.do(moderator, "poll.open", poll=made["poll"])
    await load.write(code, made["poll"], TEXT, CARDS_SHOWN, 1.0)
    return int(made["poll"])


async def catch_up(report: Report, load: Load, each: float, slow: int) -> None:
    """Let the slow ones read, and see that it is one newer frame and not a backlog."""
    before = (await load.traffic()).state_frames
    await load.each("read_on")
    await load.settle(SETTLE_SECONDS)
    late = ((await load.traffic()).state_frames - before) / slow
    report.add("reader_frames", "state frames to each of the others", each, "")
    report.add("slow_frames", "state frames to each slow one, once it read", late, "")
    report.add("slow_share", "slow ones' share of the others' frames", 100 * late / each, "%")
    if late > each * BACKLOG_SHARE:
        report.notes.append(
            "The slow ones got all the others got: nothing was slow here, or the server keeps a backlog."
        )
