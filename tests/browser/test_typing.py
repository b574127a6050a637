"""What is being typed stays as it is: while it is sent, refused, put together by an input method, or typed twice."""

import pytest_asyncio
from playwright.async_api import CDPSession, Locator, Page, expect

from ..support.sockets import LiveSocket
from ..support.talks import Talk
from .crowd import LAPTOP, Crowd
from .line import Line
from .people import Desk, Phone
from .rooms import Room

REFUSED = "Is this too long for this session, once the host has made questions shorter than they were before?"
NEWER = "Newer words"


@pytest_asyncio.fixture(loop_scope="session")
async def host(talk: Talk) -> Room:
    """Somebody who leads the talk."""
    return Room(talk, await talk.moderator(), [])


@pytest_asyncio.fixture(loop_scope="session")
async def phone(crowd: Crowd, line: Line, talk: Talk) -> Phone:
    """An attendee on a line of their own."""
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    return phone


async def compose(page: Page, text: str) -> CDPSession:
    """Put a text together in the field that has the focus, and leave it open."""
    method = await page.context.new_cdp_session(page)
    for end in range(1, len(text) + 1):
        await method.send(
            "Input.imeSetComposition", {"text": text[:end], "selectionStart": end, "selectionEnd": end}
        )
    return method


async def test_a_second_tap_on_send_says_nothing(phone: Phone, host: Room):
    await phone.field.fill("Is this sent?")
    await phone.page.locator("#send").evaluate("send => { send.click(); send.click(); }")
    await expect(phone.page.get_by_role("listitem").filter(has_text="Is this sent?")).to_contain_text("Yours")
    await expect(phone.page.locator("#ask-error")).to_be_empty()
    await expect(phone.field).not_to_have_attribute("aria-invalid", "true")


async def test_what_is_too_large_to_be_sent_is_refused_in_words(phone: Phone, host: Room):
    marked = ("x" + "\u0301" * 100) * 100  # as "Zalgo" texts are: few characters, many bytes
    await phone.ask(marked)
    await expect(phone.page.locator("#ask-error")).to_contain_text("larger than 16 KiB")
    await expect(phone.field).to_have_value(marked)
    await phone.ask("Does it go on?")
    await host.id_of("Does it go on?")


async def is_refused(phone: Phone, line: Line, host: Room) -> None:
    """Ask what will be refused once the line is back."""
    line.cut()
    await expect(phone.connection).to_contain_text("Reconnecting")
    await phone.ask(REFUSED)
    await host.do("session.update", question_max_length=80)


async def test_a_refused_question_comes_back_before_the_words_of_now(phone: Phone, line: Line, host: Room):
    await is_refused(phone, line, host)
    await phone.field.press_sequentially(NEWER)
    await phone.field.evaluate("field => field.setSelectionRange(5, 5)")
    line.mend()
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    await expect(phone.field).to_have_value(f"{REFUSED}\n{NEWER}")
    await phone.page.keyboard.type("!")
    await expect(phone.field).to_have_value(f"{REFUSED}\nNewer! words")


async def test_a_refused_question_does_not_end_a_composition(phone: Phone, line: Line, host: Room):
    await is_refused(phone, line, host)
    await phone.field.focus()
    method = await compose(phone.page, "にほ")
    line.mend()
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    await expect(phone.page.locator("#own")).not_to_contain_text(REFUSED)
    await method.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    await method.send("Input.insertText", {"text": "日本"})
    await expect(phone.field).to_have_value(f"{REFUSED}\n日本")


async def test_why_an_answer_was_refused_is_gone_once_the_poll_is_open_again(phone: Phone, host: Room):
    poll = (await host.do("poll.create", title="Why?", kind="text"))["poll"]
    await host.do("poll.open", poll=poll)
    answer = phone.poll.get_by_role("textbox")
    await answer.press_sequentially("More time")
    await host.do("poll.close", poll=poll)
    await expect(phone.page.locator("#waiting-poll")).to_contain_text("This poll is closed.")
    await answer.press("Enter")
    await expect(phone.page.locator("#toasts")).to_contain_text("This poll is closed")
    await host.do("poll.open", poll=poll)
    await expect(phone.page.locator("#waiting-poll")).to_contain_text("Poll open")
    await expect(phone.poll.locator("form .field__error")).to_be_empty()
    await answer.press("Enter")
    await expect(phone.notice).to_contain_text("Your answer is in")


