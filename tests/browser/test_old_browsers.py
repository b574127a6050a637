"""Old browsers, without `:has()`, popovers, `Intl.Segmenter`, `Array.at` and their like: people take part."""

import re
from typing import Any

from playwright.async_api import Page, Route, expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, Crowd
from .people import Desk, Phone, reads
from .rooms import Room

LACKS = """
for (const name of ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"]) delete Array.prototype[name];
for (const name of ["at", "replaceAll", "isWellFormed", "toWellFormed"]) delete String.prototype[name];
for (const name of ["showPopover", "hidePopover", "togglePopover", "popover", "inert", "checkVisibility"])
  delete HTMLElement.prototype[name];
for (const name of ["hasOwn", "groupBy"]) delete Object[name];
delete window.structuredClone;
delete Intl.Segmenter;
delete Promise.withResolvers;
delete crypto.randomUUID;
delete HTMLDialogElement.prototype.showModal;
"""
# Names no browser knows, in place of those that old ones do not know.
UNKNOWN = {
    "popover": "nopopover",
    ":has(": ":hasnt(",
    "100dvh": "100nvh",
    "::details-content": "::no-details-content",
}


async def age(page: Page) -> None:
    """Take from the page what browsers of some years ago did not have."""

    async def without(route: Route) -> None:
        answer = await route.fetch()
        text = await answer.text()
        for name, unknown in UNKNOWN.items():
            text = text.replace(name, unknown)
        await route.fulfill(response=answer, body=text)

    await page.context.add_init_script(LACKS)
    await page.route(re.compile(r"\.(css|js)$|/(desk|report)/$|/s/\d+/[mh]/"), without)


async def come(crowd: Crowd, device: dict[str, Any]) -> Page:
    """Somebody with an old browser."""
    crowd.expect("LOCAL_NETWORK_ACCESS_CHECKS")  # Chromium distrusts pages that were changed on their way
    page = await crowd.come(device)
    await age(page)
    return page


async def colour(page: Page, part: str, name: str = "background-color") -> str:
    """How a part is painted."""
    return await page.locator(part).first.evaluate(f"part => getComputedStyle(part)['{name}']")


async def test_attendees_take_part(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    phone = Phone(await come(crowd, PHONE))
    page = phone.page
    await page.goto(moderated_talk.links["attendee"])
    await phone.is_live()
    await phone.ask("Does an old phone do?")
    await expect(phone.own).to_contain_text("Does an old phone do?")
    await phone.vote(2)
    await expect(page.get_by_role("button", name="Upvote question 2,")).to_have_attribute(
        "aria-pressed", "true"
    )

    for kind, style in (("rating", "stars"), ("rating", "numbers")):
        poll = await room.do("poll.create", title=style, kind=kind, settings={"steps": 5, "style": style})
        await room.do("poll.open", poll=poll["poll"])
        await expect(page.locator("#poll-title")).to_have_text(style)
        part, name = (
            (".rating__mark .icon", "fill") if style == "stars" else (".rating__mark", "background-color")
        )
        before = await colour(page, f".rating__step:nth-child(4) {part}", name)
        await page.locator(".rating__step:nth-child(4)").tap()
        await expect(phone.notice).to_contain_text("Your answer is in")
        assert await colour(page, f".rating__step:nth-child(4) {part}", name) != before
    for kind, settings, fields in (
        ("wordcloud", {"most": 2}, {"texts": "Trust"}),
        ("number", {"highest": 9}, {"number": "7"}),
    ):
        poll = await room.do("poll.create", title=kind, kind=kind, settings=settings)
        await room.do("poll.open", poll=poll["poll"])
        await expect(page.locator("#poll-title")).to_have_text(kind)
        for name, value in fields.items():
            await page.locator(f"#poll [name={name}]").first.fill(value)
        await page.get_by_role("button", name=re.compile("my answer")).tap()
        await expect(phone.notice).to_contain_text("Your answer is in")
    poll = await room.poll("Where should we start?")
    await phone.choose("Share data between teams")
    await expect(phone.notice).to_contain_text("Your answer is in")
    await page.keyboard.press("ArrowDown")
    assert await colour(page, "#poll input:focus", "box-shadow") != "none"
    chosen = await colour(page, "#poll input:checked", "border-top-color")
    other = await colour(page, "#poll input:not(:checked)", "border-top-color")
    assert chosen != other
    await room.do("poll.close", poll=poll)
    await expect(page.locator(".option--chosen")).to_have_css("border-top-width", "2px")


async def test_a_host_leads_from_the_desk(crowd: Crowd, moderated_talk: Talk):
    await Room.fill(moderated_talk)
    desk = Desk(await come(crowd, {"viewport": {"width": 1280, "height": 600}}))
    page = desk.page
    await page.goto(moderated_talk.links["moderator"])
    panels = ("#share", "#settings", "#keys", "#menu", "#dismiss", "#preview")
    for panel in panels:
        await expect(page.locator(panel)).to_be_hidden()
    await desk.act("Approve", 8)
    await reads(desk.toast, re.compile("#8"))
    await desk.press("Settings")
    end = page.get_by_role("button", name="End the session…")
    await end.scroll_into_view_if_needed()
    await expect(end).to_be_in_viewport()
    await page.locator("#settings").get_by_role("button", name="Close").click()
    await expect(page.locator("#settings")).to_be_hidden()
    await desk.press("Share")
    await expect(page.locator("#share")).to_be_visible()
    await desk.share.get_by_role("button", name="Close").click()
    await expect(page.locator("#share")).to_be_hidden()
    await desk.press("Settings")
    await page.keyboard.press("Escape")
    await expect(page.locator("#settings")).to_be_hidden()
    await expect(page.get_by_role("button", name="Settings")).to_be_focused()
    await desk.compose("Where?", "Here", "There", hidden=False)
    await page.get_by_role("button", name="More for: Where?").click()
    await expect(page.locator("#menu")).to_be_visible()
    await page.locator(".desk-bar__title").click()
    await expect(page.locator("#menu")).to_be_hidden()
    await page.get_by_role("button", name="Open", exact=True).click()
    await expect(desk.poll).to_contain_text("open")
    await page.get_by_role("button", name="More for: Where?").click()
    await page.get_by_role("menuitem", name="Duplicate").click()
    await expect(page.locator("#menu")).to_be_hidden()
    await expect(desk.poll).to_have_count(2)


async def test_a_report_is_printed_whole(crowd: Crowd, moderated_talk: Talk):
    await Room.fill(moderated_talk)
    page = await come(crowd, LAPTOP)
    await page.add_init_script("CSS.supports = () => false")
    await page.goto(moderated_talk.links["moderator"])
    await page.goto(f"{moderated_talk.links['attendee']}report/")
    act = page.locator(".report__acts tbody td").first
    await expect(act).to_be_hidden()
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await expect(act).to_be_visible()
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(act).to_be_hidden()
