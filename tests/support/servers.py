"""The server as it runs in production: real processes with real databases, in the three ways we support."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from functools import cached_property
from pathlib import Path
from typing import Any

from .databases import Row, everything, read
from .processes import Process, free_port
from .services import PostgreSQL, Redis

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"

UVICORN = (
    "--loop uvloop --http qa_server.http_protocol:Protocol --ws sessions.live.websocket:Protocol"
    " --ws-max-size 16384 --ws-per-message-deflate false"
)

# One process with SQLite is `script/server`; Daphne is `manage.py runserver`; two with PostgreSQL and Redis is compose.
UVICORN_SQLITE, DAPHNE_SQLITE, TWO_POSTGRES_REDIS = "uvicorn-sqlite", "daphne-sqlite", "two-postgres-redis"
EVERY_KIND = (UVICORN_SQLITE, DAPHNE_SQLITE, TWO_POSTGRES_REDIS)


class Server:
    """One server process. Started anew after `kill` or `stop` it keeps its port."""

    def __init__(self, program: str, log: Path, env: dict[str, str]) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._program = program
        self.env = env

    def start(self, path: str = "/readyz") -> None:
        """Start and wait until `path` answers with 200."""
        if self._program == "daphne":
            command = f"-m daphne -b 127.0.0.1 -p {self.port} qa_server.asgi:application"
        else:
            listen = f"--host 127.0.0.1 --port {self.port} --log-level warning"
            command = f"-m uvicorn qa_server.asgi:application {listen} {UVICORN}"
        self.process = Process([sys.executable, *command.split()], self.log, self.env)
        self.process.wait_for(lambda: self.status(path) == 200, f"{self.base}{path} answers")

    def status(self, path: str) -> int:
        """The status of a GET; 0 where nobody answers."""
        try:
            return self._open(path)[0]
        except OSError:
            return 0

    def read(self, path: str) -> tuple[int, Any]:
        """The status of a GET, and the JSON it came with."""
        status, body = self._open(path)
        return status, json.loads(body)

    def _open(self, path: str) -> tuple[int, bytes]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(self.base + path, timeout=20) as page:
                return page.status, page.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read()


class Deployment:
    """Server processes that share one database, and the services below them."""

    def __init__(self, kind: str, servers: list[Server], database_url: str, redis: Redis | None) -> None:
        self.kind = kind
        self.servers = servers
        self.database_url = database_url
        self.redis = redis

    @property
    def base(self) -> str:
        """The address of the first process; also PUBLIC_URL of all."""
        return self.servers[0].base

    def address(self, index: int) -> str:
        """The address the `index`th visitor reaches: processes in turn, as behind a balancer."""
        return self.servers[index % len(self.servers)].base

    def rows(self, sql: str) -> list[Row]:
        """What is stored, read past the server."""
        return read(self.database_url, sql)

    def everything(self) -> dict[str, list[Row]]:
        """All that is stored."""
        return everything(self.database_url)

    def stop(self) -> None:
        """End all processes."""
        for server in self.servers:
            server.process.stop(signal.SIGINT)


class Grounds:
    """Where servers are set up: the migrated databases that all of them start from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    @cached_property
    def postgres(self) -> PostgreSQL:
        """A cluster for all deployments that need one."""
        return PostgreSQL()

    @cached_property
    def redis(self) -> Redis:
        """A Redis for all deployments that need one and do not harm it."""
        return Redis()

    @cached_property
    def var(self) -> Path:
        """VAR_DIR of all servers."""
        return self.folder / "var"

    @cached_property
    def _migrated(self) -> Path:
        path = self.folder / "migrated.sqlite3"
        self.manage("migrate --verbosity 0", {"VAR_DIR": str(self.var), "DATABASE_URL": f"sqlite:///{path}"})
        return path

    def deploy(
        self, kind: str, *, redis: Redis | None = None, postgres: PostgreSQL | None = None, **settings: str
    ) -> Deployment:
        """Start the processes of a kind, with these services or settings; ready when it returns."""
        self._count += 1
        name = f"{self._count}-{kind}"
        two = kind == TWO_POSTGRES_REDIS
        redis = (redis or self.redis) if two else None
        database_url = self.new_postgres(postgres or self.postgres) if two else self._new_sqlite(name)
        program = "daphne" if kind == DAPHNE_SQLITE else "uvicorn"
        env = self.env(database_url, redis, settings)
        servers = [Server(program, self.folder / f"{name}-{i}.log", env) for i in range(2 if two else 1)]
        env.setdefault("PUBLIC_URL", servers[0].base)
        for server in servers:
            server.start()
        return Deployment(kind, servers, database_url, redis)

    def remove(self) -> None:
        """Stop the services that were started."""
        for name in ("postgres", "redis"):
            if name in self.__dict__:
                getattr(self, name).remove()

    def env(self, database_url: str, redis: Redis | None, settings: dict[str, str]) -> dict[str, str]:
        """The environment of a server."""
        return {
            "VAR_DIR": str(self.var),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis.url if redis else "",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1,localhost,hall.lan",
            "HOSTING": "anyone",
            "DEBUG": "0",
            # Tests type and reload faster than people; the limits have tests of their own.
            "ATTENDEE_COMMANDS_PER_SECOND": "1000",
            "PAGES_PER_NETWORK": "100000",
            "SESSIONS_PER_NETWORK": "100000",
            **settings,
        }

    def _new_sqlite(self, name: str) -> str:
        path = self.folder / f"{name}.sqlite3"
        shutil.copyfile(self._migrated, path)
        return f"sqlite:///{path}"

    def new_postgres(self, postgres: PostgreSQL) -> str:
        """A migrated database; returns its DATABASE_URL."""
        url = postgres.new_database()
        self.manage("migrate --verbosity 0", {"VAR_DIR": str(self.var), "DATABASE_URL": url})
        return url

    def manage(self, command: str, env: dict[str, str]) -> str:
        """Run a management command; returns what it printed."""
        arguments = [sys.executable, str(ROOT / "manage.py"), *command.split()]
        settings = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": "", "REDIS_URL": "", **env}
        done = subprocess.run(
            arguments, env=os.environ | settings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {command} failed:\n{done.stdout}{done.stderr}")
        return done.stdout
