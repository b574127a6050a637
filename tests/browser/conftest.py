"""Fixtures of the browser tests: one real Chromium for all of them, and the people in front of it."""

import shutil
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from ..support.servers import Deployment
from ..support.talks import Talk
from .crowd import NETWORK_COMPLAINTS, Crowd
from .line import Line
from .rooms import Room

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
# A name of a network without certificates: not a secure context, as localhost is one.
LAN = "hall.lan"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share an event loop, because they share a browser."""
    for item in items:
        if item.path.parent.name == "browser" and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def executable() -> str | None:
    """Where the machine's Chromium is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The machine's Chromium; Playwright's own where there is none."""
    async with async_playwright() as playwright:
        flags = [*FLAGS.split(), f"--host-resolver-rules=MAP {LAN} 127.0.0.1"]
        browser = await playwright.chromium.launch(executable_path=executable(), args=flags)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def crowd(browser: Browser, deployment: Deployment) -> AsyncIterator[Crowd]:
    """Everybody who opens a browser; afterwards no page may have complained."""
    crowd = Crowd(browser, [server.base for server in deployment.servers])
    yield crowd
    await crowd.leave()
    assert not crowd.unexpected()


@pytest_asyncio.fixture(loop_scope="session")
async def talk(deployment: Deployment) -> AsyncIterator[Talk]:
    """A session on the server."""
    talk = await Talk.start(deployment)
    yield talk
    await talk.close()


@pytest_asyncio.fixture(loop_scope="session")
async def moderated_talk(deployment: Deployment) -> AsyncIterator[Talk]:
    """A session whose questions are reviewed first."""
    talk = await Talk.start(deployment, moderated=True)
    yield talk
    await talk.close()


@pytest_asyncio.fixture(loop_scope="session")
async def line(deployment: Deployment, crowd: Crowd) -> AsyncIterator[Line]:
    """A network of one's own to the server. Browsers complain when it is bad, and may."""
    line = await Line.lay(deployment.base)
    crowd.own.add(urlsplit(line.base).netloc)
    crowd.expect(NETWORK_COMPLAINTS)
    yield line
    await line.remove()


@pytest_asyncio.fixture(loop_scope="session")
async def room(moderated_talk: Talk) -> Room:
    """A moderated session with questions in every state."""
    return await Room.fill(moderated_talk)
