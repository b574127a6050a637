"""`script/bench faults`: people act while servers are killed and stalled and their services restart; a ledger is kept.

It prints what was acknowledged and is not stored (lost), is stored twice or counted wrongly (doubled), or gave way to
an older act of the same person (older wins). All three must be 0.
"""

import argparse
import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.support.ledger import Findings, Ledger
from tests.support.servers import TWO_POSTGRES_REDIS, Deployment, Grounds
from tests.support.services import PostgreSQL, Redis
from tests.support.talks import Talk

from .figures import Report
from .machine import describe
from .server import Checkout

HELP = "kill, stall and restart what the server needs, and reckon up what people were told"
BETWEEN_SECONDS = 0.3
STALL_SECONDS = (0.5, 2.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this run."""
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--acts-per-second", type=float, default=300.0)
    parser.add_argument("--kills", type=int, default=50, help="kill -9 of one of the two servers")
    parser.add_argument("--postgres-restarts", type=int, default=20)
    parser.add_argument("--redis-restarts", type=int, default=20)
    parser.add_argument("--stalls", type=int, default=10, help="SIGSTOP of a server for up to two seconds")
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

    async def harm() -> None:
        for fault in faults:
            await asyncio.to_thread(fault)
            await asyncio.sleep(BETWEEN_SECONDS)

    began = time.monotonic()
    await ledger.act_during(harm, options.acts_per_second)
    return _report(ledger.compare(), time.monotonic() - began)


def _report(found: Findings, seconds: float) -> Report:
    report = Report()
    report.add("acknowledged", "acts acknowledged", found.acknowledged, "")
    report.add("per_second", "acknowledged per second", found.acknowledged / seconds, "/s")
    report.add("copies", "late copies answered with a newer act", found.copies, "")
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
