"""A moderator tries a poll as an attendee: it behaves as on a phone, and nothing is sent or stored."""

import re

from playwright.async_api import Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, Crowd


async def try_out(crowd: Crowd, talk: Talk, **poll: object) -> Page:
    """Make a poll and open it as it will be."""
    moderator = await talk.moderator()
    made = (await moderator.do("poll.create", **poll))["poll"]
    page = await crowd.come(LAPTOP)
    await page.goto(talk.links["moderator"])
    await expect(page.locator(".desk-bar")).to_be_visible()
    await page.goto(f"{talk.links['attendee']}preview/{made}/?session={talk.session_id}")
    return page


async def test_an_answer_is_taken_and_can_be_changed(crowd: Crowd, talk: Talk):
    before = talk.deployment.rows("SELECT count(*) FROM live_sessions_answer")
    page = await try_out(crowd, talk, title="Where to?", kind="choice", options=["Left", "Right"])
    for option in ("Left", "Right"):
        await page.locator(".option").filter(has_text=option).click()
        await expect(page.get_by_role("radio", name=option)).to_be_checked()
        await expect(page.locator(".notice")).to_have_text(
            re.compile(r"^\s*Your answer is in\s*$")
        )  # not counted
    assert talk.deployment.rows("SELECT count(*) FROM live_sessions_answer") == before


async def test_words_are_sent_and_can_be_changed(crowd: Crowd, talk: Talk):
    page = await try_out(crowd, talk, title="What else?", kind="text", options=[])
    await page.get_by_role("textbox").fill("More time")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#poll-view")).to_contain_text("Your answer is in")
    await expect(page.get_by_role("textbox")).to_have_value("More time")
