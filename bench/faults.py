"""`script/bench faults`: people act while servers are killed and stalled and their services restart; a ledger is kept.

It prints what was acknowledged and is not stored (lost), is stored twice or counted wrongly (doubled), or gave way to
an older act of the same person (older wins). All three must be 0. Between two faults everything stands for a while, so
that the servers work at the full rate: the report says the rates of that time apart.
"""

import argparse
import asyncio
import random
import shutil
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.support.ledger import Ledger
from tests.support.servers import TWO_POSTGRES_REDIS, Deployment, Grounds
from tests.support.services import PostgreSQL, Redis
from tests.support.talks import Talk

from .figures import Report
from .machine import describe
from .server import Checkout

HELP = "kill, stall and restart what the server needs, and reckon up what people were told"
STALL_SECONDS = (0.5, 2.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this run."""
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--acts-per-second", type=float, default=300.0)
    parser.add_argument("--kills", type=int, default=50, help="kill -9 of one of the two servers")
    parser.add_argument("--postgres-restarts", type=int, default=20)
    parser.add_argument("--redis-restarts", type=int, default=20)
    parser.add_argument("--stalls", type=int, default=10, help="SIGSTOP of a server for up to two seconds")
    parser.add_argument(
        "--between",
        type=float,
        default=5.0,
        metavar="SECONDS",
        help="how long everything stands between two faults",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the order of the faults")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")


def run_faults(options: argparse.Namespace) -> int:
    """Do the harm and print the report. 1 where the ledger found anything."""
    folder = Path(tempfile.mkdtemp(prefix="openfloor-faults-"))
    grounds, postgres, redis = Grounds(folder), PostgreSQL("fsync=on"), Redis()
    try:
        deployment = grounds.deploy(TWO_POSTGRES_REDIS, postgres=postgres, redis=redis)
        try:
            report = asyncio.run(_measure(deployment, postgres, redis, options))
        finally:
            deployment.stop()
    finally:
        for one in (postgres, redis, grounds):
            one.remove()
        shutil.rmtree(folder, ignore_errors=True)
    report.about = describe(Checkout().root) | {"scenario": "faults", "options": _published(options)}
    print(report.as_text())
    if options.json:
        options.json.write_text(report.as_json() + "\n")
    return 1 if report.problems else 0


async def _measure(
    deployment: Deployment, postgres: PostgreSQL, redis: Redis, options: argparse.Namespace
) -> Report:
    ledger = await Ledger.open(await Talk.start(deployment), options.phones)
    dice = random.Random(options.seed)

    def kill() -> None:
        server = dice.choice(deployment.servers)
        server.process.kill()
        server.start()

    def restart(service: PostgreSQL | Redis) -> None:
        service.stop()
        service.start()

    def stall() -> None:
        process = dice.choice(deployment.servers).process
        process.pause()
        time.sleep(dice.uniform(*STALL_SECONDS))
        process.resume()

    faults: list[Callable[[], None]] = [
        *[kill] * options.kills,
        *[partial(restart, postgres)] * options.postgres_restarts,
        *[partial(restart, redis)] * options.redis_restarts,
        *[stall] * options.stalls,
    ]
    dice.shuffle(faults)

    stood = Stood()

    async def harm() -> None:
        for fault in faults:
            await stood.wait(options.between)
            await asyncio.to_thread(fault)
        await stood.wait(options.between)

    await ledger.act_during(harm, options.acts_per_second)
    return _report(ledger, stood)


class Stood:
    """The times at which all servers and services stood."""

    def __init__(self) -> None:
        self.spans: list[tuple[float, float]] = []

    async def wait(self, seconds: float) -> None:
        """Let people act undisturbed."""
        began = time.monotonic()
        await asyncio.sleep(seconds)
        self.spans.append((began, time.monotonic()))

    @property
    def whole(self) -> list[tuple[float, float]]:
        """From the first to the last of them, with all faults between."""
        return [(self.spans[0][0], self.spans[-1][1])]


def _rate(moments: list[float], spans: list[tuple[float, float]]) -> float:
    """How many of `moments` there were in a second of `spans`."""
    moments = sorted(moments)
    inside = sum(bisect_left(moments, end) - bisect_left(moments, begin) for begin, end in spans)
    return inside / sum(end - begin for begin, end in spans)


def _report(ledger: Ledger, stood: Stood) -> Report:
    report, found = Report(), ledger.compare()
    acts = [act for phone in ledger.phones for act in phone.acts]
    begun = [act.begun_at for act in acts]
    answered = [act.told_at for act in acts if act.told in ("ok", "newer")]
    [(began, ended)] = stood.whole
    report.add("seconds", "people acted for", ended - began, "s")
    for key, name, spans in (
        ("standing", "while all stood", stood.spans),
        ("overall", "over all", stood.whole),
    ):
        report.add(f"offered_{key}", f"offered, {name}", _rate(begun, spans), "acts/s")
        report.add(f"acknowledged_{key}", f"acknowledged, {name}", _rate(answered, spans), "acts/s")
    report.add("acknowledged", "acts acknowledged", found.acknowledged, "")
    report.add("overtaken", "acts answered with a newer act", found.overtaken, "")
    report.add("late_copies", "late copies on old lines", found.late_copies, "")
    report.add("late_overtaken", "of these, answered with a newer act", found.late_overtaken, "")
    report.add("refused", "acts refused", sum(found.refused.values()), "")
    report.add("unanswered", "acts never answered", found.unanswered, "")
    for key, name, sentences in (
        ("lost", "lost", found.lost),
        ("doubled", "doubled", found.doubled),
        ("older_wins", "older wins", found.older_wins),
    ):
        report.add(key, name, len(sentences), "")
        report.problems += [f"{name}: {sentence}" for sentence in sentences]
    report.notes += [f"refused with {code}: {count}" for code, count in found.refused.items()]
    return report


def _published(options: argparse.Namespace) -> dict[str, object]:
    return {name: value for name, value in vars(options).items() if name not in ("scenario", "json")}