async def test_points_are_typed_with_an_input_method(phone: Phone, host: Room):
    settings = {"total": 20}
    fields = {"title": "Share", "kind": "points", "options": ["A", "B"], "settings": settings}
    await host.do("poll.open", poll=(await host.do("poll.create", **fields))["poll"])
    field = phone.poll.locator(".points__input").first
    await field.focus()
    method = await compose(phone.page, "１２")
    await method.send("Input.insertText", {"text": "１２"})
    await expect(field).to_have_value("12")
    await expect(phone.poll.locator(".points__left")).to_contain_text("8 of 20 points left")


async def test_a_tab_that_follows_another_keeps_nothing_itself(phone: Phone, host: Room, talk: Talk):
    """What it kept would come back to the tab in which somebody types on, in place of newer words."""
    other = Phone(await phone.page.context.new_page())
    await other.page.goto(phone.page.url)
    await other.is_live()
    await other.page.evaluate(
        """() => {
            window.written = [];
            const write = Storage.prototype.setItem;
            Storage.prototype.setItem = function (key, value) { written.push(key); write.call(this, key, value); };
        }"""
    )
    await phone.field.press_sequentially("What about trust?")
    await expect(other.field).to_have_value("What about trust?")
    poll = (await host.do("poll.create", title="Why?", kind="text"))["poll"]
    await host.do("poll.open", poll=poll)
    for tab in (phone, other):
        await tab.show("Poll")
    await phone.poll.get_by_role("textbox").fill("Half")
    await expect(other.poll.get_by_role("textbox")).to_have_value("Half")
    assert [key for key in await other.page.evaluate("written") if "draft" in key or ".poll." in key] == []


async def test_two_tabs_of_an_attendee_hold_the_same_words(phone: Phone, host: Room, talk: Talk):
    other = Phone(await phone.page.context.new_page())
    await other.page.goto(phone.page.url)
    await other.is_live()
    await phone.field.press_sequentially("What about")
    await expect(other.field).to_have_value("What about")
    await other.field.press("End")
    await other.field.press_sequentially(" trust?")
    for tab in (phone, other):
        await tab.page.reload()
        await tab.is_live()
        await expect(tab.field).to_have_value("What about trust?")
    await other.page.get_by_role("button", name="Send").tap()
    for tab in (phone, other):
        await expect(tab.field).to_have_value("")
    poll = (await host.do("poll.create", title="Why?", kind="text"))["poll"]
    await host.do("poll.open", poll=poll)
    for tab in (phone, other):
        await tab.show("Poll")
    await phone.poll.get_by_role("textbox").fill("Half")
    await expect(other.poll.get_by_role("textbox")).to_have_value("Half")
    await other.poll.get_by_role("textbox").fill("Whole")
    await other.poll.get_by_role("button", name="Send my answer").tap()
    for tab in (other, phone):
        await expect(tab.notice).to_contain_text("Your answer is in")
        await expect(tab.poll.get_by_role("textbox")).to_have_value("Whole")


# --- the composer of the desk ---------------------------------------------------------------------------


async def two_tabs(crowd: Crowd, talk: Talk) -> tuple[Page, Page]:
    """Two tabs of one moderator."""
    page = await crowd.come(LAPTOP)
    await page.goto(talk.links["moderator"])
    other = await page.context.new_page()
    await other.goto(page.url)
    return page, other


async def test_two_tabs_of_a_desk_write_the_same_new_poll(crowd: Crowd, talk: Talk):
    page, other = await two_tabs(crowd, talk)
    title = "#poll-title"
    await page.get_by_role("button", name="New poll", exact=True).click()
    await other.get_by_role("button", name="Unfinished poll", exact=True).click()
    await page.locator(title).press_sequentially("Tea")
    await expect(other.locator(title)).to_have_value("Tea")
    await other.locator(title).press("End")
    await other.locator(title).press_sequentially(" or coffee?")
    await expect(page.locator(title)).to_have_value("Tea or coffee?")
    for tab in (page, other):
        await tab.reload()
        await expect(tab.locator(title)).to_have_value("Tea or coffee?")
    await page.get_by_label("Option 1", exact=True).fill("Tea")
    await page.get_by_label("Option 2", exact=True).fill("Coffee")
    await page.get_by_role("button", name="Save draft", exact=True).click()
    for tab in (page, other):
        await expect(tab.locator(".pollcard").filter(has_text="Tea or coffee?")).to_be_visible()
        await expect(tab.locator(title)).to_have_count(0)


