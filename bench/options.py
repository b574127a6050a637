"""The command line."""

import argparse
import os
from pathlib import Path

from .faults import HELP as FAULTS_HELP
from .faults import add_arguments as add_fault_arguments
from .scenarios import SCENARIOS
from .server import SERVERS, Checkout
from .services import OWN

SPARE_CORES = max(1, (os.cpu_count() or 2) - 1)
UNPUBLISHED = {"scenario", "json", "profile", "compare", "rounds", "checkout"}


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The scenario and its options, checked."""
    parser = argparse.ArgumentParser(prog="script/bench", description="Measures a real server under load.")
    scenarios = parser.add_subparsers(dest="scenario", required=True, metavar="SCENARIO")
    for name, module in SCENARIOS.items():
        one = scenarios.add_parser(name, help=module.HELP, description=module.__doc__)
        module.add_arguments(one)
        add_common(one)
    faults = scenarios.add_parser("faults", help=FAULTS_HELP)
    add_fault_arguments(faults)
    report = scenarios.add_parser("report", help="measure the rows of docs/performance.md and write it")
    report.add_argument("rows", nargs="*", metavar="ROW", help="only these; the others keep their figures")
    report.add_argument("--runs", type=int, default=1, help="of each row; the median is kept")
    report.add_argument("--write", action="store_true", help="measure nothing, only write the page anew")
    report.add_argument("--list", action="store_true", help="name the rows and what they run")
    options = parser.parse_args(arguments)
    if options.scenario in ("report", "faults"):
        return options
    options.checkout = Checkout()
    if options.workers > 1 and not options.redis:
        options.redis = OWN
    return options


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options every scenario has."""
    parser.add_argument("--server", choices=SERVERS, default="uvicorn")
    parser.add_argument("--workers", type=int, default=1, help="Uvicorn processes; more than 1 use Redis")
    for name, otherwise in (("postgres", "SQLite"), ("redis", "none")):
        parser.add_argument(
            f"--{name}", nargs="?", const=OWN, default="", metavar="URL",
            help=f"the one at this address, without address one of our own; otherwise {otherwise}",
        )  # fmt: skip
    parser.add_argument(
        "--load-processes", type=int, default=SPARE_CORES, help="default: one less than there are cores"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="py-spy's flame graph (.svg) or stacks (.txt)"
    )
    parser.add_argument(
        "--compare", metavar="REV", help="measure this revision too, in turns, and print ratios"
    )
    parser.add_argument("--rounds", type=int, default=2, help="turns of each with --compare")


def published(options: argparse.Namespace) -> dict[str, object]:
    """The options as they may be published: without addresses and paths."""
    kept = {name: value for name, value in vars(options).items() if name not in UNPUBLISHED}
    kept["database"] = "PostgreSQL" if kept.pop("postgres") else "SQLite"
    kept["redis"] = "yes" if kept.pop("redis") else "no"
    return kept
