"""A test run says which of its files took longest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .support.servers import ROOT
from .support.slowest import VARIABLE, table

SLOW = "import time\nimport pytest\n@pytest.fixture\ndef slow(): time.sleep(0.2)\ndef test_it(slow): pass\n"
CONFTEST = """
from tests.support import slowest

def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        slowest.register(config)
"""


def test_files_are_added_up_over_all_runs_and_the_slowest_ten_come_first():
    lines = "".join(f"{n}.0 test_{n}.py\n" for n in range(12)) + "9.5 test_3.py\n"
    printed = table(lines).splitlines()
    assert len(printed) == 10
    assert printed[:2] == ["    12.5 s  test_3.py", "    11.0 s  test_11.py"]


@pytest.mark.parametrize("processes", [[], ["--numprocesses=2"]], ids=["alone", "xdist"])
def test_time_in_fixtures_counts_once_whoever_runs_the_tests(tmp_path: Path, processes: list[str]):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_slow.py").write_text(SLOW)
    (tmp_path / "test_quick.py").write_text("def test_it(): pass\n")
    kept = tmp_path / "kept"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            "/dev/null",
            "--rootdir",
            tmp_path,
            *processes,
            tmp_path,
        ],
        env=os.environ | {VARIABLE: str(kept), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    took = dict(reversed(line.split()) for line in kept.read_text().splitlines())
    assert set(took) == {"test_slow.py", "test_quick.py"}
    assert float(took["test_slow.py"]) >= 0.2
    assert kept.read_text().count("\n") == 2
