"""`script/bench SCENARIO [options]`."""

import argparse
import asyncio
import sys
from pathlib import Path

import uvloop

from .figures import Report
from .machine import BenchError, allow_files, describe
from .scenarios import SCENARIOS
from .server import SERVERS


def main() -> int:
    """Run one scenario. 0: nothing was lost. 1: something was. 2: it could not be run."""
    options = read_arguments()
    scenario = SCENARIOS[options.scenario]
    try:
        allow_files(options.attendees + 200)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            report: Report = runner.run(scenario.run(options))
    except (BenchError, TimeoutError, ConnectionError) as error:
        print(f"bench: {error or 'it took too long'}", file=sys.stderr)
        return 2
    report.about = describe() | {"scenario": options.scenario, "options": plain_options(options)}
    print(report.as_text())
    if options.json:
        options.json.write_text(report.as_json() + "\n")
    return 1 if report.problems else 0


def read_arguments() -> argparse.Namespace:
    """The scenario and its options, checked."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    scenarios = parser.add_subparsers(dest="scenario", required=True, metavar="SCENARIO")
    for name, module in SCENARIOS.items():
        one = scenarios.add_parser(name, help=module.HELP, description=module.__doc__)
        one.add_argument("--server", choices=SERVERS, default="uvicorn")
        one.add_argument(
            "--workers", type=int, default=1, help="Uvicorn processes; more than 1 needs --redis-url"
        )
        one.add_argument(
            "--database-url", default="", help="PostgreSQL to make a database in; SQLite without"
        )
        one.add_argument("--redis-url", default="")
        one.add_argument(
            "--profile", type=Path, metavar="FILE", help="py-spy's flame graph (.svg) or stacks (.txt)"
        )
        one.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
        module.add_arguments(one)
    options = parser.parse_args()
    if options.workers > 1 and not options.redis_url:
        parser.error("several workers need --redis-url")
    return options


def plain_options(options: argparse.Namespace) -> dict[str, object]:
    """The options as they may be published: without addresses and paths."""
    kept = {
        name: value for name, value in vars(options).items() if name not in {"scenario", "json", "profile"}
    }
    kept["database"] = "PostgreSQL" if kept.pop("database_url") else "SQLite"
    kept["redis"] = "yes" if kept.pop("redis_url") else "no"
    return kept


if __name__ == "__main__":
    sys.exit(main())