async def test_a_draft_edited_through_a_reload_is_not_saved_over_another_moderator(
    crowd: Crowd, talk: Talk, host: Room
):
    fields = {"title": "Tea or coffee?", "options": ["Tea", "Coffee"]}
    poll = (await host.do("poll.create", **fields))["poll"]
    page = await crowd.come(LAPTOP)
    await page.goto(talk.links["moderator"])
    await page.get_by_role("button", name="Edit", exact=True).click()
    await page.locator("#poll-title").fill("Tea, or coffee?")
    changed = {"results": "live", "show_count": True, "named": False, "seconds": 0, "settings": {}}
    await host.do("poll.update", poll=poll, **fields | changed | {"options": ["Tea", "Coffee", "Water"]})
    await expect(page.locator(".pollcard")).to_be_visible()
    await page.reload()
    await page.get_by_role("button", name="Save draft", exact=True).click()
    await expect(page.locator(".pollform")).to_contain_text("changed")
    await expect(page.locator("#poll-title")).to_have_value("Tea, or coffee?")


# --- input methods ----------------------------------------------------------------------------------------

FIELDS = "input:not([type=checkbox], [type=radio], [type=hidden], [readonly]), textarea:not([readonly])"


class Votes:
    """Somebody votes and takes it back: each page draws itself anew."""

    def __init__(self, person: LiveSocket, question: int, score: Locator) -> None:
        self.person, self.question, self.score, self.on = person, question, score, False
        self.tried: set[str] = set()  # the fields, by id

    async def move(self) -> None:
        """Vote, or take it back, and wait until the page shows it."""
        self.on = not self.on
        await self.person.do("question.upvote", question=self.question, on=self.on)
        await expect(self.score).to_contain_text(str(int(self.on)))


async def compose_everywhere(page: Page, part: Locator, votes: Votes) -> int:
    """Put a word together in each new field of a part while the page is drawn anew; returns how many there were."""
    tried = len(votes.tried)
    fields = await part.locator(FIELDS).locator("visible=true").all()
    for field in fields:
        name = await field.evaluate("field => field.id || field.name")
        if name in votes.tried:
            continue
        votes.tried.add(name)
        await field.focus()
        await field.press("End")
        before = await field.input_value()
        method = await compose(page, "にほ")
        await votes.move()
        await method.send(
            "Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3}
        )
        await method.send("Input.insertText", {"text": "日本"})
        await method.detach()
        assert (name, await field.input_value()) == (name, f"{before}日本")
    return len(votes.tried) - tried


async def test_no_redraw_ends_a_composition_of_an_attendee(crowd: Crowd, talk: Talk, host: Room):
    [person] = host.people = [await talk.attendee()]
    question = await host.ask("What changed?")
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    await phone.ask("Mine?")
    own = phone.page.get_by_role("listitem").filter(has_text="Mine?")
    await own.get_by_text("Edit").tap()
    await phone.page.get_by_text("Asking as").tap()
    votes = Votes(person, question, phone.page.locator("#list .vote .number").first)
    assert await compose_everywhere(phone.page, phone.page.locator("main"), votes) == 3
    for n, (kind, settings) in enumerate(
        (("text", {}), ("wordcloud", {"most": 3}), ("number", {}), ("quiz", {}))
    ):
        poll = (await host.do("poll.create", title=f"Poll {n}?", kind=kind, settings=settings))["poll"]
        await host.do("poll.open", poll=poll)
        await phone.page.evaluate("document.activeElement.blur()")
        await phone.show("Poll")
        await expect(phone.poll).to_contain_text(f"Poll {n}?")
        await compose_everywhere(phone.page, phone.poll, votes)
        await phone.page.evaluate("document.activeElement.blur()")
        await host.do("poll.close", poll=poll)
    assert len(votes.tried) == 6  # text poll and question share a name


async def test_no_redraw_ends_a_composition_at_the_desk(crowd: Crowd, talk: Talk, host: Room):
    [person] = host.people = [await talk.attendee()]
    question = await host.ask("にほん 日本")  # what will be searched for
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(talk.links["moderator"])
    votes = Votes(person, question, desk.page.locator(".card__votes").first)
    assert await compose_everywhere(desk.page, desk.page.locator(".search"), votes) == 1
    await desk.page.locator("#search").fill("")
    await desk.page.get_by_role("button", name="New poll", exact=True).click()
    kinds = await desk.page.locator("[name=poll-kind]").all()
    for kind in kinds:
        await kind.evaluate("kind => kind.click()")
        await compose_everywhere(desk.page, desk.page.locator(".pollform"), votes)
    assert len(votes.tried) > 10
    await desk.press("Settings")
    assert await compose_everywhere(desk.page, desk.page.locator("#settings"), votes) == 4
