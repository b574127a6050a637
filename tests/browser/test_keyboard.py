"""Everything by keyboard alone, and always seeing where one is."""

import re

from playwright.async_api import expect

from ..support.talks import Talk
from .crowd import LAPTOP, WALL, Crowd
from .keys import tab_to
from .people import Desk, Phone, Screen, reads
from .rooms import OPTIONS, Room


async def test_an_attendee_asks_votes_and_answers(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [await talk.attendee()])
    await room.ask("What changed?")
    phone = Phone(await crowd.come(LAPTOP))
    page = phone.page
    await page.goto(talk.links["attendee"])
    await phone.is_live()
    await tab_to(page, page.get_by_role("button", name="Upvote question 1,"))
    await page.keyboard.press("Space")
    await reads(phone.list, "What changed? #1 Amara Upvote question 1, votes: 1")
    await tab_to(page, phone.field)
    await page.keyboard.type("And the budget?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("listitem").filter(has_text="And the budget?")).to_contain_text("#2")
    await expect(phone.field).to_be_focused()
    await room.poll("Where should we start?")
    await reads(page.locator("#poll-title"), "Where should we start?")
    await tab_to(page, phone.poll.get_by_role("radio").first)
    await page.keyboard.press("Space")
    await reads(phone.notice, "Your answer is in · 1 answer")
    await page.keyboard.press("ArrowDown")
    second = f"{OPTIONS[1]} 100% 1 vote"
    await reads(phone.options, f"{OPTIONS[0]} 0% 0 votes", second, f"{OPTIONS[2]} 0% 0 votes")
    await expect(phone.poll.get_by_role("radio").nth(1)).to_be_focused()


async def test_a_moderator_works_through_the_queue(crowd: Crowd, moderated_talk: Talk):
    room = Room(moderated_talk, await moderated_talk.moderator(), [await moderated_talk.attendee()])
    for text in ("First?", "Second?", "Third?"):
        await room.ask(text)
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(moderated_talk.links["moderator"])
    await reads(desk.review.locator(".card__text"), "First?", "Second?", "Third?")
    press, live = desk.page.keyboard.press, desk.live.locator(".card__text")
    await press("j")
    await press("k")
    await press("a")
    await reads(live, "First?")
    await press("j")
    await press("d")
    await expect(desk.page.get_by_role("dialog", name="Dismiss #3: why?")).to_be_visible()
    await press("1")
    await reads(desk.toast, "#3 dismissed: asked already Undo Z")
    await press("a")
    await reads(live, "First?", "Second?")
    await reads(desk.review)


async def test_a_moderator_leads_and_takes_back(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [await talk.attendee()])
    for text in ("First?", "Second?"):
        await room.ask(text)
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(talk.links["moderator"])
    press, live = desk.page.keyboard.press, desk.live.locator(".card__text")
    stage = desk.stage.locator(".stagecard__picture")
    await reads(live, "First?", "Second?")
    await press("ArrowRight")
    await press("j")
    await press("h")
    await reads(stage, "Being answered · #2 · 0 votes Second?")
    await press("x")
    await reads(desk.toast, "#2 is answered Undo Z")
    await reads(stage, "Top questions 0 First?")
    await press("z")
    await reads(stage, "Being answered · #2 · 0 votes Second?")
    await press("?")
    await expect(desk.page.get_by_role("dialog", name="Keys")).to_be_visible()
    await desk.page.get_by_role("checkbox", name="Single keys work on this device").press("Space")
    await press("Escape")
    await press("x")
    await press("Control+z")  # works all the same
    await reads(desk.toast, "Undone: #2 is highlighted on every screen")
    await expect(stage).not_to_contain_text("Being answered")


async def test_keys_lead_the_big_screen_where_its_browser_may_moderate(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [await talk.attendee()])
    await room.ask("What changed?")
    await room.poll("Where should we start?", answered=True, results="hidden")
    presenter, other = Screen(await crowd.come(WALL)), Screen(await crowd.come(WALL))
    await presenter.page.goto(talk.links["moderator"])
    for screen in (presenter, other):
        await screen.page.goto(talk.links["screen"])
        await expect(screen.stage).to_contain_text("The results stay hidden")
    press = presenter.page.keyboard.press
    await press("r")
    await reads(other.stage.locator(".choice").first, f"{OPTIONS[0]} 100% 1")
    await press("l")
    await expect(other.stage).to_contain_text("Poll closed")
    await press("q")
    for screen in (presenter, other):
        await reads(
            screen.stage, "Your questions 1 asked · vote on your phone 0 0 votes What changed? #1 · Amara"
        )
    await press("ArrowLeft")
    await expect(other.stage).to_contain_text("Poll closed")
    await press("b")
    await reads(other.stage, "")
    await press("j")
    await expect(other.lobby).to_be_visible()
    frames = len(room.moderator.frames)
    await other.page.keyboard.press("b")  # without the moderators' link a key does nothing
    await press("q")
    await expect(other.stage).to_contain_text("What changed?")
    stages = [frame["d"].get("stage") for frame in room.moderator.frames[frames:] if frame["t"] == "update"]
    assert "blank" not in [stage["view"] for stage in stages if stage]


async def test_one_stray_key_on_the_wall_opens_no_poll(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [await talk.attendee()])
    await room.ask("What changed?")
    await room.do("poll.create", title="Where should we start?", options=OPTIONS)
    await room.do("stage.show", view="questions")
    wall = Screen(await crowd.come(WALL))
    await wall.page.goto(talk.links["moderator"])
    await wall.page.goto(talk.links["screen"])
    press, note = wall.page.keyboard.press, wall.page.locator("#note")
    await expect(wall.stage).to_contain_text("What changed?")

    await press("PageDown")
    await expect(note).to_have_text(
        re.compile(r"Next: Where should we start\? · press Page Down again to open it to \d+ (person|people)")
    )
    await expect(note).to_have_text("")  # it is forgotten after four seconds
    await press("PageDown")
    await expect(note).to_contain_text("again to open it")
    await press("q")
    await expect(note).to_have_text("")
    polls = await room.moderator.until(lambda model: model["state"]["polls"], "the poll")
    assert [poll["state"] for poll in polls] == ["draft"]

    await press("ArrowRight")
    await expect(note).to_contain_text("press → again")
    await press("ArrowRight")
    await expect(wall.stage).to_contain_text("Where should we start?")
    await expect(note).to_have_text("Opened: Where should we start? · Z undo")
    await press("z")
    await expect(wall.stage).to_contain_text("What changed?")
    await room.moderator.until(
        lambda model: [poll["state"] for poll in model["state"]["polls"]] == ["draft"], "a draft"
    )


async def test_a_second_enter_opens_no_draft_that_was_just_saved(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    page = await crowd.come(LAPTOP)
    await page.goto(talk.links["moderator"])
    await page.get_by_role("button", name="New poll").click()
    await page.locator("#poll-title").fill("Too early?")
    await page.locator("#poll-option-0").fill("Yes")
    await page.locator("#poll-option-1").fill("No")
    await page.keyboard.press("ControlOrMeta+Enter")
    card = page.locator(".pollcard").filter(has_text="Too early?")
    await expect(card).to_be_focused()
    for key in ("Enter", "Space", "p", "Enter", "Space"):
        await page.keyboard.press(key)
    await page.keyboard.press("Tab")  # the card's own buttons come next
    await expect(card.locator(":focus")).to_have_count(1)
    [poll] = await room.moderator.until(lambda model: model["state"]["polls"])
    await room.do("stage.show", view="questions")
    [poll] = await room.moderator.until(
        lambda model: model["state"]["stage"]["view"] == "questions" and model["state"]["polls"]
    )
    assert poll["state"] == "draft"
