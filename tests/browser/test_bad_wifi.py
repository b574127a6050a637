"""In a hall with bad wifi: nothing typed is lost, nothing is counted twice, and nobody is shouted at."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from ..support.processes import until
from ..support.servers import UVICORN_SQLITE, Deployment, Grounds
from ..support.talks import Talk
from .crowd import LAPTOP, NETWORK_COMPLAINTS, WALL, Crowd
from .line import Line
from .people import Desk, Phone, Screen, reads
from .rooms import OPTIONS, Room

HALF = "What would it take to"
WHOLE = "Which data could councils share tomorrow?"
LONGEST_WAIT_MS = 60_000  # pages try again after a random while, at most 30 s
QUIET_LINE = "Reconnecting… what you type is kept"
KEPT = "Kept here. It is sent when you are connected again."


@pytest_asyncio.fixture(loop_scope="session")
async def phone(crowd: Crowd, line: Line, talk: Talk) -> Phone:
    """An attendee on the line, beside a question of somebody else's."""
    await (await talk.attendee()).do("question.ask", text="What changed?")
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    return phone


def votes(talk: Talk) -> int:
    """How many upvotes are stored for the session."""
    sql = "SELECT count(*) FROM live_sessions_upvote JOIN live_sessions_question q ON q.id = question_id"
    return talk.deployment.rows(f"{sql} WHERE active AND q.session_id = {talk.session_id}")[0][0]


def texts(talk: Talk) -> list[str]:
    """The questions that are stored for the session."""
    sql = f"SELECT text FROM live_sessions_question WHERE session_id = {talk.session_id} ORDER BY id"
    return [text for (text,) in talk.deployment.rows(sql)]


async def is_there_once(phone: Phone) -> None:
    """Wait until one's question has come back from the server, and nothing is left to send."""
    mine = phone.page.get_by_role("listitem").filter(has_text=WHOLE)
    await expect(mine).to_have_count(1)
    await expect(mine).to_contain_text("#2 Anonymous Yours")


def frames_sent(page: Page, name: str) -> list[str]:
    """The frames with a command called `name` that the page sends from now on."""
    frames: list[str] = []

    def note(frame: str | bytes) -> None:
        if name in str(frame):
            frames.append(str(frame))

    page.on("websocket", lambda socket: socket.on("framesent", note))
    page.on("request", lambda request: note(request.post_data or ""))  # where no socket came about in time
    return frames


async def test_a_half_typed_question_outlives_a_reload(phone: Phone):
    await phone.page.get_by_text("Asking as").tap()
    await phone.page.get_by_label("Your name").fill("Amara")
    await phone.field.press_sequentially(HALF)
    await phone.page.reload()
    await phone.is_live()
    await expect(phone.field).to_have_value(HALF)
    await reads(phone.page.locator("#as-name"), "Amara")


async def test_a_vote_without_a_line_is_sent_once_on_return(phone: Phone, line: Line, talk: Talk):
    sent = frames_sent(phone.page, "question.upvote")
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.vote(1)
    button = phone.page.get_by_role("button", name="Upvote question 1,")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await reads(button.locator(".number"), "1")
    assert votes(talk) == 0
    line.mend()
    await phone.is_live()
    await until(lambda: votes(talk) == 1, "the vote is stored")
    other = await talk.attendee()
    await other.until(lambda model: model["state"]["questions"][0]["score"] == 1, "everybody sees one vote")
    await reads(button.locator(".number"), "1")
    assert len(set(sent)) == 1  # under one id, by whatever way got through: it counts once


async def test_a_question_without_a_line_is_kept_and_sent_on_return(phone: Phone, line: Line, talk: Talk):
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.ask(WHOLE)
    await reads(phone.own, f"{KEPT} {WHOLE}")
    await phone.field.press_sequentially(HALF)
    line.mend()
    await phone.is_live()
    await is_there_once(phone)
    await reads(phone.page.get_by_text(KEPT))
    await expect(phone.field).to_have_value(HALF)
    await reads(phone.page.locator("#toasts"), "")
    assert texts(talk) == ["What changed?", WHOLE]


