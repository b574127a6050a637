"""PostgreSQL and Redis of one's own."""

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

from .processes import Process, free_port

_BINARIES = Path("/usr/lib/postgresql")
# Else Redis writes its name over what `guard` knows it by.
KEEP_NAME = ["--set-proc-title", "no"]


def listens(port: int) -> bool:
    """Whether somebody accepts connections on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class PostgreSQL:
    """A cluster in a folder of its own, reached by TCP. It runs as `postgres`: it refuses to run as root.

    `settings` are lines of its configuration, e.g. "fsync=on".
    """

    def __init__(self, *settings: str) -> None:
        # Below /tmp: the account `postgres` must reach it, and pytest's own folders are private.
        self._folder = Path(tempfile.mkdtemp(prefix="openfloor-postgres-"))
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._as_user:
            shutil.chown(self._folder, "postgres")
        self._data = self._folder / "data"
        # Collation C.UTF-8 is there on every machine.
        self._run(
            "initdb", "--auth=trust", "--username=openfloor", "--locale=C.UTF-8", "--no-sync", self._data
        )
        self.port = free_port()
        self._count = 0
        # No fsync unless asked for: no test pulls the plug of the database machine.
        self._settings = settings or ("fsync=off",)
        self.start()

    def start(self) -> None:
        """Start, also again; waits until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options += "".join(f" -c {setting}" for setting in self._settings)
        log = str(self._folder / "log")
        self._run("pg_ctl", "--wait", "-D", self._data, "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, cutting every connection."""
        self._run("pg_ctl", "--wait", "-D", self._data, "--mode=immediate", "stop")

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        if listens(self.port):
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The process id of the postmaster."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def url(self, database: str) -> str:
        """DATABASE_URL of a database."""
        return f"postgres://openfloor@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database; returns its DATABASE_URL."""
        self._count += 1
        name = f"openfloor_{self._count}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def create(self, database: str, role: str, password: str) -> None:
        """Make an empty database of a role that must show its password from now on.

        `openfloor` is who the cluster belongs to: nobody comes in without a password once it has one.
        """
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if role != "openfloor":
                connection.execute(f'CREATE ROLE "{role}" LOGIN')
            connection.execute(f'CREATE DATABASE "{database}" OWNER "{role}"')
            literal = password.replace("'", "''")
            connection.execute(f"ALTER ROLE \"{role}\" PASSWORD '{literal}'")
            rules = self._data / "pg_hba.conf"
            rules.write_text(f'host all "{role}" all scram-sha-256\n' + rules.read_text())
            connection.execute("SELECT pg_reload_conf()")

    def _run(self, program: str, *arguments: object) -> None:
        newest = max(_BINARIES.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
        command = [*self._as_user, str(newest), *map(str, arguments)]
        # Not a pipe: the server would keep it open after pg_ctl is done, and we would wait for ever.
        with (self._folder / "steps.log").open("w+") as log:
            done = subprocess.run(command, stdout=log, stderr=log, cwd="/", check=False)
            if done.returncode:
                log.seek(0)
                raise RuntimeError(f"{program} failed:\n{log.read()}")


class Redis:
    """A Redis, by default one that keeps nothing on disk. `command` is its first words, without a port."""

    def __init__(self, command: str = "redis-server --save '' --appendonly no") -> None:
        self._command = shlex.split(command)
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = Path(tempfile.mkdtemp(prefix="openfloor-redis-"))
        self.start()

    def start(self) -> None:
        """Start, also again on the same port; waits until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", *KEEP_NAME]
        command = [*self._command, *options, "--dir", str(self._folder)]
        self.process = Process(command, self._folder / "log")
        self.process.wait_for(lambda: listens(self.port), "Redis answers")

    def stop(self) -> None:
        """End it, cutting every connection."""
        self.process.kill()

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
