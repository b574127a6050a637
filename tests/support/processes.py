"""Real processes on free ports, started for a test and waited for by facts, never by time alone."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 40.0
LOOK_AGAIN_SECONDS = 0.02


def free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(fact: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
    """Return once `fact` is true. Raises TimeoutError saying `what` did not come to be."""
    deadline = time.monotonic() + within
    while not fact():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {within:g} s: {what}")
        time.sleep(LOOK_AGAIN_SECONDS)


async def until(fact: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
    """The same without holding up the event loop, but `fact` itself may block it for a moment."""
    deadline = time.monotonic() + within
    while not fact():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {within:g} s: {what}")
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


class Process:
    """A child process whose output is kept in `log`. Stopped with everything it started."""

    def __init__(self, command: list[str], log: Path, env: dict[str, str] | None = None) -> None:
        self.log = log
        self._file: IO[bytes] = log.open("ab")
        self._child = subprocess.Popen(
            command,
            stdout=self._file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._child.poll() is None

    @property
    def output(self) -> str:
        """Everything it printed so far."""
        return self.log.read_text(errors="replace")

    def wait_for(self, fact: Callable[[], bool], what: str) -> None:
        """Wait until `fact`; fail at once, with the output, where the process ends before."""
        try:
            wait_until(lambda: not self.is_running or fact(), what)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.output}") from None
        if not self.is_running:
            raise RuntimeError(f"ended before {what}:\n{self.output}")

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """End it and wait for its end; after a while with force."""
        self._send(sign)
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._send(signal.SIGKILL)
            self._child.wait(10)
        self._file.close()

    def kill(self) -> None:
        """End it the way a power cut would."""
        self.stop(signal.SIGKILL)

    def pause(self) -> None:
        """Let it stand still, as a machine out of reach does."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._send(signal.SIGCONT)

    def _send(self, sign: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._child.pid, sign)
