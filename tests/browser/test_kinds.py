"""Every kind of poll through its life: by keyboard on the phone, and what the big screen and the desk show of it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import CDPSession, Locator, Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .keys import tab_to
from .legible import faults
from .people import Desk, Phone
from .rooms import Room

Answering = Callable[[Page], Awaitable[None]]


async def write_words(page: Page) -> None:
    await page.get_by_label("Word 1 of 3").focus()
    await page.keyboard.type("Trust")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Listening")
    await send(page)


async def write_text(page: Page) -> None:
    await page.locator("#poll textarea").focus()
    await page.keyboard.type("Weekly status meetings.")
    await send(page)


async def give_stars(page: Page) -> None:
    await page.locator("#poll").get_by_role("radio").nth(0).focus()
    for _ in range(3):
        await page.keyboard.press("ArrowRight")


async def rank(page: Page) -> None:
    await page.locator(".rank__add").first.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await send(page)


async def estimate(page: Page) -> None:
    await page.locator("#poll input[name=number]").focus()
    await page.keyboard.type("42,5")
    await send(page)


async def share_points(page: Page) -> None:
    for place, points in enumerate(("70", "30")):
        await page.locator("#poll input[inputmode=numeric]").nth(place).focus()
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.type(points)
    await send(page)


async def choose(page: Page) -> None:
    await tab_to(page, page.locator("#poll").get_by_role("radio").first)
    await page.keyboard.press("ArrowDown")


async def choose_two(page: Page) -> None:
    for option in (MANY[4], MANY[7]):
        await tab_to(page, page.locator("#poll").get_by_label(option))
        await page.keyboard.press("Space")


async def send(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("my answer")).focus()
    await page.keyboard.press("Enter")


# Some of them take one more line when the figures beside them have more digits.
MANY = [
    *("Option 1: Research", "Option 2: Training and hiring", "Option 3: Open source by default"),
    *("Option 4: Paper forms", "Option 5: Data sharing", "Option 6: Cloud", "Option 7: Security"),
    "Option 8: Accessibility for everybody",
]
# kind: (settings, options, how it is answered, what the screen shows then)
KINDS: dict[str, tuple[dict[str, object], list[str], Answering, list[str]]] = {
    "choice": ({}, ["Research", "Training"], choose, ["Training", "100%"]),
    "choices": ({"highest": 2}, MANY, choose_two, [MANY[7], "100%"]),
    "wordcloud": ({"most": 3}, [], write_words, ["Trust", "Listening"]),
    "text": ({}, [], write_text, ["Weekly status meetings."]),
    "rating": ({"steps": 5}, [], give_stars, ["4"]),
    "ranking": ({}, ["Research", "Training", "Tools"], rank, ["Research", "Training", "Tools"]),
    "number": ({"unit": "days", "decimals": 1}, [], estimate, ["42.5"]),
    "points": ({}, ["Research", "Training"], share_points, ["70", "30"]),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_kind_from_draft_to_results(crowd: Crowd, talk: Talk, kind: str):
    settings, options, answer, shown = KINDS[kind]
    room = Room(talk, await talk.moderator(), [])
    phone, screen = (
        Phone(await crowd.come(LAPTOP)),
        await crowd.come({"viewport": {"width": 1280, "height": 720}}),
    )
    await phone.page.goto(talk.links["attendee"])
    await screen.goto(talk.links["screen"])
    await phone.is_live()
    title = f"Which of these, of the kind {kind}, would you start with, if you could choose only a few?"
    made = kind if kind != "choices" else "choice"
    poll = await room.do("poll.create", title=title, kind=made, settings=settings, options=options)
    await room.do("poll.open", poll=poll["poll"])
    await expect(phone.page.locator("#poll-title")).to_have_text(title)
    await expect(screen.locator("#picture")).to_contain_text(title)

    await answer(phone.page)
    await expect(phone.notice).to_contain_text("Your answer is in")
    for text in shown:
        await expect(screen.locator("#picture")).to_contain_text(text)
    assert await faults(screen, "#wall") == []

    await phone.page.reload()
    await expect(phone.notice).to_contain_text("Your answer is in")
    await room.do("poll.close", poll=poll["poll"])
    await expect(phone.poll).to_contain_text("Closed")
    table = phone.poll.get_by_text("Show as a table").first
    await table.click()
    await expect(phone.poll.get_by_role("table").first).to_be_visible()


async def test_quiz_from_lobby_to_podium(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    phone, screen = Phone(await crowd.come(LAPTOP)), await crowd.come(WALL)
    await phone.page.goto(talk.links["attendee"])
    await screen.goto(talk.links["screen"])
    await phone.is_live()
    quiz = (await room.do("poll.create", title="The open data quiz", kind="quiz"))["poll"]
    question = (
        await room.do(
            "poll.create", title="Which year?", kind="quiz_question", parent=quiz, seconds=120,
            options=["2005", "2009"], settings={"correct": [1]},
        )
    )["poll"]  # fmt: skip
    await room.do("poll.open", poll=quiz)
    await tab_to(phone.page, phone.page.locator("#poll input[name=name]"))
    await phone.page.keyboard.type("Ada")
    await phone.page.keyboard.press("Enter")
    await room.do("poll.open", poll=question)
    await expect(screen.locator("#picture")).to_contain_text("Which year?")
    await tab_to(phone.page, phone.poll.get_by_role("button", name="2009"))
    await phone.page.keyboard.press("Enter")
    await expect(phone.poll).to_contain_text("Your answer is in")
    await room.do("poll.reveal", poll=question, on=True)
    await expect(phone.poll).to_contain_text(re.compile(r"Place 1\s*of 1 player\s*(1,000|9\d\d) points"))
    await room.do("stage.show", view="leaderboard", poll=quiz)
    await expect(screen.locator("#picture")).to_contain_text("Ada")
    await phone.page.reload()
    await expect(phone.poll).to_contain_text("Place 1")


async def test_survey_saves_part_by_part(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    phone = Phone(await crowd.come(LAPTOP))
    page, parts = phone.page, phone.poll.locator("li.part")
    await page.goto(talk.links["attendee"])
    await phone.is_live()
    survey = (await room.do("poll.create", title="How was it?", kind="survey"))["poll"]
    for title, kind in (("The room", "rating"), ("The talk", "text")):
        await room.do("poll.create", title=title, kind=kind, parent=survey)
    await room.do("poll.open", poll=survey)
    await expect(phone.poll).to_contain_text("0 of 2 answered")
    await tab_to(page, parts.nth(0).get_by_role("radio").first)
    await page.keyboard.press("ArrowRight")
    await expect(phone.poll).to_contain_text("1 of 2 answered")
    await tab_to(page, parts.nth(1).get_by_role("textbox"))
    await page.keyboard.type("To the point.")
    await expect(parts.nth(1)).to_contain_text("Not saved yet")
    await page.keyboard.press("Tab")
    await expect(parts.nth(1)).to_contain_text("Saved")
    await expect(phone.poll).to_contain_text("All answered, thank you.")
    await page.reload()
    await expect(phone.poll).to_contain_text("2 of 2 answered")
    await expect(parts.nth(1).get_by_role("textbox")).to_have_value("To the point.")


@pytest.mark.parametrize("device", [PHONE, LAPTOP], ids=["finger", "mouse"])
async def test_ranking_is_dragged_into_order(crowd: Crowd, talk: Talk, device: dict[str, Any]):
    room = Room(talk, await talk.moderator(), [])
    page = await crowd.come(device)
    await page.goto(talk.links["attendee"])
    await Phone(page).is_live()
    poll = await room.do(
        "poll.create", title="Rank", kind="ranking", options=["Research", "Training", "Tools"]
    )
    await room.do("poll.open", poll=poll["poll"])
    rows, texts = page.locator("#poll [data-option]"), page.locator("#poll [data-option] bdi")
    await expect(texts).to_have_text(["Research", "Training", "Tools"])
    hand = await Hand.of(page)
    await hand.drag(rows.nth(2).locator(".rank__grip"), page.locator(".rank__line"))
    await expect(texts).to_have_text(["Tools", "Research", "Training"])
    await expect(page.locator(".rank:not(.rank--out)")).to_have_count(1)
    await hand.drag(rows.nth(1).locator(".rank__grip"), rows.nth(0))
    # The last one falls into place.
    await expect(page.locator(".rank__place")).to_have_text(["1", "2", "3"])
    await expect(page.locator(".rank__text")).to_have_text(["Research", "Tools", "Training"])
    await page.get_by_role("button", name="Send my answer").click()
    await expect(Phone(page).notice).to_contain_text("Your answer is in")


class Hand:
    """A finger on a phone, a mouse elsewhere: the events a browser gets from the machine."""

    def __init__(self, page: Page, touches: CDPSession | None) -> None:
        self.page, self.touches = page, touches

    @classmethod
    async def of(cls, page: Page) -> "Hand":
        """The hand that holds this device."""
        has_touch = await page.evaluate("navigator.maxTouchPoints > 0")
        return cls(page, await page.context.new_cdp_session(page) if has_touch else None)

    async def drag(self, what: Locator, to: Locator) -> None:
        """Take hold of something, and let it go above something else."""
        await what.click(trial=True)  # once it is really there to be taken
        start, end = await what.bounding_box(), await to.bounding_box()
        assert start is not None
        assert end is not None
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        await self._press(x, y)
        for step in range(1, 11):
            await self._move(x, y + (end["y"] - y) * step / 10)
        await self._release()

    async def _press(self, x: float, y: float) -> None:
        if self.touches:
            return await self._touch("touchStart", {"x": x, "y": y})
        await self.page.mouse.move(x, y)
        return await self.page.mouse.down()

    async def _move(self, x: float, y: float) -> None:
        await (self._touch("touchMove", {"x": x, "y": y}) if self.touches else self.page.mouse.move(x, y))

    async def _release(self) -> None:
        await (self._touch("touchEnd") if self.touches else self.page.mouse.up())

    async def _touch(self, event: str, *points: dict[str, float]) -> None:
        assert self.touches
        await self.touches.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": list(points)})


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind != "choices"), "survey", "quiz"])
async def test_kind_is_made_and_opened_at_the_desk_by_keyboard(crowd: Crowd, talk: Talk, kind: str):
    desk = Desk(await crowd.come(LAPTOP))
    page, keyboard = desk.page, desk.page.keyboard
    await page.goto(talk.links["moderator"])
    await expect(page.get_by_role("button", name="New poll")).to_be_visible()
    await keyboard.press("n")
    await page.locator("input[name=poll-kind]:checked").focus()
    picked = page.locator(f"#poll-kind-{kind}")
    for _ in range(10):
        if await picked.is_checked():
            break
        await keyboard.press("ArrowRight")
    await page.locator("#poll-title").focus()
    await keyboard.type("By keyboard")
    if kind in ("choice", "ranking", "points"):
        await keyboard.press("Enter")
        for option in ("Here", "There"):
            await keyboard.type(option)
            await keyboard.press("Enter")
    await keyboard.press("ControlOrMeta+Enter")
    card = page.locator(".pollcard").filter(has_text="By keyboard")
    await expect(card.first).to_contain_text("draft")
    if kind in ("survey", "quiz"):
        return await expect(page.locator("#poll-title")).to_have_value("")  # of its first part
    await page.get_by_role("button", name="Open", exact=True).focus()
    await keyboard.press("Enter")
    await expect(card.first).to_contain_text("open")
    return None
