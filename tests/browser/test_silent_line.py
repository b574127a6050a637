"""Lines that die without a word, proxies that hang, networks that answer for us: every page notices, says so, and
comes back by itself.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from ..support.processes import until
from ..support.servers import UVICORN_SQLITE, Deployment, Grounds
from ..support.talks import Talk
from .crowd import LAPTOP, NETWORK_COMPLAINTS, PHONE, WALL, Crowd
from .line import Line
from .people import Phone, reads

ASKED = "Which data could councils share tomorrow?"
LATER = "And the day after?"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def quick(grounds: Grounds) -> AsyncIterator[Deployment]:
    """A server that is never silent for longer than two seconds, so that a silence is short here."""
    deployment = await asyncio.to_thread(grounds.deploy, UVICORN_SQLITE, BEAT_SECONDS="2")
    yield deployment
    await asyncio.to_thread(deployment.stop)


@pytest_asyncio.fixture(loop_scope="session")
async def talk(quick: Deployment) -> AsyncIterator[Talk]:
    talk = await Talk.start(quick)
    yield talk
    await talk.close()


@pytest_asyncio.fixture(loop_scope="session")
async def line(quick: Deployment, crowd: Crowd) -> AsyncIterator[Line]:
    line = await Line.lay(quick.base)
    crowd.own |= {line.base.removeprefix("http://"), quick.base.removeprefix("http://")}
    crowd.expect(NETWORK_COMPLAINTS)
    yield line
    await line.remove()


class Person(NamedTuple):
    """A page, where it says how it is connected, what it says then, and where it shows what was asked."""

    page: Page
    line: Locator
    lost: str
    questions: Locator


async def everybody(crowd: Crowd, talk: Talk, line: Line) -> list[Person]:
    """An attendee, a moderator, the big screen and the remote, all on the line and live."""

    async def come(link: str, path: str, device: dict) -> Page:
        page = await crowd.come(device)
        await page.goto(talk.links[link].replace(talk.deployment.base, line.base))
        await page.goto(line.base + talk.path + path)
        return page

    await (await talk.moderator()).do("stage.show", view="questions")
    phone = await come("attendee", "", PHONE)
    desk = await come("moderator", "desk/", LAPTOP)
    screen = await come("screen", "screen/", WALL)
    remote = await come("remote", "remote/", PHONE)
    return [
        Person(phone, phone.locator("#connection"), "Reconnecting…", phone.locator("#list")),
        Person(desk, desk.locator(".line"), "Reconnecting…", desk.locator("[data-queue=questions]")),
        Person(screen, screen.locator("#line"), "Not connected.", screen.locator("#stage")),
        Person(remote, remote.locator("#connection"), "Reconnecting…", remote.locator("main")),
    ]


async def ask(talk: Talk, text: str) -> None:
    await (await talk.attendee()).do("question.ask", text=text)


async def test_every_page_replaces_a_line_that_died_in_silence(crowd: Crowd, line: Line, talk: Talk):
    await ask(talk, "What changed?")
    people = await everybody(crowd, talk, line)
    [phone, desk, screen, remote] = people
    for person in people[:3]:
        await expect(person.questions).to_contain_text("What changed?")
    await expect(phone.line).to_contain_text("Live")
    await expect(remote.line).to_contain_text("Live")
    line.strand()
    await ask(talk, ASKED)
    await reads(phone.page.locator("#news button"), "1 new")
    await expect(desk.questions).to_contain_text(ASKED)
    await expect(screen.questions).to_contain_text(ASKED)
    await remote.page.get_by_role("button", name="Join", exact=True).tap()
    await expect(screen.questions).to_contain_text("scan the code")


async def test_every_page_says_that_it_is_not_live_and_comes_back(crowd: Crowd, line: Line, talk: Talk):
    people = await everybody(crowd, talk, line)
    await expect(people[0].line).to_contain_text("Live")
    await expect(people[3].line).to_contain_text("Live")
    line.is_hole = True
    line.strand()
    for person in people:
        await expect(person.line).to_contain_text(person.lost)
    line.mend()
    line.cut()
    line.mend()
    await ask(talk, ASKED)
    for person in people:
        await expect(person.line).not_to_contain_text(person.lost)
    for person in people[:3]:
        await expect(person.questions).to_contain_text(ASKED)


async def test_a_proxy_that_hangs_handshakes_costs_five_seconds(crowd: Crowd, line: Line, talk: Talk):
    line.hangs_websockets = True
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.ask(ASKED)
    await expect(phone.connection).to_contain_text("Updated every few seconds")
    await expect(phone.page.locator("#own")).not_to_contain_text("Sending…")
    await expect(phone.list).to_contain_text([ASKED])
    line.mend()
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    await phone.is_live()
    await ask(talk, LATER)
    await reads(phone.news, "1 new")


async def test_a_line_that_was_live_falls_back_too(crowd: Crowd, line: Line, talk: Talk):
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    line.blocks_websockets = True
    line.strand()
    await expect(phone.connection).to_contain_text("Updated every few seconds")
    await phone.ask(ASKED)
    await expect(phone.list).to_contain_text([ASKED])


async def test_the_sign_in_page_of_a_network_is_not_taken_for_the_server(
    crowd: Crowd, line: Line, talk: Talk
):
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    line.is_portal = True
    line.strand()
    answered = phone.page.wait_for_event("response", lambda response: "/state" in response.url)
    await expect(phone.connection).to_contain_text("Reconnecting…")
    await phone.ask(ASKED)
    await answered
    await expect(phone.connection).to_contain_text("Reconnecting…")
    line.mend()
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    await phone.is_live()
    await expect(phone.list).to_contain_text([ASKED])


async def test_a_quiet_room_keeps_its_line(crowd: Crowd, line: Line, talk: Talk):
    phone = Phone(await crowd.come())
    sockets: list[str] = []
    beats: list[str] = []
    phone.page.on("websocket", lambda socket: sockets.append(socket.url))
    phone.page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: beats.append(str(frame)))
    )
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    await until(lambda: sum("beat" in frame for frame in beats) >= 3, "three beats came")
    assert len(sockets) == 1
