"""Every page in every state, judged by axe-core by day, by night and at 320 px; and by keyboard alone."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Route, expect

from ..support.servers import UVICORN_SQLITE, Deployment, Grounds
from ..support.talks import Talk
from .axe import Audit
from .crowd import LAPTOP, WALL, Crowd
from .people import Desk, Phone, Remote, Screen, reads
from .rooms import LIVE, OPTIONS, Room


@pytest.fixture
def audit() -> Iterator[Audit]:
    """Afterwards no problem may have been found."""
    audit = Audit()
    yield audit
    assert not audit.problems, "\n".join(audit.problems)


async def test_the_audit_finds_faults(crowd: Crowd):
    page = await crowd.come()
    await page.set_content(
        "<html lang=en><meta name=viewport content='width=device-width'><title>Bad</title><main><h1>Bad</h1>"
        "<img src='data:,'><p style='color: #aaa'>Pale</p>"
        "<div style='width: 400px'>Wide</div><pre style='overflow: auto'>" + "x" * 99
    )
    audit = Audit()
    await audit.look(page, "bad")
    found = "\n".join(audit.problems)
    for fault in ("bad, light: image-alt", "bad, dark: color-contrast", "320 px: HTML", "320 px: PRE"):
        assert fault in found


async def test_home_and_errors(crowd: Crowd, deployment: Deployment, audit: Audit):
    crowd.expect("Failed to load resource")
    page = await crowd.come(LAPTOP)
    await page.goto(deployment.base)
    await audit.look(page, "home")
    await page.get_by_role("textbox", name="Code").fill("12")
    await page.get_by_role("button", name="Join").click()
    await reads(page.locator("#code-error"), "A code has seven digits, like 382 1214.")
    await audit.look(page, "home, wrong code")
    await page.get_by_role("textbox", name="Title").fill("\u200b")
    await page.get_by_role("button", name="Start the session").click()
    await expect(page.locator("#title-error")).to_be_visible()
    await audit.look(page, "home, title refused")
    await page.goto(f"{deployment.base}/nowhere")
    await audit.look(page, "404")


async def test_attendee_page(crowd: Crowd, moderated_talk: Talk, audit: Audit):
    phone = Phone(await crowd.come())
    await phone.page.goto(moderated_talk.links["attendee"])
    await phone.is_live()
    await audit.look(phone.page, "attendee, nothing asked")
    room = await Room.fill(moderated_talk)
    await phone.ask("Mine, waiting?")
    await phone.ask("Mine, dismissed?")
    dismissed = await room.id_of("Mine, dismissed?")
    await room.do("question.dismiss", question=dismissed, reason="other", words="Ask it at the bar.")
    await expect(phone.own.filter(has_text="Ask it at the bar.")).to_be_visible()
    await phone.vote(1)
    await audit.look(phone.page, "attendee, list")
    await room.do("question.highlight", question=await room.id_of(LIVE[0]), on=True)
    await expect(phone.pinned).to_be_visible()
    await phone.own.locator("summary").tap()
    await phone.field.fill("x" * 200)
    await audit.look(phone.page, "attendee, editing and too long")
    await room.do("session.update", intake_open=False)
    await expect(phone.page.locator("#intake-closed")).to_be_visible()
    await audit.look(phone.page, "attendee, questions closed")


async def test_attendee_polls(crowd: Crowd, room: Room, audit: Audit):
    phone = Phone(await crowd.come())
    await phone.page.goto(room.talk.links["attendee"])
    await phone.show("Poll")
    await audit.look(phone.page, "attendee, no poll")
    poll = await room.poll("Where should we start?", answered=True)
    await reads(phone.options, *OPTIONS)
    await audit.look(phone.page, "attendee, poll open")
    await phone.choose(OPTIONS[1])
    await expect(phone.notice).to_contain_text("4 answers")
    await audit.look(phone.page, "attendee, poll answered")
    await room.do("poll.close", poll=poll)
    await expect(phone.poll).to_contain_text("Closed · 4 answers")
    await audit.look(phone.page, "attendee, poll closed")
    await room.poll("And then?", results="hidden", settings={"highest": len(OPTIONS)})
    await expect(phone.poll).to_contain_text("Choose all that fit.")
    await audit.look(phone.page, "attendee, poll with hidden results, and an earlier one")
    await room.do("session.end")
    await expect(phone.page.locator("#ended")).to_be_visible()
    await audit.look(phone.page, "attendee, ended, poll")
    await phone.show("Questions")
    await audit.look(phone.page, "attendee, ended, questions")


async def test_attendee_form_refused(crowd: Crowd, room: Room, audit: Audit):
    crowd.expect("Failed to load resource")
    page = await crowd.come()
    await page.route("**/*.js", drop)
    await page.goto(room.talk.links["attendee"])
    await page.get_by_role("button", name="Send").tap()
    await reads(page.locator("#ask-error"), "Write something first.")
    await audit.look(page, "attendee, question refused")


async def drop(route: Route) -> None:
    await route.abort()


async def test_desk(crowd: Crowd, moderated_talk: Talk, audit: Audit):
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(moderated_talk.links["moderator"])
    await expect(desk.bar).to_be_visible()
    await audit.look(desk.page, "desk, nothing asked")
    room = await Room.fill(moderated_talk)
    await room.poll("Where should we start?", answered=True)
    await room.do("question.highlight", question=await room.id_of(LIVE[0]), on=True)
    await expect(desk.stage).to_contain_text("Being answered · #1")
    await desk.act("Answered", 4)
    await expect(desk.toast).to_contain_text("#4 is answered")
    await audit.look(desk.page, "desk, full")
    await desk.page.get_by_role("button", name=re.compile("^Archive")).first.click()
    await audit.look(desk.page, "desk, archive")
    await desk.press("New poll")
    await audit.look(desk.page, "desk, composer")


async def test_desk_panels(crowd: Crowd, room: Room, audit: Audit):
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(room.talk.links["moderator"])
    await desk.act("Dismiss", 8)
    menu = desk.page.locator("#dismiss")
    await audit.look(desk.page, "desk, reasons")
    await menu.get_by_role("button", name="another reason").click()
    await expect(menu.get_by_label("Say the reason in a few words")).to_be_focused()
    await audit.look(desk.page, "desk, reason in words")
    await desk.page.keyboard.press("Escape")
    for name, panel in {"Share": "#share", "Keys": "#keys", "Settings": "#settings"}.items():
        await desk.bar.get_by_role("button", name=name).click()
        await expect(desk.page.locator(panel)).to_be_visible()
        for summary in await desk.page.locator(panel).locator("summary").all():
            await summary.click()
        await audit.look(desk.page, f"desk, {name}")
        await desk.page.keyboard.press("Escape")
    await desk.end()
    await expect(desk.page.locator(".ended")).to_be_visible()
    await audit.look(desk.page, "desk, ended")


async def test_screen(crowd: Crowd, room: Room, audit: Audit):
    screen = Screen(await crowd.come(WALL))
    await screen.page.goto(room.talk.links["screen"])
    await expect(screen.lobby).to_be_visible()
    await audit.look(screen.page, "screen, join")
    await room.do("stage.show", view="questions")
    await expect(screen.stage).to_contain_text("Your questions")
    await audit.look(screen.page, "screen, questions")
    question = await room.id_of(LIVE[0])
    await room.do("question.highlight", question=question, on=True)
    await expect(screen.stage).to_contain_text("Being answered now")
    await audit.look(screen.page, "screen, question")
    await room.poll("Where should we start?", answered=True)
    await expect(screen.stage).to_contain_text("3 answers")
    await audit.look(screen.page, "screen, poll")
    poll = await room.poll("And then?", results="hidden")
    await expect(screen.stage).to_contain_text("hidden until")
    await audit.look(screen.page, "screen, poll with hidden results")
    await room.do("poll.close", poll=poll)
    await room.do("stage.show", view="blank")
    await reads(screen.stage, "")
    await audit.look(screen.page, "screen, blank")
    await room.do("session.end")
    await expect(screen.stage).to_contain_text("Thank you for taking part")
    await audit.look(screen.page, "screen, ended")


async def test_screen_in_light_and_help(crowd: Crowd, room: Room, audit: Audit):
    screen = Screen(await crowd.come(WALL))
    await room.do("stage.show", view="questions")
    await screen.page.goto(room.talk.links["screen"])
    await screen.page.keyboard.press("t")
    await audit.look(screen.page, "screen, the other theme")
    await screen.page.keyboard.press("?")
    await expect(screen.page.locator("#help")).to_be_visible()
    await audit.look(screen.page, "screen, keys")


async def test_remote(crowd: Crowd, room: Room, audit: Audit):
    remote = Remote(await crowd.come())
    await remote.page.goto(room.talk.links["remote"])
    await expect(remote.card).to_be_visible()
    await audit.look(remote.page, "remote, join")
    await room.poll("Where should we start?", answered=True)
    await expect(remote.card).to_contain_text("Poll open · 3 answers")
    await audit.look(remote.page, "remote, poll")
    await remote.page.get_by_role("button", name="Put on stage").tap()
    await expect(remote.card).to_contain_text("Being answered now · #1")
    await audit.look(remote.page, "remote, question")
    await room.do("session.end")
    await expect(remote.card).to_contain_text("This session has ended")
    await audit.look(remote.page, "remote, ended")


async def test_host_pages(crowd: Crowd, room: Room, deployment: Deployment, audit: Audit):
    page = await crowd.come(LAPTOP)
    await page.goto(f"{deployment.base}/host/")
    await audit.look(page, "host, no sessions")
    await room.poll("Where should we start?", answered=True)
    await page.goto(room.talk.links["moderator"])
    await page.goto(f"{deployment.base}/host/")
    await audit.look(page, "host, sessions")
    await page.goto(f"{deployment.base}{room.talk.path}report/")
    await audit.look(page, "report")
    await page.locator("summary").click()
    await audit.look(page, "report, acts")
    await page.goto(f"{deployment.base}{room.talk.path}poster/")
    await audit.look(page, "poster")


@pytest_asyncio.fixture(loop_scope="session")
async def with_accounts(grounds: Grounds, crowd: Crowd) -> AsyncIterator[Deployment]:
    """A server where only accounts may host."""
    deployment = await asyncio.to_thread(grounds.deploy, UVICORN_SQLITE, HOSTING="accounts")
    crowd.own.add(deployment.base.removeprefix("http://"))
    yield deployment
    await asyncio.to_thread(deployment.stop)


async def test_signing_in(crowd: Crowd, with_accounts: Deployment, audit: Audit):
    page = await crowd.come(LAPTOP)
    await page.goto(with_accounts.base)
    await audit.look(page, "home, with accounts")
    await page.get_by_role("link", name="Sign in to start").click()
    await audit.look(page, "sign in")
    await page.get_by_label("Username").fill("nobody")
    await page.get_by_label("Password").fill("nothing")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.locator("#sign-in-error")).to_be_visible()
    await audit.look(page, "sign in, refused")
