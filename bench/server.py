"""A real server with a database of its own, on a free port, gone without a trace afterwards."""

import argparse
import contextlib
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg

from .counted import TOKEN
from .machine import ROOT, BenchError
from .services import Services, start_services

START_SECONDS = 40
STOP_SECONDS = 10
PROFILE_SECONDS = 60
SERVERS = ("uvicorn", "daphne")
HELPER = Path(__file__).with_name("inside") / "helper.py"
_OWN_FLAGS = {"--host", "--port", "--workers", "--log-level"}


class Links(NamedTuple):
    """A session's code, and the cookies that hold its moderator's and screen's capability."""

    code: str
    cookies: str


@dataclass
class Checkout:
    """The revision that is measured: where it lies and the Python that has what it needs."""

    root: Path = ROOT
    python: str = sys.executable

    def run(self, environment: Mapping[str, str], *arguments: str) -> str:
        """What Python prints. Raises BenchError with what it complained about."""
        done = subprocess.run(
            [self.python, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchError(f"{' '.join(arguments[:2])} failed:\n{done.stderr[-3000:]}")
        return done.stdout


@dataclass
class Server:
    """The server under load: its port, what it cost so far, and the commands to run beside it."""

    checkout: Checkout
    command: list[str]
    port: int
    environment: Mapping[str, str]
    log: Path
    services: Services
    files: int = 0  # how many it may have open at first; 0: as many as we
    profilers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    process: psutil.Popen = None
    helper: subprocess.Popen[str] | None = None

    # --- its life ----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start, also again, and wait for /readyz. Raises BenchError."""
        with self.log.open("ab") as output:
            self.process = psutil.Popen(
                [*self._limited(), self.checkout.python, *self.command],
                cwd=self.checkout.root, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.05)
        raise BenchError(f"the server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def _limited(self) -> list[str]:
        return ["sh", "-c", f'ulimit -Sn {self.files}; exec "$@"', "sh"] if self.files else []

    def kill(self) -> None:
        """End it the way a power cut would."""
        family = self._processes()
        for process in family:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, STOP_SECONDS)

    def stop(self) -> None:
        """End it, if it still runs: kindly, then not."""
        for profiler in self.profilers:
            profiler.wait(PROFILE_SECONDS)
        if self.helper:
            self.helper.communicate()
        with contextlib.suppress(psutil.NoSuchProcess):
            family = self._processes()
            self.process.terminate()
            _, left = psutil.wait_procs(family, STOP_SECONDS)
            for one in left:
                one.kill()

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    # --- what it costs -----------------------------------------------------------------------------------

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """User and system time of all its processes so far. A database server is not among them."""
        return sum(sum(process.cpu_times()[:2]) for process in self._processes())

    def resident_bytes(self) -> int:
        """Resident memory of all its processes."""
        return sum(process.memory_info().rss for process in self._processes())

    def profile(self, seconds: float, file: Path) -> None:
        """Sample its stacks for some seconds, in the background. Costs CPU: do not quote figures taken meanwhile."""
        kind = "flamegraph" if file.suffix == ".svg" else "raw"
        tool = [str(Path(sys.executable).with_name("py-spy")), "record", "--rate", "400", "--format", kind]
        what = ["--pid", str(self.process.pid), "--subprocesses", "--duration", str(int(seconds))]
        self.profilers.append(
            subprocess.Popen([*tool, *what, "--output", str(file)], stdout=subprocess.DEVNULL)
        )

    # --- beside it ---------------------------------------------------------------------------------------

    def create_session(self, title: str = "Who do we trust, and why?") -> Links:
        """Make a session."""
        return self.create_sessions(title, 1)[0]

    def create_sessions(self, title: str, count: int) -> list[Links]:
        """Make some sessions."""
        return [Links(*one) for one in self._inside("make_sessions", title, count)]

    def stored_votes(self, codes: Iterable[str]) -> dict[int, tuple[int, int]]:
        """Question id → (rows of votes, score) as stored in some sessions; of polls, minus an option's id."""
        found = self._inside("stored", list(codes))
        return {int(question): (rows, score) for question, (rows, score) in found.items()}

    def _inside(self, *line: object) -> Any:
        """What a function of the helper, started with the first, returns. Raises BenchError."""
        if self.helper is None:
            self.helper = subprocess.Popen(
                [self.checkout.python, str(HELPER)],
                env={**self.environment, "PYTHONPATH": str(self.checkout.root)},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
            )  # fmt: skip
        assert self.helper.stdin
        assert self.helper.stdout
        self.helper.stdin.write(json.dumps(line) + "\n")
        answer = self.helper.stdout.readline()
        if not answer:
            raise BenchError(f"the helper could not {line[0]}")
        return json.loads(answer)


@contextlib.contextmanager
def start_server(options: argparse.Namespace) -> Iterator[Server]:
    """Run what the options say while the context lasts. Raises BenchError where it does not come up."""
    checkout = options.checkout
    with (
        tempfile.TemporaryDirectory(prefix="openfloor-bench-") as folder,
        start_services(options.postgres, options.redis) as services,
        scratch(services.database_url) as database_url,
    ):
        port = free_port()
        environment = (
            os.environ
            | {
                "VAR_DIR": folder,
                "DATABASE_URL": database_url,
                "REDIS_URL": services.redis_url,
                "PUBLIC_URL": f"http://127.0.0.1:{port}",
                "ALLOWED_HOSTS": "127.0.0.1",
                "DJANGO_SETTINGS_MODULE": "qa_server.settings",
                "HOSTING": "anyone",
                "LOG_LEVEL": "WARNING",
                "DEBUG": "0",
                "METRICS_TOKEN": TOKEN,
                "NEWCOMERS_PER_NETWORK": "1000000",  # a crowd of ours comes from one address, and some without a page
            }
        )
        checkout.run(environment, "manage.py", "migrate", "--verbosity", "0")
        log = Path(folder) / "server.log"
        arguments = command(checkout.root, options.server, port, options.workers)
        files = getattr(options, "files", 0)
        server = Server(checkout, arguments, port, environment, log, services, files)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            if said := log.read_text(errors="replace").strip():
                print(f"bench: the server said\n{said[-3000:]}", file=sys.stderr)


def command(root: Path, kind: str, port: int, workers: int) -> list[str]:
    """The arguments for Python that start a server of this kind."""
    where = "qa_server.asgi:application"
    if kind == "daphne":
        return ["-m", "daphne", "--bind", "127.0.0.1", "--port", str(port), "--verbosity", "0", where]
    flags = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--log-level", "warning"]
    return ["-m", "uvicorn", where, *flags, *uvicorn_flags(root)]


def uvicorn_flags(root: Path) -> list[str]:
    """What script/server of a checkout gives Uvicorn, so that what people run is measured."""
    script = (root / "script/server").read_text().replace("\\\n", " ")
    words = script.partition("-m uvicorn qa_server.asgi:application")[2].split()
    flags = re.findall(r"(--[\w-]+)((?: (?!--)\S+)?)", " ".join(words))
    return [word for flag, value in flags if flag not in _OWN_FLAGS for word in (flag, *value.split())]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def scratch(database_url: str) -> Iterator[str]:
    """A database beside the given PostgreSQL one, dropped afterwards; an empty URL (SQLite) needs none."""
    if not database_url:
        yield ""
        return
    name = f"openfloor_bench_{secrets.token_hex(4)}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
