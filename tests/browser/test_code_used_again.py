"""A phone that slept since the morning wakes while another session has its code."""

import asyncio
import json

import pytest
from playwright.async_api import expect

from ..support.servers import Grounds
from ..support.talks import Talk
from .crowd import Crowd
from .line import Line
from .people import Phone

pytestmark = pytest.mark.asyncio


async def test_it_stays_in_its_own_session_and_is_told_that_it_ended(
    crowd: Crowd, line: Line, talk: Talk, grounds: Grounds
):
    await (await talk.attendee()).do("question.ask", text="In the morning?")
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    await phone.field.fill("Half a question")
    line.cut()

    moderator = await talk.moderator()
    await moderator.do("session.end")
    await moderator.until(lambda model: not model["state"]["session"]["open"])
    env = talk.deployment.servers[0].env
    command = f"create_session Evening --code {talk.code} --json"
    made = json.loads(await asyncio.to_thread(grounds.manage, command, env))
    evening = Talk.join(talk.deployment, {"code": talk.code, "links": {"moderator": made["moderator_url"]}})
    await (await evening.attendee()).do("question.ask", text="In the evening?")

    line.mend()
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    page = phone.page
    await expect(page.get_by_text("This session has ended").first).to_be_visible(timeout=60_000)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rebuilding trust, together")
    await expect(page.get_by_text("In the morning?")).to_be_visible()
    await expect(page.get_by_text("In the evening?")).to_have_count(0)

    await page.goto(line.base + talk.path)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Evening")
    await expect(page.get_by_text("In the evening?")).to_be_visible()
    await expect(phone.field).to_have_value("")
    await evening.close()
