"""Fixtures for all tests. What they are made of is in tests/support."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings

from .support import guard, slowest
from .support.servers import EVERY_KIND, TWO_POSTGRES_REDIS, UVICORN_SQLITE, Deployment, Grounds
from .support.talks import Talk

# Whether a change may land depends on the change alone, and not on what else the machine does.
# To look for new examples: --hypothesis-profile=search
settings.register_profile("same", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("search", derandomize=False, print_blob=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def in_no_language() -> None:
    """A page read in French by one test leaves its language behind for the next."""
    translation.deactivate()


class _LostExceptions(logging.Handler):
    """What asyncio says of tasks that failed and that nobody asked."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@pytest.fixture(autouse=True)
def no_lost_exceptions() -> Iterator[None]:
    """A task that fails behind a test's back fails the test."""
    lost = _LostExceptions()
    logging.getLogger("asyncio").addHandler(lost)
    yield
    logging.getLogger("asyncio").removeHandler(lost)
    assert lost.said == []


def pytest_configure(config: pytest.Config) -> None:
    """Say which marks there are, and see to it that a run that is killed leaves nothing behind."""
    if not hasattr(config, "workerinput"):  # workers of pytest-xdist belong to the run that started them
        guard.start()
        slowest.register(config)
    config.addinivalue_line(
        "markers", "every_server: run on each kind of deployment, not only on the simplest"
    )
    config.addinivalue_line("markers", "every_database: run on a deployment of each database")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`deployment` is the simplest kind; with @pytest.mark.every_server or every_database others in turn."""
    if "deployment" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker
        kinds: tuple[str, ...] = (UVICORN_SQLITE,)
        if marked("every_database"):
            kinds = (UVICORN_SQLITE, TWO_POSTGRES_REDIS)
        if marked("every_server"):
            kinds = EVERY_KIND
        metafunc.parametrize("deployment", kinds, indirect=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A SQLite file of this run's own: two runs in one folder must not meet."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    """Where servers are set up."""
    grounds = Grounds(tmp_path_factory.mktemp("servers"))
    yield grounds
    grounds.remove()


@pytest.fixture(scope="session")
def deployments(grounds: Grounds) -> Iterator[dict[str, Deployment]]:
    """The shared deployments that run already, by kind. Whatever tests do to them, they never log a fault."""
    running: dict[str, Deployment] = {}
    yield running
    logs = {server.log.name: server.process.output for each in running.values() for server in each.servers}
    for deployment in running.values():
        deployment.stop()
    assert {name: log[-3000:] for name, log in logs.items() if "Traceback" in log} == {}


@pytest.fixture
def deployment(
    request: pytest.FixtureRequest, grounds: Grounds, deployments: dict[str, Deployment]
) -> Deployment:
    """A running server, shared with other tests: each makes its own session, and harms nothing else."""
    kind = request.param
    if kind not in deployments:
        deployments[kind] = grounds.deploy(kind)
    return deployments[kind]


@pytest.fixture
async def talk(deployment: Deployment) -> AsyncIterator[Talk]:
    """A session on the server."""
    talk = await Talk.start(deployment)
    yield talk
    await talk.close()


@pytest.fixture
async def moderated_talk(deployment: Deployment) -> AsyncIterator[Talk]:
    """A session whose questions are reviewed first."""
    talk = await Talk.start(deployment, moderated=True)
    yield talk
    await talk.close()
