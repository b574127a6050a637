"""In forced colours (Windows high contrast) bars, what was chosen, and which button is on can still be seen."""

import re

from playwright.async_api import Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .people import Phone
from .rooms import Room

FORCED = {"forced_colors": "active", "reduced_motion": "reduce"}
# How the first part that matches is painted, whatever paints it.
PAINT = """(page, [part, property, pseudo]) => {
  const found = document.querySelector(part);
  return found && getComputedStyle(found, pseudo || undefined)[property];
}"""


async def paint(page: Page, part: str, what: str = "background-color", pseudo: str = "") -> str:
    """The colour (or another property) of a part."""
    await expect(page.locator(part).first).to_be_attached()
    return await page.locator("html").evaluate(PAINT, [part, what, pseudo])


async def test_what_matters_stands_out(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    phone = Phone(await crowd.come(PHONE, **FORCED))
    desk, wall = await crowd.come(LAPTOP, **FORCED), await crowd.come(WALL, **FORCED)
    page = phone.page
    await page.goto(moderated_talk.links["attendee"])
    await phone.is_live()
    await phone.vote(2)
    voted = '[aria-pressed="true"][value]'
    await expect(page.locator(voted)).to_have_count(1)
    assert await paint(page, voted) != await paint(page, '[aria-pressed="false"][value]')

    rating = await room.do("poll.create", title="Stars", kind="rating", settings={"steps": 5})
    await room.do("poll.open", poll=rating["poll"])
    await page.locator(".rating__step").nth(2).tap()
    await expect(phone.notice).to_contain_text("Your answer is in")
    lit, unlit = ".rating__step:nth-child(2) .icon", ".rating__step:nth-child(4) .icon"
    assert await paint(page, lit, "fill") != await paint(page, unlit, "fill")

    await room.poll("Where should we start?", answered=True)
    await expect(phone.options).to_have_count(3)
    await phone.choose("Share data between teams")
    await expect(phone.notice).to_contain_text(re.compile("Your answer is in"))
    chosen, other = ".option:has(:checked)", ".option:not(:has(:checked))"
    assert await paint(page, chosen, "border-top-color") != await paint(page, other, "border-top-color")
    canvas = await paint(page, "body")
    assert await paint(page, ".option__bar rect", "fill") != canvas

    await wall.goto(moderated_talk.links["screen"])
    assert await paint(wall, "#picture .bar i") not in (
        "rgba(0, 0, 0, 0)",
        await paint(wall, "#picture .bar"),
    )
    await desk.goto(moderated_talk.links["moderator"])
    bar = ".pollcard__bar"
    assert await paint(desk, bar, pseudo="::before") not in ("rgba(0, 0, 0, 0)", await paint(desk, bar))
    on, off = '.segment[aria-pressed="true"]', '.segment[aria-pressed="false"]'
    assert await paint(desk, on) != await paint(desk, off)
