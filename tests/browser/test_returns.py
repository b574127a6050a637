"""Pages that come back from the browser's own cache, and storage that runs full while somebody types or votes."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Page, async_playwright, expect

from ..support.servers import Deployment
from ..support.talks import Talk
from .conftest import FLAGS, executable
from .crowd import LAPTOP, Crowd
from .line import Line
from .people import Desk, Phone
from .rooms import Room
from .test_outbox import NOTHING_WAITS, QUIET_LINE, comes_back, stored

NOT_KEPT = "This browser cannot keep what is not sent. Leave this page open."
# Of this session.
SCORES = "SELECT score FROM live_sessions_question WHERE session_id = {session} ORDER BY id"
FULL = (
    """void (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })"""
)
ROOM_AGAIN = """void (Storage.prototype.setItem = window.setItem)"""
# Playwright forbids browsers the cache that Back takes pages from.
CACHED = "--disable-back-forward-cache"
REMEMBER = """void (window.here = true, addEventListener("pageshow", event => (window.wasCached = event.persisted)))"""


@pytest_asyncio.fixture(loop_scope="session")
async def host(talk: Talk) -> Room:
    """Somebody who leads the talk."""
    return Room(talk, await talk.moderator(), [await talk.attendee()])


@pytest_asyncio.fixture(loop_scope="session")
async def caching(deployment: Deployment) -> AsyncIterator[Crowd]:
    """Browsers as people have them: Back brings a page as it was left."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(), args=FLAGS.split(), ignore_default_args=[CACHED]
        )
        crowd = Crowd(browser, [deployment.base]).expect("Page entered Back-Forward Cache|404")
        yield crowd
        await crowd.leave()
        await browser.close()
        assert not crowd.unexpected()


def texts(model: dict[str, Any], poll: int) -> list[str]:
    """The answers to a poll of texts."""
    found = next(each for each in model["state"]["polls"] if each["id"] == poll)
    return [card["text"] for card in found["results"]["cards"]]


async def leave_and_come_back(page: Page, deployment: Deployment) -> None:
    """Go elsewhere and come back by Back; nothing is loaded where the browser kept the page."""
    await page.evaluate(REMEMBER)
    await page.goto(deployment.base + "/healthz")
    await page.go_back(wait_until="commit")


async def test_a_phone_back_from_the_cache_is_live_and_shows_what_came_meanwhile(
    caching: Crowd, host: Room, talk: Talk, deployment: Deployment
):
    phone = Phone(await caching.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    await phone.field.fill("Half a ques")
    await phone.page.evaluate(REMEMBER)
    await phone.page.goto(deployment.base + "/healthz")
    await host.ask("Asked meanwhile?")
    await phone.page.go_back(wait_until="commit")
    await expect(phone.page.get_by_text("Asked meanwhile?")).to_be_visible()
    assert await phone.page.evaluate("[window.here, window.wasCached]") == [True, True]
    await phone.is_live()
    await expect(phone.field).to_have_value("Half a ques")
    await phone.vote(1)
    await phone.page.evaluate(NOTHING_WAITS)
    assert stored(talk, SCORES) == [(1,)]


async def test_desk_and_screen_reached_by_back_show_the_present_state(
    caching: Crowd, host: Room, talk: Talk, deployment: Deployment
):
    poll = (await host.do("poll.create", title="Where to start?", options=["Here", "There"]))["poll"]
    desk, screen = Desk(await caching.come(LAPTOP)), await caching.come(LAPTOP)
    for page, link in ((desk.page, "moderator"), (screen, "screen")):
        await page.goto(talk.links[link])
        await expect(page.get_by_text("Rebuilding trust, together").first).to_be_visible()
        await leave_and_come_back(page, deployment)
    await host.do("poll.open", poll=poll)
    await expect(screen.locator("#picture")).to_contain_text("Where to start?")
    await expect(desk.poll.get_by_text("open", exact=False).first).to_be_visible()
    await desk.press("Close")
    await host.moderator.until(
        lambda model: [each["state"] for each in model["state"]["polls"]] == ["closed"], "the desk can act"
    )


async def test_where_storage_runs_full_nothing_is_lost_that_can_be_sent_and_the_rest_is_said(
    crowd: Crowd, line: Line, host: Room, talk: Talk
):
    await host.ask("What changed?")
    poll = await host.poll("What is missing?", kind="text")
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    await phone.page.evaluate("void (window.setItem = Storage.prototype.setItem)")
    field = phone.poll.get_by_role("textbox")
    await field.fill("More")
    await phone.page.evaluate(FULL)
    await field.press_sequentially(" time")
    await expect(phone.poll).to_contain_text(NOT_KEPT)
    await phone.show("Questions")
    await phone.field.fill("Will this arrive?")
    await expect(phone.page.locator("#ask-error")).to_have_text(NOT_KEPT)
    line.cut()
    await expect(phone.connection).to_contain_text(NOT_KEPT)
    await phone.page.get_by_role("button", name="Send").tap()
    await phone.vote(1)
    await phone.show("Poll")
    await phone.poll.get_by_role("button", name="Send my answer").tap()
    await expect(phone.connection).to_contain_text("3 not sent yet")
    line.mend()
    await comes_back(phone)
    await host.id_of("Will this arrive?")
    await host.moderator.until(lambda model: texts(model, poll) == ["More time"], "the answer")
    assert stored(talk, SCORES)[0] == (1,)


async def test_once_there_is_room_again_the_page_keeps_and_says_so(
    crowd: Crowd, line: Line, host: Room, talk: Talk
):
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    await phone.page.evaluate("void (window.setItem = Storage.prototype.setItem)")
    await phone.page.evaluate(FULL)
    await phone.field.fill("Half")
    await expect(phone.page.locator("#ask-error")).to_have_text(NOT_KEPT)
    await phone.page.evaluate(ROOM_AGAIN)
    await phone.field.press_sequentially(" a question")
    await expect(phone.page.locator("#ask-error")).to_be_empty()
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    line.mend()
    await phone.page.reload()
    await expect(phone.field).to_have_value("Half a question")


async def test_the_desk_says_that_a_draft_cannot_be_kept(crowd: Crowd, host: Room, talk: Talk):
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(talk.links["moderator"])
    await desk.press("New poll")
    await desk.page.evaluate(FULL)
    await desk.page.get_by_label("What do you want to ask?").fill("Still here?")
    await expect(desk.page.get_by_role("alert").get_by_text(NOT_KEPT)).to_be_visible()
