"""The end of a session: the desk shows what still works and says why the rest does not; nothing typed is lost."""

import re

from playwright.async_api import expect

from ..support.talks import Talk
from .axe import Audit
from .crowd import LAPTOP, Crowd
from .people import Desk, Phone
from .rooms import Room

REFUSAL = "This session has ended. Open it again to change something."


async def test_ended_session_at_the_desk(crowd: Crowd, moderated_talk: Talk):
    talk = moderated_talk
    room = await Room.fill(talk)
    await room.poll("Where should we start?", answered=True)
    cloud = (await room.do("poll.create", title="One word?", kind="wordcloud"))["poll"]
    await room.do("poll.open", poll=cloud)
    await room.people[0].do("poll.answer", poll=cloud, texts=["Trust"])
    await room.do("poll.create", title="Never asked", options=["Yes", "No"])
    desk = Desk(await crowd.come(LAPTOP))
    page = desk.page
    await page.goto(talk.links["moderator"])
    await expect(desk.poll).to_have_count(3)
    await page.keyboard.press("n")
    await page.locator("#poll-title").fill("Half a ques")
    await desk.end()

    await expect(page.locator(".ended")).to_contain_text("nothing can be changed here")
    main = page.get_by_role("main")
    enabled = main.get_by_role("button", disabled=False)
    names = [re.sub(r"\s+", " ", name).strip() for name in await enabled.all_inner_texts()]
    assert names[:2] == ["Open it again", "Start another like it"]
    seen = {"For review 1", "Live 4", "Stage", "Archive 3", "Top", "Recent", "Undo Z"}
    assert set(names[2:]) <= seen, names
    await expect(main.get_by_role("button", name=re.compile("Hide “Trust”"))).to_be_disabled()
    await expect(page.locator("#poll-title")).to_have_count(0)
    await expect(desk.poll.filter(has_text="One word?")).to_contain_text("closed · 1")
    for key in ("a", "d"):
        await page.keyboard.press(key)
        await expect(desk.toast).to_have_text(REFUSAL)
        await desk.toast.get_by_role("button", name="Close").click()
    audit = Audit()
    await audit.look(page, "ended desk")
    assert audit.problems == []

    await page.get_by_role("link", name="Report").first.click()
    await expect(page.get_by_role("heading", name="What moderators did")).to_be_visible()
    await page.go_back()
    await page.get_by_role("button", name="Open it again").click()
    await expect(page.locator("#poll-title")).to_have_value("Half a ques")
    await expect(main.get_by_role("button", name=re.compile("Hide “Trust”"))).to_be_enabled()

    await desk.end()
    await desk.toast.get_by_role("button", name="Undo").click()
    await expect(page.locator(".ended")).to_have_count(0)
    await desk.end()
    await page.get_by_role("button", name="Start another like it").click()
    await page.wait_for_url(lambda url: talk.code not in url)
    await expect(desk.poll).to_have_count(3)
    await expect(desk.poll.first).to_contain_text("draft")


async def test_what_is_typed_when_the_session_ends_stays_on_the_phone(crowd: Crowd, talk: Talk):
    moderator = await talk.moderator()
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    field = phone.page.locator("#text")
    await field.fill("What did I want to")
    await moderator.do("session.end")
    await expect(phone.page.get_by_text("This session has ended").first).to_be_visible()
    await expect(phone.page.get_by_text("Not sent. Your words are kept here.")).to_be_visible()
    await expect(field).to_have_value("What did I want to")
    await expect(field).not_to_be_editable()
    await expect(phone.page.get_by_role("button", name="Send")).to_have_count(0)
    await moderator.do("session.reopen")
    await expect(phone.page.get_by_role("button", name="Send")).to_be_enabled()
    await expect(field).to_have_value("What did I want to")
