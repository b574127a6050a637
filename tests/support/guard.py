"""Ends what a test run started when the run itself is killed: servers, databases, browsers.

Whatever a run starts, and what that starts, inherits `TEST_RUN` from it. A process of its own waits until the run is
gone, however it went, and kills all that is marked. `script/test` does the same for all of its runs:
`python -m tests.support.guard <process id> <mark>`.
"""

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

import psutil

VARIABLE = "TEST_RUN"
ROOT = Path(__file__).resolve().parents[2]


def start() -> None:
    """Mark all that this process starts from now on, and let nothing of it outlive this process."""
    outer = os.environ.pop(VARIABLE, "")
    mark = f"{outer}{secrets.token_hex(8)}/"
    command = [sys.executable, "-m", "tests.support.guard", str(os.getpid()), mark]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # In a session of its own, and without a mark: what ends the run, or another guard, must not end it.
    subprocess.Popen(command, cwd=ROOT, start_new_session=True, **quiet)
    os.environ[VARIABLE] = mark


def wait_and_end(pid: int, mark: str) -> None:
    """Wait until the process is gone, then kill everything that has the mark, or one that begins with it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait()
    while marked := [process for process in psutil.process_iter() if _mark_of(process).startswith(mark)]:
        for process in marked:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(marked)


def _mark_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error, OSError):
        if process.status() != psutil.STATUS_ZOMBIE:
            return process.environ().get(VARIABLE, "")
    return ""


if __name__ == "__main__":
    with contextlib.suppress(PermissionError):  # it has one already
        os.setsid()
    wait_and_end(int(sys.argv[1]), sys.argv[2])