async def test_a_kept_question_outlives_closing_the_page(phone: Phone, line: Line, talk: Talk):
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.ask(WHOLE)
    await reads(phone.own, f"{KEPT} {WHOLE}")
    context = phone.page.context
    await phone.page.close()
    line.mend()
    again = Phone(await context.new_page())
    await again.page.goto(line.base + talk.path)
    await is_there_once(again)
    assert texts(talk) == ["What changed?", WHOLE]


async def test_what_the_server_took_but_could_not_confirm_counts_once(phone: Phone, line: Line, talk: Talk):
    line.is_deaf = True
    await phone.vote(1)
    await phone.ask(WHOLE)
    await until(lambda: votes(talk) == 1 and len(texts(talk)) == 2, "the server has both")
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    line.mend()
    await phone.is_live()
    await is_there_once(phone)
    await expect(phone.page.locator("#own")).not_to_contain_text("Sending…")
    assert (votes(talk), texts(talk)) == (1, ["What changed?", WHOLE])


async def test_a_line_that_died_in_silence_is_noticed_and_replaced(phone: Phone, line: Line, talk: Talk):
    line.strand()
    await phone.vote(1)
    await until(lambda: votes(talk) == 1, "the vote came by another line")
    await (await talk.attendee()).do("question.ask", text=WHOLE)
    await reads(phone.news, "1 new")


