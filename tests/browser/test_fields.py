"""Every field fits a phone: large enough that Safari does not zoom into it, and it says what keyboard it wants."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page, expect

from ..support.servers import Deployment
from ..support.talks import Talk
from .crowd import PHONE, Crowd
from .people import Phone
from .rooms import OPTIONS, Room

# Fields that can be seen and written into, and what is wrong with each. Safari zooms into fields of less than 16 px.
LOOK = """() => [...document.querySelectorAll("input, textarea, select")].flatMap(field => {
  if (/hidden|checkbox|radio|submit/.test(field.type) || field.readOnly || !field.checkVisibility()) return [];
  const name = field.id || field.name;
  const problems = parseFloat(getComputedStyle(field).fontSize) < 16 ? ["small"] : [];
  if (field.matches("select")) return [[name, problems]];
  const wanted = ["autocomplete", "autocapitalize"];
  if (field.matches("input")) wanted.push("enterkeyhint");
  if (/number|amount|code/.test(field.className + field.id)) wanted.push("inputmode");
  return [[name, [...problems, ...wanted.filter(attribute => !field.hasAttribute(attribute))]]];
})"""


class Fields:
    """The fields seen so far, by name, and the faults found."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.faults: list[str] = []

    async def look(self, page: Page, state: str) -> None:
        """Judge the fields of the page as it is now."""
        for name, problems in await page.evaluate(LOOK):
            self.seen.add(name)
            self.faults += [f"{state}, {name}: {problem}" for problem in problems]


POLLS = {
    "wordcloud": ({"most": 3}, []),
    "text": ({}, []),
    "number": ({"highest": 10}, []),
    "points": ({}, OPTIONS),
    "ranking": ({}, OPTIONS),
}


@pytest_asyncio.fixture(loop_scope="session")
async def open_room(talk: Talk) -> AsyncIterator[Room]:
    """A session without review."""
    yield Room(talk, await talk.moderator(), [])


async def test_fields_of_attendees(crowd: Crowd, open_room: Room, deployment: Deployment):
    fields, room = Fields(), open_room
    page, plain = await crowd.come(PHONE), await crowd.come(PHONE, java_script_enabled=False)
    await page.goto(deployment.base)
    await fields.look(page, "home")
    await page.goto(room.talk.links["attendee"])
    phone = Phone(page)
    await phone.is_live()
    await phone.ask("What changed?")
    await page.get_by_text("Asking as").tap()
    await page.locator(".edit > summary").first.tap()
    await fields.look(page, "questions")
    for kind, (settings, options) in POLLS.items():
        poll = await room.do("poll.create", title=kind, kind=kind, settings=settings, options=options)
        await room.do("poll.open", poll=poll["poll"])
        for each in (page, plain):
            await each.goto(f"{room.talk.links['attendee']}?tab=poll")
            await expect(each.locator("#poll-title")).to_have_text(kind)
            await fields.look(each, kind)
    quiz = await room.do("poll.create", title="quiz", kind="quiz")
    await room.do("poll.open", poll=quiz["poll"])
    await expect(page.locator("#player")).to_be_visible()
    await fields.look(page, "quiz")
    assert {"code", "title", "name", "text", "player", "number"} <= fields.seen
    assert not fields.faults, "\n".join(fields.faults)


async def test_fields_of_hosts(crowd: Crowd, room: Room):
    fields = Fields()
    desk = await crowd.come(PHONE)
    await desk.goto(room.talk.links["moderator"])
    await desk.get_by_role("button", name="Dismiss #8").tap()
    await desk.get_by_role("button", name="Other").tap()
    await fields.look(desk, "dismissing")
    await desk.keyboard.press("Escape")
    await desk.locator(".columns__tab--live").tap()
    await fields.look(desk, "desk")
    await desk.get_by_role("button", name="Settings").tap()
    await fields.look(desk, "settings")
    await desk.keyboard.press("Escape")
    await desk.locator(".columns__tab--stage").tap()
    await desk.get_by_role("button", name="New poll").tap()
    for kind in await desk.locator("input[name=poll-kind]").evaluate_all("all => all.map(({id}) => id)"):
        await desk.locator(f"label[for={kind}], .kind:has(#{kind})").first.tap()
        for details in await desk.locator(".pollform details:not([open]) > summary").all():
            await details.tap()
        await fields.look(desk, kind)
    assert {
        "search",
        "session-title",
        "question-length",
        "dismiss-words",
        "poll-title",
        "poll-total",
    } <= fields.seen
    assert not fields.faults, "\n".join(fields.faults)
