"""Which files of a test run took longest: `script/test` prints them at its end, from all of its runs.

A run adds its files to the file named by SLOWEST_FILES: `python -m tests.support.slowest <that file>` prints the list.
"""

import os
import sys
from collections import defaultdict
from pathlib import Path

import pytest

VARIABLE = "SLOWEST_FILES"
COUNT = 10


class SlowestFiles:
    """Adds up what each file's tests take, with their fixtures. With xdist, in the process that has all reports."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for each step of each test."""
        self._seconds[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Keep what was counted, beside what other runs keep at the same time."""
        lines = "".join(f"{seconds:.3f} {name}\n" for name, seconds in self._seconds.items())
        with self._kept.open("a") as file:
            file.write(lines)


def register(config: pytest.Config) -> None:
    """Count in this run, if somebody wants to know."""
    if kept := os.environ.get(VARIABLE):
        config.pluginmanager.register(SlowestFiles(Path(kept)))


def table(lines: str) -> str:
    """The slowest files of all runs, the slowest first."""
    seconds: dict[str, float] = defaultdict(float)
    for line in lines.splitlines():
        took, _, name = line.partition(" ")
        seconds[name] += float(took)
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:COUNT]
    return "".join(f"{seconds[name]:8.1f} s  {name}\n" for name in slowest)


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1]).read_text()))
