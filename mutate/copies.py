"""Copies of the tree, in which the changes are made and the tests run. The tree itself is never touched."""

import hashlib
import os
import secrets
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

    def fingerprint(self) -> str:
        """The same for the same tree."""
        found = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found.update(str(path.relative_to(self.folder)).encode() + path.read_bytes())
        return found.hexdigest()

    def is_noticed(self, change: Change, tests: list[str], seconds: float) -> bool:
        """Whether one of the tests fails, or is not through after `seconds`, once the change is made."""
        path = self.folder / change.file
        source = path.read_text()
        before = path.stat()
        path.write_text(change.made_in(source))
        # A compiled module is taken for its source by seconds and size: no two changes may have the same.
        self._made += 1
        os.utime(path, (before.st_atime + self._made, before.st_mtime + self._made))
        try:
            return self.fails(tests, seconds, ["--exitfirst"])
        finally:
            path.write_text(source)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def fails(self, tests: list[str], seconds: float, options: Sequence[str] = ()) -> bool:
        """Whether one of the tests fails or takes too long. Those in JavaScript come first: they take no time."""
        scripts = [test for test in tests if test.endswith(".js")]
        modules = [test for test in tests if not test.endswith(".js")]
        pytest = [".venv/bin/python", "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *options]
        commands = [["node", "--test", *scripts]] if scripts else []
        commands += [[*pytest, *modules]] if modules else []
        return any(self._run(command, seconds) != 0 for command in commands)

    def _run(self, command: list[str], seconds: float) -> int:
        """The exit code; whatever still runs after `seconds` is killed, with all that it started."""
        var = self.folder / "var"
        shutil.rmtree(var, ignore_errors=True)
        mark = f"{secrets.token_hex(8)}/"
        env = {name: value for name, value in os.environ.items() if name not in UNSET}
        env |= {"VAR_DIR": str(var), "TEST_RUN": mark, "PYTHONDONTWRITEBYTECODE": "1"}
        started = subprocess.Popen(
            command,
            cwd=self.folder,
            env=env,
            stdout=self._log.open("wb"),
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return started.wait(seconds)
        except subprocess.TimeoutExpired:
            return STILL_RUNNING
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)  # what it started, tests.support.guard ends
                started.wait()

    @property
    def output(self) -> str:
        """What the last run printed."""
        return self._log.read_text(errors="replace")
