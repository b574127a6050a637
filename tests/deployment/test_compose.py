"""Every service of docker-compose.yml: its command, environment, mounts and health check, as it stands there.

From the files of the image, as its user, before real PostgreSQL, Redis and Caddy.
"""

import os
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.support.compose import (
    DOT_ENV,
    Image,
    compose_file,
    image_command,
    image_health_check,
)
from tests.support.processes import Process, free_port, wait_until
from tests.support.servers import ROOT
from tests.support.services import PostgreSQL, Redis

from .conftest import CADDY, is_open, new_base

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can become the image's user")
TOKEN = "for-prometheus-only"


class Composed:
    """What `docker compose up` starts, on ports of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = new_base()
        self.dot_env = DOT_ENV | {"PUBLIC_URL": self.base, "METRICS_TOKEN": TOKEN}
        self.services = compose_file(self.dot_env)["services"]
        self.web_port = free_port()
        settings = self.services["database"]["environment"]
        self.postgres = PostgreSQL()
        self.postgres.create(
            settings["POSTGRES_DB"], settings["POSTGRES_USER"], settings["POSTGRES_PASSWORD"]
        )
        self.redis = Redis(self.services["redis"]["command"])
        self.image = Image()
        self.started: list[Process] = []

    def run(self, service: str, command: list[str] | str) -> subprocess.CompletedProcess[bytes]:
        """Run a command in a container of one of our services until it ends."""
        return subprocess.run(
            self.image.command(command, self._environment(service)), capture_output=True, check=False
        )

    def start_web(self) -> None:
        """Start the image's own command."""
        assert "command" not in self.services["web"]
        command = [self._on_our_ports(word) for word in image_command()]
        self.web = Process(self.image.command(command, self._environment("web")), self.folder / "web.log")
        self.started.append(self.web)

    def start_caddy(self) -> None:
        """Start Caddy with what is mounted, by the command of its image."""
        caddy = self.services["caddy"]
        root = self.folder / "caddy"
        for volume in caddy["volumes"]:
            source, target = volume.split(":")[:2]
            path = root / target.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            if source.startswith("."):
                path.symlink_to((ROOT / source).resolve())
            else:
                path.mkdir()
        environment = caddy["environment"] | {
            # Other tests' Caddies listen at the usual one.
            "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
            "UPSTREAM": f"127.0.0.1:{self.web_port}",
            "XDG_DATA_HOME": f"{root}/data",
            "XDG_CONFIG_HOME": f"{root}/config",
        }
        command = [str(CADDY), "run", "--config", f"{root}/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
        self.caddy = Process(command, self.folder / "caddy.log", environment)
        self.started.append(self.caddy)

    def is_healthy(self, service: str) -> bool:
        """What the health check of a service says."""
        if service == "web":
            command = [self._on_our_ports(word) for word in image_health_check()]
            return self.run("web", command).returncode == 0
        kind, program, *arguments = self.services[service]["healthcheck"]["test"]
        assert kind == "CMD"
        if program == "redis-cli":
            arguments = ["-p", str(self.redis.port), *arguments]
        here = {"PGHOST": "127.0.0.1", "PGPORT": str(self.postgres.port)}
        return (
            subprocess.run(
                [program, *arguments], env=os.environ | here, capture_output=True, check=False
            ).returncode
            == 0
        )

    def stop(self) -> None:
        """End all of it."""
        for process in self.started:
            process.stop()
        self.redis.remove()
        self.postgres.remove()
        self.image.remove()

    def _environment(self, service: str) -> dict[str, str]:
        return {
            name: self._on_our_ports(value) for name, value in self.services[service]["environment"].items()
        }

    def _on_our_ports(self, value: str) -> str:
        """An address inside compose's network, as it is here."""
        for there, port in (("database:5432", self.postgres.port), ("redis:6379", self.redis.port)):
            value = value.replace(there, f"127.0.0.1:{port}")
        return str(self.web_port) if value == "8000" else value.replace(":8000/", f":{self.web_port}/")


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    """Everything up, in the order in which they wait for each other."""
    composed = Composed(tmp_path_factory.mktemp("compose"))
    try:
        migrate = composed.run("migrate", composed.services["migrate"]["command"])
        assert migrate.returncode == 0, migrate.stderr.decode()
        composed.start_web()
        composed.web.wait_for(lambda: composed.web.output.count("is ready") == 2, "two workers are ready")
        composed.start_caddy()
        composed.caddy.wait_for(lambda: is_open(composed.base), "Caddy serves the public address")
        yield composed
    finally:
        composed.stop()


def test_workers_run_as_the_user_of_the_image_and_say_what_they_use(composed: Composed) -> None:
    assert f"at {composed.base} (HOSTING=anyone, PostgreSQL, Redis, workers: 2)" in composed.web.output
    processes = [psutil.Process(composed.web.pid), *psutil.Process(composed.web.pid).children(recursive=True)]
    assert {process.uids().effective for process in processes} == {composed.image.user}
    assert composed.image.user >= 1000


def test_files_of_the_image_can_be_read_by_its_user_and_written_by_nobody(composed: Composed) -> None:
    paths = list(composed.image.tree.rglob("*"))
    assert [path for path in paths if not path.stat().st_mode & 0o004] == []
    assert [path for path in paths if path.stat().st_uid == composed.image.user] == []
    assert {path.suffix for path in paths} >= {".mo", ".gz", ".py", ".js", ".html"}


def test_page_comes_through_caddy_and_figures_do_not(composed: Composed) -> None:
    assert is_open(composed.base, "/")
    ask = urllib.request.Request(composed.base + "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(ask, timeout=20)
    inside = urllib.request.Request(
        f"http://127.0.0.1:{composed.web_port}/metrics", headers=dict(ask.header_items())
    )
    with urllib.request.urlopen(inside, timeout=20) as page:
        assert b'openfloor_workers{state="answered"} 2.0' in page.read()


def test_prometheus_beside_compose_reads_the_figures(composed: Composed) -> None:
    """What docs/operations.md says: the override, its mounts, the settings in deploy/ and the token fit each other."""
    section = (
        (ROOT / "docs" / "operations.md").read_text().partition("\n## Watching\n")[2].partition("\n## ")[0]
    )
    override = yaml.safe_load(re.search(r"```yaml\n(.*?)```", section, re.DOTALL)[1])
    service = override["services"]["prometheus"]
    mounts = {target: source for source, target, *_ in (mount.split(":") for mount in service["volumes"])}
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert {source for source in mounts.values() if not source.startswith(".")} == set(override["volumes"])
    assert not set(override["volumes"]) & set(compose_file()["volumes"])

    # Its image reads this file, and keeps what it learns in that folder.
    settings = yaml.safe_load((ROOT / mounts["/etc/prometheus/prometheus.yml"]).read_text())
    assert mounts["/prometheus"] == "prometheus"
    [job] = settings["scrape_configs"]
    token = mounts[job["authorization"]["credentials_file"]]
    assert f"> {token.removeprefix('./')}\n" in section
    assert f"/{token.removeprefix('./')}\n" in (ROOT / ".gitignore").read_text()

    # As Prometheus asks, unless told otherwise: by this path, and as a bearer.
    [target] = job["static_configs"][0]["targets"]
    assert target == f"web:{image_command()[image_command().index('--port') + 1]}"
    path = job.get("metrics_path", "/metrics")
    kind = job["authorization"].get("type", "Bearer")
    ask = urllib.request.Request(
        f"{job.get('scheme', 'http')}://127.0.0.1:{composed.web_port}{path}",
        headers={"Host": target, "Authorization": f"{kind} {TOKEN}"},
    )
    with urllib.request.urlopen(ask, timeout=20) as page:
        found = {family.name for family in text_string_to_metric_families(page.read().decode())}
    assert {"openfloor_workers", "openfloor_sockets"} <= found


def test_redis_keeps_nothing(composed: Composed) -> None:
    ask = ["redis-cli", "-p", str(composed.redis.port), "config", "get"]
    kept = [
        subprocess.run([*ask, name], capture_output=True, text=True, check=True).stdout.split()
        for name in ("save", "appendonly")
    ]
    assert kept == [["save"], ["appendonly", "no"]]


def test_backup_is_made_in_the_container(composed: Composed) -> None:
    made = composed.run("web", "python manage.py backup -")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(b"\x1f\x8b")


def test_each_health_check_tells_when_its_service_is_not_well(composed: Composed) -> None:
    checked = ("web", "database", "redis")
    assert [name for name in checked if composed.is_healthy(name)] == list(checked)
    composed.redis.stop()
    composed.postgres.stop()
    assert [name for name in checked if composed.is_healthy(name)] == []
    composed.postgres.start()
    composed.redis.start()
    wait_until(lambda: all(map(composed.is_healthy, checked)), "all are well again")
