"""A second round: made at the desk, right below the first; both side by side there, on the screen, in the report."""

from playwright.async_api import expect

from ..support.talks import Talk
from .crowd import LAPTOP, WALL, Crowd
from .people import Desk
from .rooms import OPTIONS, Room

TITLE = "Where should we start?"


async def test_both_rounds_are_seen_side_by_side(crowd: Crowd, moderated_talk: Talk):
    talk = moderated_talk
    room = await Room.fill(talk)
    await room.poll(TITLE, answered=True)
    await room.do("poll.create", title="Later", options=OPTIONS)
    desk, screen = Desk(await crowd.come(LAPTOP)), await crowd.come(WALL)
    await desk.page.goto(talk.links["moderator"])
    await screen.goto(talk.links["screen"])

    await desk.page.get_by_role("button", name=f"More for: {TITLE}").click()
    await desk.page.get_by_role("menuitem", name="Second round").click()
    await expect(desk.poll.locator(".pollcard__title")).to_have_text([TITLE, TITLE, "Later"])
    again = int(await desk.poll.nth(1).get_attribute("data-poll") or 0)
    await expect(desk.poll.nth(1)).to_contain_text("second round")
    await expect(desk.poll.nth(1)).to_contain_text("open · 0")
    await room.answer(again)
    await expect(desk.poll.nth(1)).to_contain_text("Thin bars: first round, 3 answers")
    await expect(desk.poll.nth(1).locator(".pollcard__bar--before")).to_have_count(len(OPTIONS))
    await expect(screen.locator("#picture")).to_contain_text("Round 1 · 3 answers")
    await expect(screen.locator("#picture")).to_contain_text("Round 2")
    await expect(screen.locator("#picture .paired")).to_have_count(len(OPTIONS))

    await desk.page.goto(f"{talk.links['attendee']}report/")
    rounds = desk.page.locator(".report__rounds > .report__poll")
    await expect(rounds).to_have_count(2)
    tops = await rounds.evaluate_all("rounds => rounds.map(round => round.getBoundingClientRect().top)")
    assert tops[0] == tops[1]