async def test_an_answer_without_a_line_is_kept_and_sent_on_return(phone: Phone, line: Line, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    await room.poll("Where should we start?")
    await reads(phone.options, *OPTIONS)
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.choose(OPTIONS[0])
    await phone.choose(OPTIONS[1])
    await reads(phone.notice, "Your answer is kept here. It is sent when you are connected again.")
    line.mend()
    await reads(phone.notice, "Your answer is in · 1 answer")
    figures = f"{OPTIONS[0]} 0% 0 votes", f"{OPTIONS[1]} 100% 1 vote", f"{OPTIONS[2]} 0% 0 votes"
    await reads(phone.options, *figures)


async def test_where_websockets_are_blocked_the_page_asks_and_acts_all_the_same(
    crowd: Crowd, line: Line, talk: Talk
):
    line.blocks_websockets = True
    phone, desk = Phone(await crowd.come()), Desk(await crowd.come(LAPTOP))
    await phone.page.goto(line.base + talk.path)
    await desk.page.goto(talk.links["moderator"].replace(talk.deployment.base, line.base))
    await desk.page.goto(line.base + talk.path + "desk/")
    await expect(phone.connection).to_contain_text("Updated every few seconds")
    await (await talk.attendee()).do("question.ask", text="What changed?")
    await reads(phone.list, "What changed? #1 Anonymous Upvote question 1, votes: 0")
    await phone.vote(1)
    await phone.ask(WHOLE)
    await reads(desk.live.locator(".card__votes, .card__text"), "1 vote", "What changed?", "0 votes", WHOLE)
    await desk.act("Highlight", 1)
    await reads(phone.pinned, "Being answered now What changed? #1 Anonymous Upvote question 1, votes: 1")
    assert (votes(talk), texts(talk)) == (1, ["What changed?", WHOLE])


@pytest_asyncio.fixture(loop_scope="session")
async def fragile(grounds: Grounds, crowd: Crowd) -> AsyncIterator[Talk]:
    """A session on a server of its own, which may be killed."""
    deployment = await asyncio.to_thread(grounds.deploy, UVICORN_SQLITE)
    crowd.own.add(urlsplit(deployment.base).netloc)
    crowd.expect(NETWORK_COMPLAINTS)
    yield await Talk.start(deployment)
    await asyncio.to_thread(deployment.stop)


async def test_a_server_that_starts_again_is_found_again(fragile: Talk, crowd: Crowd):
    [server] = fragile.deployment.servers
    phone, desk, screen = await everybody_comes(crowd, fragile)
    await asyncio.to_thread(server.process.kill)
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await reads(desk.page.locator(".line"), "Reconnecting… nothing is lost")
    await reads(screen.page.locator("#line"), "Not connected. This is the last picture.")
    await phone.ask(WHOLE)
    await desk.press("Questions")
    await reads(desk.page.locator(".line"), "Reconnecting… 1 act waits")
    await asyncio.to_thread(server.start)
    await reads(desk.live.locator(".card__text"), WHOLE, within_ms=LONGEST_WAIT_MS)
    await reads(screen.page.locator("#line"), "", within_ms=LONGEST_WAIT_MS)
    await reads(screen.stage, f"Your questions 1 asked · vote on your phone 0 0 votes {WHOLE} #1 · Anonymous")
    await reads(phone.own)


async def everybody_comes(crowd: Crowd, talk: Talk) -> tuple[Phone, Desk, Screen]:
    phone = Phone(await crowd.come())
    desk = Desk(await crowd.come(LAPTOP))
    screen = Screen(await crowd.come(WALL))
    for person, link in ((phone, "attendee"), (desk, "moderator"), (screen, "screen")):
        await person.page.goto(talk.links[link])
    await phone.is_live()
    return phone, desk, screen


@pytest.mark.parametrize(
    ("link", "page"), [("moderator", "desk/"), ("screen", "screen/"), ("remote", "remote/")]
)
async def test_a_secret_link_leaves_the_address_bar(crowd: Crowd, talk: Talk, link: str, page: str):
    visitor = await crowd.come(LAPTOP)
    await visitor.goto(talk.links[link])
    await expect(visitor).to_have_url(f"{talk.deployment.base}{talk.path}{page}")
    await visitor.reload()
    await reads(visitor.get_by_role("heading", level=1).first, "Rebuilding trust, together")


async def test_who_holds_a_replaced_link_is_told_at_once(crowd: Crowd, talk: Talk, deployment: Deployment):
    crowd.expect("404")
    host, other = Desk(await crowd.come(LAPTOP)), Desk(await crowd.come(LAPTOP))
    for desk in (host, other):
        await desk.page.goto(talk.links["host" if desk is host else "moderator"])
    await reads(host.bar.get_by_text("moderators"), "2 moderators")
    await host.press("Share")
    moderators = host.share.locator(".share__link").filter(has=host.page.get_by_label("For moderators"))
    await moderators.get_by_text("Replace this link").click()
    await moderators.get_by_role("button", name="Make a new link").click()
    await reads(other.page.locator(".line"), "This link was replaced. Ask the host for the new one.")
    await host.page.wait_for_url("**#share")  # the page came anew
    await expect(host.share).to_be_visible()
    new = await host.link("For moderators")
    assert new != talk.links["moderator"]
    await reads(host.bar.get_by_text("moderator"), "1 moderator")
    gone = await other.page.goto(talk.links["moderator"])
    assert gone
    assert gone.status == 404
    await other.page.goto(new)
    await reads(other.bar.get_by_text("moderators"), "2 moderators")


async def test_host_who_clicks_again_as_no_answer_comes_keeps_the_desk(crowd: Crowd, talk: Talk, line: Line):
    host = Desk(await crowd.come(LAPTOP))
    old = talk.links["host"]
    await host.page.goto(old.replace(talk.deployment.base, line.base))
    await host.press("Share")
    form = host.share.locator(".share__link").filter(has=host.page.get_by_label("For you, the host"))
    await form.get_by_text("Replace this link").click()
    line.is_deaf = True  # the link is replaced, and the browser does not hear of its new cookie
    make = form.get_by_role("button", name="Make a new link")
    await make.hover()
    await host.page.mouse.down()  # Playwright's own clicks wait for the page that is on its way
    await host.page.mouse.up()
    sql = f"SELECT host_link FROM live_sessions_session WHERE id = {talk.session_id}"
    await until(lambda: talk.deployment.rows(sql) == [(2,)], "the link is replaced")
    line.is_deaf = False
    await host.page.mouse.down()
    await host.page.mouse.up()
    await host.page.wait_for_url("**#share")
    await expect(host.share).to_be_visible()
    assert await host.link("For you, the host") != old
    await reads(host.bar.get_by_text("moderator"), "1 moderator")
