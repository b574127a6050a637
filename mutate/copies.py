"""Copies of the tree, in which the changes are made and the tests run. The tree itself is never touched."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .changes import ROOT, Change

LEFT_OUT = shutil.ignore_patterns(
    ".git", "var", ".venv", "node_modules", "__pycache__", ".*_cache", ".hypothesis"
)
SHARED = (".venv", "node_modules")
# What a developer has set must not reach the tests (script/test does the same).
UNSET = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HOSTING", "DEBUG")
STILL_RUNNING = -1
# On the simplest kind of server: the others take as long again, and rarely say anything else.
SERVERS = ("-k", "not daphne-sqlite and not two-postgres-redis")
NO_TESTS = 5
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?\.py)", re.MULTILINE)


class Copy:
    """One copy of the tree, for one change at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
        for name in SHARED:
            if (ROOT / name).exists():
                (folder / name).symlink_to((ROOT / name).resolve())
        self._log = folder.with_suffix(".log")
        self._made = 0
        self._running: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Run no test to its end, and begin no other."""
        self._is_stopped = True
        if self._running:
            _kill(self._running)

    def first_failure_with(self, change: Change, tests: list[str], seconds: float) -> list[str] | None:
        """`first_failure` of the tests once the change is made; it is taken back afterwards."""
        path = self.folder / change.file
        source = path.read_text()
        before = path.stat()
        path.write_text(change.made_in(source))
        # A compiled module is taken for its source by seconds and size: no two changes may have the same.
        self._made += 1
        os.utime(path, (before.st_atime + self._made, before.st_mtime + self._made))
        try:
            return self.first_failure(tests, seconds, ["--exitfirst"])
        finally:
            path.write_text(source)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def first_failure(
        self, tests: list[str], seconds: float, options: Sequence[str] = ()
    ) -> list[str] | None:
        """The files in which a test failed; None if none did, and no file where they took too long or could not begin.

        Those in JavaScript come first: they take no time.
        """
        scripts = [test for test in tests if test.endswith(".js")]
        modules = [test for test in tests if not test.endswith(".js")]
        if scripts and self._run(["node", "--test", *scripts], seconds) != 0:
            return scripts
        pytest = [".venv/bin/python", "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *SERVERS, *options]
        if modules and self._run([*pytest, *modules], seconds) not in (0, NO_TESTS):
            return _FAILED.findall(self._log.read_text(errors="replace"))
        return None

    def _run(self, command: list[str], seconds: float) -> int:
        """The exit code; whatever still runs after `seconds` is killed, with all that it started."""
        var = self.folder / "var"
        shutil.rmtree(var, ignore_errors=True)
        env = {name: value for name, value in os.environ.items() if name not in UNSET}
        env |= {"VAR_DIR": str(var), "PYTHONDONTWRITEBYTECODE": "1"}
        if self._is_stopped:
            return STILL_RUNNING
        with self._log.open("wb") as log:
            started = self._running = subprocess.Popen(
                command,
                cwd=self.folder,
                env=env,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            return started.wait(seconds)
        except subprocess.TimeoutExpired:
            return STILL_RUNNING
        finally:
            _kill(started)


def _kill(started: "subprocess.Popen[bytes]") -> None:
    """End it now. What it started, tests.support.guard ends."""
    if started.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
