"""What an administrator reads in the log: starts, workers that die, a database that goes away. A line each."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.compose import image_command
from tests.support.processes import Process, free_port, until
from tests.support.servers import TWO_POSTGRES_REDIS, Deployment, Grounds
from tests.support.services import PostgreSQL
from tests.support.talks import Talk
from tests.support.visitors import Visitor

from .conftest import is_open

READY = re.compile(
    r"Openfloor \S+ at (\S+) \(HOSTING=anyone, PostgreSQL, Redis, workers: 2\): process (\d+) is ready"
)
MOST_LINES_OF_A_RESTART = 10


def command_on(port: int) -> list[str]:
    """What the image starts, on a port of ours."""
    command = image_command()
    command[command.index("--port") + 1] = str(port)
    return [sys.executable, *command[1:]]


class Image(Deployment):
    """The image's own command, with two workers."""

    def __init__(self, grounds: Grounds, postgres: PostgreSQL, log: Path) -> None:
        url, port = grounds.new_postgres(postgres), free_port()
        super().__init__(TWO_POSTGRES_REDIS, [], url, grounds.redis)
        self._base = f"http://127.0.0.1:{port}"
        env = grounds.env(url, grounds.redis, {"PUBLIC_URL": self._base, "WEB_CONCURRENCY": "2"})
        self.process = Process(command_on(port), log, env)

    @property
    def base(self) -> str:
        """Where it answers."""
        return self._base

    def address(self, index: int) -> str:
        """One port for all workers."""
        return self._base

    @property
    def lines(self) -> list[str]:
        """The log."""
        return self.process.output.splitlines()

    @property
    def ready(self) -> list[int]:
        """The workers that said they are there."""
        return [int(found[2]) for line in self.lines if (found := READY.search(line))]


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgreSQL]:
    postgres = PostgreSQL()
    yield postgres
    postgres.remove()


@pytest.fixture(scope="module")
def image(
    grounds: Grounds, postgres: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Image]:
    image = Image(grounds, postgres, tmp_path_factory.mktemp("image") / "log")
    image.process.wait_for(lambda: len(image.ready) == 2 and is_open(image.base), "both workers are ready")
    yield image
    image.process.stop()


async def test_each_worker_says_once_what_it_is(image: Image) -> None:
    assert len(set(image.ready)) == 2
    assert all(psutil.Process(pid).ppid() == image.process.pid for pid in image.ready)
    assert {found[1] for line in image.lines if (found := READY.search(line))} == {image.base}


async def test_worker_that_dies_is_replaced_in_a_few_lines(image: Image) -> None:
    before, victim = len(image.lines), image.ready[0]
    os.kill(victim, signal.SIGKILL)
    await until(lambda: len(image.ready) == 3, "another is ready")
    *waits, died, ready = image.lines[before:]
    assert len(waits) <= 1
    assert "died" in died
    assert str(victim) in died
    assert READY.search(ready)


async def test_a_restart_of_the_database_is_a_few_lines(image: Image, postgres: PostgreSQL) -> None:
    talk = await Talk.start(image)
    people = [await talk.attendee() for _ in range(3)]
    before = len(image.lines)
    await asyncio.to_thread(postgres.stop)
    await asyncio.gather(
        *(each.do("question.ask", text=f"Is {n} kept?") for n, each in enumerate(people)),
        return_exceptions=True,
    )
    assert (await Visitor(image.base).get("/readyz")).status == 503
    await asyncio.to_thread(postgres.start)
    await until(lambda: is_open(image.base, "/readyz"), "it is ready again")
    said = image.lines[before:]
    await talk.close()
    assert len(said) <= MOST_LINES_OF_A_RESTART, "\n".join(said)
