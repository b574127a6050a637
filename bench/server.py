"""A real server process with a database of its own, on a free port, gone without a trace afterwards."""

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil

from .machine import ROOT, BenchError

START_SECONDS = 40
STOP_SECONDS = 10
PROFILE_SECONDS = 60
SERVERS = ("uvicorn", "daphne")
# As in script/server; a test holds the two together.
UVICORN_FLAGS = (
    "--loop uvloop --http httptools --ws sessions.live.websocket:Protocol"
    " --ws-max-size 16384 --ws-per-message-deflate false --log-level warning"
)


@dataclass(frozen=True)
class Links:
    """A session's code, and the cookies that hold its moderator's and screen's capability."""

    code: str
    cookies: str


class Server:
    """The server under load: its port, what it cost so far, and the commands to run beside it."""

    profiler: subprocess.Popen[bytes] | None = None

    def __init__(self, port: int, process: psutil.Popen, environment: Mapping[str, str]) -> None:
        self.port = port
        self._process = process
        self._environment = environment

    def _processes(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

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
        what = ["--pid", str(self._process.pid), "--subprocesses", "--duration", str(int(seconds))]
        self.profiler = subprocess.Popen([*tool, *what, "--output", str(file)], stdout=subprocess.DEVNULL)

    def create_session(self, title: str) -> Links:
        """Make a session, and open its moderator link once."""
        made = json.loads(run_python(self._environment, "manage.py", "create_session", title, "--json"))
        path = urlsplit(made["moderator_url"]).path
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}"})
        response = connection.getresponse()
        cookies = [header.partition(";")[0] for header in response.headers.get_all("Set-Cookie", [])]
        connection.close()
        if response.status != 302:
            raise BenchError(f"the moderator link answered {response.status}")
        return Links(made["code"], "; ".join(cookies))

    def stored_votes(self, code: str) -> dict[int, tuple[int, int]]:
        """Question id → (rows of votes, score) as the database holds them."""
        found = json.loads(run_python(self._environment, "-m", "bench.stored", code))
        return {int(question): (rows, score) for question, (rows, score) in found.items()}


@contextlib.contextmanager
def start_server(
    kind: str, *, workers: int = 1, database_url: str = "", redis_url: str = ""
) -> Iterator[Server]:
    """Run a server while the context lasts. Raises BenchError where it does not come up."""
    with tempfile.TemporaryDirectory(prefix="openfloor-bench-") as folder, scratch(database_url) as own_url:
        port = free_port()
        environment = os.environ | {
            "VAR_DIR": folder,
            "DATABASE_URL": own_url,
            "REDIS_URL": redis_url,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "qa_server.settings",
            "HOSTING": "anyone",
            "LOG_LEVEL": "WARNING",
            "DEBUG": "0",
        }
        (Path(folder) / "static").mkdir()
        run_python(environment, "manage.py", "migrate", "--verbosity", "0")
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = psutil.Popen(
                [sys.executable, *command(kind, port, workers)],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            wait_until_ready(process, port, log)
            server = Server(port, process, environment)
            yield server
            if server.profiler:
                server.profiler.wait(PROFILE_SECONDS)
        finally:
            stop(process)
            if said := log.read_text(errors="replace").strip():
                print(f"bench: the server said\n{said[-3000:]}", file=sys.stderr)


def command(kind: str, port: int, workers: int) -> list[str]:
    """The arguments for Python that start a server of this kind."""
    where = "qa_server.asgi:application"
    if kind == "daphne":
        return ["-m", "daphne", "--bind", "127.0.0.1", "--port", str(port), "--verbosity", "0", where]
    flags = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), *UVICORN_FLAGS.split()]
    return ["-m", "uvicorn", where, *flags]


def wait_until_ready(process: psutil.Popen, port: int, log: Path) -> None:
    """Wait for /readyz."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise BenchError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def stop(process: psutil.Popen) -> None:
    """End the server, if it still runs: kindly, then not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [process, *process.children(recursive=True)]
        process.terminate()
        _, left = psutil.wait_procs(family, STOP_SECONDS)
        for one in left:
            one.kill()


def run_python(environment: Mapping[str, str], *arguments: str) -> str:
    """What Python prints. Raises BenchError with what it complained about."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchError(f"{' '.join(arguments[:2])} failed:\n{done.stderr[-3000:]}")
    return done.stdout


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
    import psycopg

    name = f"openfloor_bench_{secrets.token_hex(4)}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
