"""A Redis that is watched: a primary, a replica, and a sentinel that lets the replica take over."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from .processes import Process, free_port, wait_until
from .services import KEEP_NAME, listens

NAME = "doorbell"


class WatchedRedis:
    """`url` leads to whichever server is the primary."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="openfloor-sentinel-"))
        self.ports = [free_port(), free_port()]
        self._sentinel_port = free_port()
        self.url = f"redis+sentinel://127.0.0.1:{self._sentinel_port}/{NAME}/0"
        self.servers = [self._start_server(port) for port in self.ports]
        self._cli(self.ports[1], "replicaof", "127.0.0.1", str(self.ports[0]))
        following = "master_link_status:up"  # before the sentinel asks: it asks again only after ten seconds
        wait_until(
            lambda: following in self._cli(self.ports[1], "info", "replication"), "the replica follows"
        )
        self.sentinel = self._start_sentinel()
        wait_until(lambda: "slaves=1" in self._cli(self._sentinel_port, "info", "sentinel"), "both are known")

    def primary_port(self) -> int:
        """Where the sentinel says the primary is."""
        return int(self._cli(self._sentinel_port, "sentinel", "get-master-addr-by-name", NAME).split()[1])

    def kill_primary(self) -> None:
        """End the primary and wait until the other one is."""
        before = self.primary_port()
        self.servers[self.ports.index(before)].kill()
        wait_until(lambda: self.primary_port() != before, "the replica takes over")
        wait_until(lambda: "role:master" in self._cli(self.primary_port(), "info", "replication"), "it knows")

    def remove(self) -> None:
        """Stop all and leave nothing behind."""
        for process in (self.sentinel, *self.servers):
            process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start_server(self, port: int) -> Process:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        options += ["--repl-diskless-sync-delay", "0", "--dir", str(self._folder), *KEEP_NAME]
        process = Process(["redis-server", *options], self._folder / f"{port}.log")
        process.wait_for(lambda: listens(port), "Redis answers")
        return process

    def _start_sentinel(self) -> Process:
        file = self._folder / "sentinel.conf"
        file.write_text(
            f"port {self._sentinel_port}\nbind 127.0.0.1\ndir {self._folder}\n"
            f"sentinel monitor {NAME} 127.0.0.1 {self.ports[0]} 1\n"
            f"sentinel down-after-milliseconds {NAME} 500\nsentinel failover-timeout {NAME} 5000\n"
        )
        process = Process(
            ["redis-server", str(file), "--sentinel", *KEEP_NAME], self._folder / "sentinel.log"
        )
        process.wait_for(lambda: listens(self._sentinel_port), "the sentinel answers")
        return process

    def _cli(self, port: int, *words: str) -> str:
        command = ["redis-cli", "-h", "127.0.0.1", "-p", str(port), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
