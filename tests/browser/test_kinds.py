"""Every kind of poll through its life: by keyboard on the phone, and what the big screen and the desk show of it."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, WALL, Crowd
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


async def send(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("my answer")).focus()
    await page.keyboard.press("Enter")


# kind: (settings, options, how it is answered, what the screen shows then)
KINDS: dict[str, tuple[dict[str, object], list[str], Answering, list[str]]] = {
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
    phone, screen = Phone(await crowd.come(LAPTOP)), await crowd.come(WALL)
    await phone.page.goto(talk.links["attendee"])
    await screen.goto(talk.links["screen"])
    await phone.is_live()
    title = f"A poll of the kind {kind}"
    poll = await room.do("poll.create", title=title, kind=kind, settings=settings, options=options)
    await room.do("poll.open", poll=poll["poll"])
    await expect(phone.page.locator("#poll-title")).to_have_text(title)
    await expect(screen.locator("#picture")).to_contain_text(title)

    await answer(phone.page)
    await expect(phone.notice).to_contain_text("Your answer is in")
    for text in shown:
        await expect(screen.locator("#picture")).to_contain_text(text)

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
    await phone.page.locator("#poll input[name=name]").focus()
    await phone.page.keyboard.type("Ada")
    await phone.page.keyboard.press("Enter")
    await room.do("poll.open", poll=question)
    await expect(screen.locator("#picture")).to_contain_text("Which year?")
    await phone.page.locator("#poll").get_by_text("2009").click()
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
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    survey = (await room.do("poll.create", title="How was it?", kind="survey"))["poll"]
    for title in ("The room", "The talk"):
        await room.do("poll.create", title=title, kind="rating", parent=survey)
    await room.do("poll.open", poll=survey)
    await expect(phone.poll).to_contain_text("How was it?")
    await phone.poll.get_by_role("radio").nth(4).focus()
    await phone.page.keyboard.press("Space")
    await expect(phone.poll).to_contain_text("1 of 2")
    await phone.page.reload()
    await expect(phone.poll).to_contain_text("1 of 2")


@pytest.mark.parametrize("kind", [*KINDS, "choice", "survey", "quiz"])
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
