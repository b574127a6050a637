"""Two revisions on one machine, in turns: A B A B. What both suffer from (other load, a warm processor) falls out."""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .figures import Report, plain
from .machine import ROOT, BenchError
from .run import run_scenario
from .server import Checkout


def compare(options: argparse.Namespace) -> int:
    """Run, and print both and their ratio. 1 where either lost something."""
    with checked_out(options.compare) as other:
        sides: dict[str, Checkout] = {"this": Checkout(), options.compare: other}
        reports: dict[str, list[Report]] = {name: [] for name in sides}
        for turn in range(options.rounds):
            for name, checkout in sides.items():
                print(f"bench: {name}, round {turn + 1} of {options.rounds}", file=sys.stderr)
                options.checkout = checkout
                reports[name].append(run_scenario(options))
    print(table(*reports.values(), names=list(reports)))
    if options.json:
        whole = {name: [json.loads(one.as_json()) for one in taken] for name, taken in reports.items()}
        options.json.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
    return int(any(report.problems for taken in reports.values() for report in taken))


def table(ours: list[Report], theirs: list[Report], names: list[str]) -> str:
    """Every figure: the median of both, the single runs, and this over the other."""
    lines = [f"{'':42}{names[0]:>12}{names[1]:>14}   ratio   ({names[0]}: runs | {names[1]}: runs)"]
    for figure in ours[0].figures:
        a, b = values(ours, figure.key), values(theirs, figure.key)
        if not a or not b:
            continue
        one, other = statistics.median(a), statistics.median(b)
        ratio = f"{one / other:6.2f}" if other else "     –"
        runs = f"{' '.join(map(plain, a))} | {' '.join(map(plain, b))}"
        name = f"{figure.name} ({figure.unit})" if figure.unit else figure.name
        lines.append(f"{name:42.42}{plain(one):>12}{plain(other):>14}  {ratio}   ({runs})")
    for name, taken in zip(names, (ours, theirs), strict=True):
        lines += [f"PROBLEM of {name}: {problem}" for report in taken for problem in report.problems]
    return "\n".join(lines)


def values(reports: list[Report], key: str) -> list[float]:
    """A figure in all runs that have it."""
    return [figure.value for report in reports for figure in report.figures if figure.key == key]


@contextlib.contextmanager
def checked_out(revision: str) -> Iterator[Checkout]:
    """A revision in a folder of its own, with the packages it wants. Raises BenchError."""
    with tempfile.TemporaryDirectory(prefix="openfloor-compare-") as folder:
        root = Path(folder) / "checkout"
        git("worktree", "add", "--detach", "--quiet", str(root), revision)
        try:
            yield Checkout(root, python_for(root, Path(folder)))
        finally:
            git("worktree", "remove", "--force", str(root))


def python_for(root: Path, folder: Path) -> str:
    """Our own Python where a checkout wants the same packages, else one of its own."""
    wanted = "requirements.txt"
    if (root / wanted).read_text() == (ROOT / wanted).read_text():
        return sys.executable
    print("bench: installing what that revision wants", file=sys.stderr)
    python = str(folder / "venv/bin/python")
    run([sys.executable, "-m", "venv", str(folder / "venv")])
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(root / wanted)])
    return python


def git(*arguments: str) -> None:
    """Run git here. Raises BenchError with what it complained about."""
    run(["git", "-C", str(ROOT), *arguments])


def run(command: list[str]) -> None:
    """Run a program. Raises BenchError with what it complained about."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command[:4])} failed:\n{done.stderr[-2000:]}")
