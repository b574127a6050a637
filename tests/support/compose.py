"""docker-compose.yml and the Dockerfile, read as Compose and Docker read them; there is no engine in tests."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from .servers import ROOT

# What an administrator must write into .env.
DOT_ENV = {
    "PUBLIC_URL": "https://ask.example.org",
    "SECRET_KEY": "only-for-this-test-and-long-enough-to-be-taken-for-a-secret-key",
    "POSTGRES_PASSWORD": "secret",
}
PLACE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def compose_file(dot_env: dict[str, str] = DOT_ENV) -> dict[str, Any]:
    """docker-compose.yml with these values beside it."""
    found: dict[str, Any] = _interpolated(yaml.safe_load((ROOT / "docker-compose.yml").read_text()), dot_env)
    return found


def _interpolated(value: Any, dot_env: dict[str, str]) -> Any:
    """What compose makes of `${NAME:-default}`, wherever it stands."""
    match value:
        case dict():
            return {key: _interpolated(inner, dot_env) for key, inner in value.items()}
        case list():
            return [_interpolated(inner, dot_env) for inner in value]
        case str():
            return PLACE.sub(lambda place: dot_env.get(place[1], place[3] if place[2] == "-" else ""), value)
    return value


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order: name and argument."""
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines) if name.isupper()]


def last_instruction(name: str) -> str:
    """The argument of the last instruction of a kind."""
    return [rest for found, rest in instructions() if found == name][-1]


def image_command() -> list[str]:
    """What the image runs."""
    command: list[str] = json.loads(last_instruction("CMD"))
    return command


def image_health_check() -> list[str]:
    """What tells whether a container of the image is well."""
    command: list[str] = json.loads(last_instruction("HEALTHCHECK").partition("CMD ")[2])
    return command


class Image:
    """The files of the image in a folder, where its commands run as its user with its environment and nothing else.

    That user may read what stands outside too (our Python does), and write nowhere it could not in a container.
    """

    def __init__(self) -> None:
        # Below /tmp: that user must reach it, and pytest's own folders are private.
        self.root = Path(tempfile.mkdtemp(prefix="openfloor-image-"))
        self.root.chmod(0o755)
        self.tree = self._inside(last_instruction("WORKDIR"))
        self.environment = dict(
            pair.split("=", 1) for name, rest in instructions() if name == "ENV" for pair in shlex.split(rest)
        )
        self.var = self._inside(self.environment["VAR_DIR"])
        self.user, self.group = map(int, last_instruction("USER").split(":"))
        self.var.parent.mkdir(parents=True)
        self._copy()
        self._build()

    def command(self, command: list[str] | str, environment: dict[str, str]) -> list[str]:
        """How to run a command of a container from outside."""
        words = shlex.split(command) if isinstance(command, str) else command
        read_all = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search"]
        become = [f"--reuid={self.user}", f"--regid={self.group}", "--clear-groups", *read_all]
        # What is marked so ends with the test run (tests/support/guard.py).
        known = {"PATH": self._path, "TEST_RUN": os.environ.get("TEST_RUN", ""), **self.environment}
        known |= environment | {"VAR_DIR": str(self.var)}
        pairs = [f"{name}={value}" for name, value in known.items()]
        return ["env", "-i", f"--chdir={self.tree}", *pairs, "setpriv", *become, *words]

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.root)

    @property
    def _path(self) -> str:
        return f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"

    def _inside(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def _copy(self) -> None:
        """Copy what a new clone has, with the narrow rights that a careful administrator's umask gives."""
        self.tree.mkdir(parents=True)
        made_by_us = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", "*.gz")
        for name, rest in instructions():
            if name == "COPY":
                *sources, target = rest.split()
                for source in sources:
                    if (ROOT / source).is_dir():
                        shutil.copytree(ROOT / source, self.tree / target, ignore=made_by_us)
                    else:
                        shutil.copy(ROOT / source, self.tree / target)
        for path in self.tree.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)

    def _build(self) -> None:
        environment = {"PATH": self._path, "VAR_DIR": str(self.var)}
        done = subprocess.run(
            ["sh", "-c", last_instruction("RUN")],
            cwd=self.tree,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
