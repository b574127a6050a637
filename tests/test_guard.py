"""A killed test run leaves nothing running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from tests.support.processes import wait_until

ROOT = Path(__file__).resolve().parent.parent
RUN = """
import sys
from pathlib import Path
from tests.support import guard
from tests.support.processes import Process
from tests.support.services import PostgreSQL, Redis

guard.start()
# One that starts a child, one that becomes a daemon, and one that is a plain process.
parent = Process(["sh", "-c", "sleep 600 & sleep 600; true"], Path(sys.argv[1]))
print(parent.pid, PostgreSQL().pid, Redis().process.pid, flush=True)
sys.stdin.read()
"""


def test_killed_run_leaves_no_process_behind(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "TEST_RUN"}
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "log")],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    started = [psutil.Process(int(pid)) for pid in run.stdout.readline().split()]
    started += [child for process in started for child in process.children(recursive=True)]
    assert len(started) > 5

    run.send_signal(signal.SIGKILL)
    run.wait()

    wait_until(lambda: not any(is_running(process) for process in started), "everything has ended")


def is_running(process):
    """Whether it has not ended; one that nobody has asked about since is over as well."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
