"""A browser that keeps no cookies: it is said plainly, and nothing is counted twice."""

import json
import re
from pathlib import Path

from playwright.async_api import Browser, expect

from ..support.talks import Talk
from .conftest import FLAGS, executable
from .crowd import PHONE, Crowd
from .people import Phone
from .rooms import Room
from .test_bad_wifi import texts, votes

SAID = re.compile("Not sent: this browser blocks cookies")
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


async def test_a_vote_without_cookies_is_not_counted_and_it_is_said(
    crowd: Crowd, talk: Talk, browser: Browser, tmp_path: Path
):
    await Room(talk, await talk.moderator(), [await talk.attendee()]).ask("What changed?")
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(BLOCKED))
    context = await browser.browser_type.launch_persistent_context(
        str(tmp_path), **PHONE, executable_path=executable(), args=FLAGS.split(), locale="en-GB"
    )
    phone = Phone(await context.new_page())
    await phone.page.goto(talk.links["attendee"])
    for _ in range(2):
        await phone.is_live()
        await phone.vote(1)
        await expect(phone.page.locator("#toasts")).to_contain_text(SAID)
        await phone.page.reload()
    await phone.ask("Is this lost?")
    await expect(phone.page.get_by_text(SAID).first).to_be_visible()
    await expect(phone.field).to_have_value("Is this lost?")
    await phone.page.goto(talk.links["moderator"])
    await expect(phone.page.locator("main")).to_contain_text("needs cookies")
    await context.close()
    assert (votes(talk), texts(talk)) == (0, ["What changed?"])
