"""What is being typed stays as it is: while it is sent, refused, put together by an input method, or typed twice."""

import pytest_asyncio
from playwright.async_api import CDPSession, Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, Crowd
from .line import Line
from .people import Phone
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
