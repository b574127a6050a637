"""Servers and services of one's own, to do harm to."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.servers import Deployment, Grounds
from tests.support.services import PostgreSQL, Redis


@pytest.fixture
def deploy(grounds: Grounds) -> Iterator[Callable[..., Deployment]]:
    """Start a deployment that ends with the test."""
    started: list[Deployment] = []

    def start(kind: str, **settings: object) -> Deployment:
        started.append(grounds.deploy(kind, **settings))
        return started[-1]

    yield start
    for deployment in started:
        deployment.stop()


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis to stop and start."""
    redis = Redis()
    yield redis
    redis.remove()


@pytest.fixture
def postgres() -> Iterator[PostgreSQL]:
    """A PostgreSQL to stop and start."""
    postgres = PostgreSQL()
    yield postgres
    postgres.remove()
