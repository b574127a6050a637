"""What a page says is kept is kept: what is typed, and what was done while no line was there."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page, Route, expect

from ..support.processes import until
from ..support.talks import Talk
from .crowd import LAPTOP, Crowd
from .line import Line
from .people import Phone, reads
from .rooms import Room

QUIET_LINE = "Reconnecting… what you type is kept"
LONG = "What about the harbour district, and who pays for it?"


@pytest_asyncio.fixture(loop_scope="session")
async def host(talk: Talk) -> Room:
    """Somebody who leads the talk, beside a question that is there."""
    await (await talk.attendee()).do("question.ask", text="What changed?")
    return Room(talk, await talk.moderator(), [])


@pytest_asyncio.fixture(loop_scope="session")
async def phone(crowd: Crowd, host: Room, line: Line, talk: Talk) -> AsyncIterator[Phone]:
    """An attendee on a line of their own."""
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    yield phone


async def open_poll(host: Room, title: str, **fields: object) -> int:
    """Make a poll and open it."""
    poll = (await host.do("poll.create", title=title, **fields))["poll"]
    await host.do("poll.open", poll=poll)
    return poll


async def new_tab(phone: Phone) -> Phone:
    """Another tab of the same browser, on the same page."""
    page = await phone.page.context.new_page()
    await page.goto(phone.page.url)
    return Phone(page)


def stored(talk: Talk, sql: str) -> list[tuple]:
    """Rows of this session."""
    return talk.deployment.rows(sql.format(session=talk.session_id))


OF_QUESTIONS = "JOIN live_sessions_question q ON q.id = v.question_id WHERE q.session_id = {session}"
OF_POLLS = "JOIN live_sessions_poll p ON p.id = a.poll_id WHERE p.session_id = {session}"
VOTES = f"SELECT count(*) FROM live_sessions_upvote v {OF_QUESTIONS} AND v.active"
ANSWERS = f"SELECT value FROM live_sessions_answer a {OF_POLLS}"
TEXTS = "SELECT text FROM live_sessions_question WHERE session_id = {session} ORDER BY id"
NOTHING_WAITS = """new Promise(done => { (function look() {
  Object.keys(localStorage).some(key => key.includes(".act.")) ? setTimeout(look, 50) : done(); })(); })"""


async def comes_back(*tabs: Phone) -> None:
    """The browser hears that it is on a network again."""
    for tab in tabs:
        await tab.page.evaluate("dispatchEvent(new Event('online'))")
        await tab.is_live()


# --- nothing takes a field from somebody who types ------------------------------------------------------


async def test_a_poll_that_opens_takes_nothing_from_somebody_who_types(crowd: Crowd, host: Room, talk: Talk):
    phone = Phone(await crowd.come(LAPTOP))
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    await phone.field.click()
    await phone.page.keyboard.type(LONG[:20])
    await open_poll(host, "Where should we start?", options=["Here", "There"])
    bar = phone.page.locator("#waiting-ask")
    await reads(bar, "Poll open: Where should we start? Answer")
    await phone.page.keyboard.type(LONG[20:])
    await expect(phone.field).to_have_value(LONG)
    await expect(phone.field).to_be_focused()
    assert await phone.page.evaluate("scrollY") == 0
    await phone.page.keyboard.press("Enter")
    await expect(phone.page.locator("#poll-title")).to_be_visible()
    await reads(bar, "")
    await host.id_of(LONG)


async def test_the_bar_leads_to_the_poll_and_the_words_stay(phone: Phone, host: Room):
    await phone.field.press_sequentially(LONG[:9])
    first = await open_poll(host, "Where should we start?", options=["Here", "There"])
    await phone.page.locator("#waiting-ask").get_by_role("button", name="Answer").tap()
    await phone.choose("Here")
    await expect(phone.notice).to_contain_text("Your answer is in")
    await phone.show("Questions")
    await expect(phone.field).to_have_value(LONG[:9])
    await phone.field.focus()
    await host.do("poll.close", poll=first)
    await open_poll(host, "And then?", options=["Left", "Right"])
    await expect(phone.page.locator("#waiting-ask")).to_contain_text("And then?")
    await phone.field.blur()
    await expect(phone.page.locator("#poll-title")).to_have_text("And then?")


async def test_words_for_ones_own_question_stay_when_it_cannot_be_changed_any_more(
    phone: Phone, host: Room, talk: Talk
):
    await phone.ask("Is the cofee free?")
    mine = phone.page.get_by_role("listitem").filter(has_text="Is the cofee free?")
    await mine.get_by_text("Edit").tap()
    field = mine.get_by_role("textbox")
    await field.fill("Is the coffee")
    await field.focus()
    await (await talk.attendee()).do(
        "question.upvote", question=await host.id_of("Is the cofee free?"), on=True
    )
    await expect(mine.get_by_role("alert")).to_contain_text(
        "can no longer be changed. Your words are kept here."
    )
    await expect(field).to_have_value("Is the coffee")
    await expect(field).to_be_focused()
    await phone.page.reload()
    await phone.is_live()
    await expect(field).to_have_value("Is the coffee")
    await mine.get_by_role("button", name="Ask as a new question").tap()
    await expect(phone.field).to_have_value("Is the coffee")
    await expect(mine.get_by_role("textbox")).to_have_count(0)


async def test_a_name_for_a_quiz_stays_while_questions_come(crowd: Crowd, host: Room, talk: Talk):
    phone = Phone(await crowd.come(LAPTOP))
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    quiz = (await host.do("poll.create", title="Quiz", kind="quiz"))["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "options": ["A", "B"], "settings": {"correct": [1]}}
    asked = [(await host.do("poll.create", title=title, **fields))["poll"] for title in ("First?", "Second?")]
    await host.do("poll.open", poll=quiz)
    name = phone.poll.get_by_role("textbox", name="Your name in the quiz")
    await name.click()
    await phone.page.keyboard.type("Ad")
    await host.do("poll.open", poll=asked[0])
    await host.do("question.highlight", question=await host.id_of("What changed?"), on=True)
    await host.do("poll.close", poll=asked[0])
    await host.do("poll.open", poll=asked[1])
    await phone.page.keyboard.type("a")
    await expect(name).to_have_value("Ada")
    await phone.page.reload()
    await expect(name).to_have_value("Ada")
    await name.press("Enter")
    await expect(phone.poll).to_contain_text("Second?")


async def test_words_for_a_poll_stay_when_it_closes_under_them(crowd: Crowd, host: Room, talk: Talk):
    phone = Phone(await crowd.come(LAPTOP))
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    poll = await open_poll(host, "What is missing?", kind="text")
    await phone.poll.get_by_role("textbox").click()
    await phone.page.keyboard.type("More ")
    await host.do("poll.close", poll=poll)
    await reads(phone.page.locator("#waiting-poll"), "This poll is closed. Your words are kept here. OK")
    await phone.page.keyboard.type("time")
    await expect(phone.poll.get_by_role("textbox")).to_have_value("More time")
    await phone.page.locator("#waiting-poll").get_by_role("button").click()
    await expect(phone.poll).to_contain_text("It closed before this was sent: More time")


# --- what was done is sent ---------------------------------------------------------------------------------


async def does_everything_without_a_line(phone: Phone, line: Line, host: Room) -> int:
    """Vote, answer and ask while there is no line; returns the poll."""
    poll = await open_poll(host, "Where should we start?", options=["Here", "There"])
    await expect(phone.poll).to_contain_text("Where should we start?")
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.choose("There")
    await expect(phone.notice).to_contain_text("Your answer is kept here.")
    await phone.show("Questions")
    await phone.vote(1)
    await expect(phone.list.first).to_contain_text("Not sent yet")
    await phone.ask(LONG)
    await expect(phone.connection).to_contain_text("3 not sent yet")
    return poll


async def everything_arrived_once(host: Room, talk: Talk, poll: int) -> None:
    await host.id_of(LONG)
    await until(lambda: stored(talk, VOTES) == [(1,)], "the vote")
    await host.moderator.until(
        lambda model: (
            [each["results"]["counts"] for each in model["state"]["polls"] if each["id"] == poll] == [[0, 1]]
        ),
        "the answer",
    )
    assert [text for (text,) in stored(talk, TEXTS)].count(LONG) == 1


async def test_acts_without_a_line_outlive_the_tab(phone: Phone, line: Line, host: Room, talk: Talk):
    poll = await does_everything_without_a_line(phone, line, host)
    context = phone.page.context
    await phone.page.close()
    line.mend()
    page = await context.new_page()
    await page.goto(line.base + talk.path)
    await everything_arrived_once(host, talk, poll)
    await page.evaluate(NOTHING_WAITS)


async def test_two_tabs_lose_and_double_nothing(phone: Phone, line: Line, host: Room, talk: Talk):
    other = await new_tab(phone)
    await other.is_live()
    poll = await does_everything_without_a_line(phone, line, host)
    await expect(other.connection).to_contain_text("3 not sent yet")
    line.mend()
    # Under load the page may come back by itself before anybody taps.
    await phone.page.evaluate("document.querySelector('.connection__retry')?.click()")
    await comes_back(phone, other)
    await everything_arrived_once(host, talk, poll)
    for tab in (phone, other):
        await tab.show("Questions")
        await expect(tab.page.get_by_role("listitem").filter(has_text=LONG)).to_have_count(1)
        await expect(tab.page.get_by_role("button", name="Upvote question 1,")).to_have_attribute(
            "aria-pressed", "true"
        )


async def test_a_newer_wish_in_another_tab_wins(phone: Phone, line: Line, host: Room, talk: Talk):
    other = await new_tab(phone)
    await other.is_live()
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.vote(1)
    pressed = other.page.get_by_role("button", name="Upvote question 1,")
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await other.vote(1)
    await expect(phone.page.get_by_role("button", name="Upvote question 1,")).to_have_attribute(
        "aria-pressed", "false"
    )
    line.mend()
    await comes_back(phone, other)
    for tab in (phone, other):
        await tab.page.evaluate(NOTHING_WAITS)
    assert stored(talk, VOTES) == [(0,)]


# A tab that was frozen: it hears nothing of other tabs, and what it sends stays in it.
FREEZE = """void (window.send = WebSocket.prototype.send, WebSocket.prototype.send = () => {},
  addEventListener("storage", event => event.stopImmediatePropagation(), {capture: true}))"""
THAW = "void (WebSocket.prototype.send = window.send)"


async def test_an_older_vote_that_waited_in_a_frozen_tab_does_not_replace_a_newer_one(
    phone: Phone, host: Room, talk: Talk
):
    await phone.page.add_init_script(FREEZE)
    await phone.page.reload()
    await phone.is_live()
    await phone.vote(1)
    other = await new_tab(phone)
    await other.is_live()
    pressed = other.page.get_by_role("button", name="Upvote question 1,")
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await other.vote(1)
    await other.page.evaluate(NOTHING_WAITS)
    assert stored(talk, VOTES) == [(0,)]
    await phone.page.evaluate(THAW)
    await comes_back(phone)
    await expect(phone.page.get_by_role("button", name="Upvote question 1,")).to_have_attribute(
        "aria-pressed", "false"
    )
    assert stored(talk, VOTES) == [(0,)]


async def test_acts_of_one_person_are_not_sent_for_another(phone: Phone, line: Line, host: Room, talk: Talk):
    await phone.ask("Somebody asks")
    await expect(phone.page.get_by_role("listitem").filter(has_text="Somebody asks")).to_contain_text("Yours")
    await phone.page.reload()
    await phone.is_live()
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    await phone.vote(1)
    await phone.ask(LONG)
    await expect(phone.connection).to_contain_text("2 not sent yet")
    context = phone.page.context
    await phone.page.close()
    line.mend()
    await context.clear_cookies()
    page = await context.new_page()
    await page.goto(line.base + talk.path)
    again = Phone(page)
    await again.is_live()
    await expect(again.field).to_have_value(LONG)
    await expect(page.locator(".toast__words")).to_contain_text("no longer knows this browser")
    await expect(page.get_by_role("button", name="Upvote question 1,")).to_have_attribute(
        "aria-pressed", "false"
    )
    await again.vote(1)
    await until(lambda: stored(talk, VOTES) == [(1,)], "one vote, and of the one who is there")


async def test_an_edit_and_a_withdrawal_without_a_line_are_done_on_return(
    phone: Phone, line: Line, host: Room, talk: Talk
):
    for text in ("Is the cofee free?", "Is it late?"):
        await phone.ask(text)
        await expect(phone.page.get_by_role("listitem").filter(has_text=text)).to_contain_text("Yours")
    line.cut()
    await expect(phone.connection).to_contain_text(QUIET_LINE)
    mine = phone.page.get_by_role("listitem").filter(has_text="Is the cofee free?")
    await mine.get_by_text("Edit").tap()
    await mine.get_by_role("textbox").fill("Is the coffee free?")
    await mine.get_by_role("button", name="Save").tap()
    await expect(mine).to_contain_text("Kept here. It is sent when you are connected again.")
    late = phone.page.get_by_role("listitem").filter(has_text="Is it late?")
    await late.get_by_text("Edit").tap()
    await late.get_by_role("button", name="Withdraw").tap()
    context = phone.page.context
    await phone.page.close()
    line.mend()
    page: Page = await context.new_page()
    await page.goto(line.base + talk.path)
    await until(
        lambda: stored(talk, TEXTS) == [("What changed?",), ("Is the coffee free?",), ("",)], "both are done"
    )


async def test_a_tap_just_before_the_page_is_left_is_sent(phone: Phone, host: Room, talk: Talk):
    await open_poll(host, "Where should we start?", options=["Here", "There"])
    await phone.poll.get_by_role("radio").first.evaluate("radio => { radio.click(); location.reload(); }")
    await until(lambda: len(stored(talk, ANSWERS)) == 1, "the answer is stored")


async def test_a_vote_taken_back_leaves_the_votes_of_others(phone: Phone, host: Room, talk: Talk):
    button = phone.page.get_by_role("button", name="Upvote question 1,")
    for pressed, score in (("true", "1"), ("false", "0")):
        await phone.vote(1)
        await expect(button).to_have_attribute("aria-pressed", pressed)
        await until(lambda wanted=int(score): stored(talk, VOTES) == [(wanted,)], "stored")
        await reads(button.locator(".number"), score)
    question = await host.id_of("What changed?")
    for _ in range(5):
        await (await talk.attendee()).do("question.upvote", question=question, on=True)
    await reads(button.locator(".number"), "5")


async def test_words_typed_before_the_page_came_alive_stay(crowd: Crowd, host: Room, talk: Talk):
    await open_poll(host, "What is missing?", kind="text")
    page = await crowd.come()
    held: list[Route] = []
    await page.route("**/attendee.js", lambda route: held.append(route))
    await page.goto(talk.links["attendee"], wait_until="commit")
    await page.locator("#poll textarea").fill("More time")
    await until(lambda: len(held) == 1, "the script is asked for")
    await held[0].continue_()
    await Phone(page).is_live()
    await expect(page.locator("#poll textarea")).to_have_value("More time")
