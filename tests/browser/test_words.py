"""What people write and are called: today's emoji, the host's word lists, names that are taken down."""

import re

from playwright.async_api import expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .people import Desk, Phone
from .rooms import Room

NEW_EMOJI = "🩷 🫩 🫨 🪿 🫆 and 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f?"


async def test_emoji_of_today_are_asked_and_shown(crowd: Crowd, talk: Talk):
    phone, other = Phone(await crowd.come(PHONE)), Phone(await crowd.come(PHONE))
    for person in (phone, other):
        await person.page.goto(talk.links["attendee"])
        await person.is_live()
    await phone.field.fill("👨‍👩‍👧‍👦" * 150)
    await expect(phone.page.locator("#left")).to_have_text("10 left")
    await phone.ask(NEW_EMOJI, name="Zoë 🩷")
    await expect(other.list).to_contain_text(NEW_EMOJI)
    await expect(other.list).to_contain_text("Zoë 🩷")


async def test_host_blocks_and_allows_words_at_the_desk(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    phone, desk = Phone(await crowd.come(PHONE)), Desk(await crowd.come(LAPTOP))
    await phone.page.goto(talk.links["attendee"])
    await desk.page.goto(talk.links["moderator"])
    await phone.is_live()
    cloud = (await room.do("poll.create", title="One word?", kind="wordcloud"))["poll"]
    await room.do("poll.open", poll=cloud)
    await desk.press("Settings")
    settings = desk.page.locator("#settings")
    await expect(settings.get_by_label("English")).to_be_checked()
    await expect(settings.get_by_label("French")).not_to_be_checked()
    await settings.get_by_label("Also block").fill("Acme\nfoo bar")
    await settings.get_by_label("Never block").fill("merde")
    await settings.get_by_label("French").check()
    await expect(desk.toast).to_contain_text("The blocked words are changed")
    word = phone.poll.get_by_label("Word 1 of 3")
    for refused in ("ACME", "connard"):
        await word.fill(refused)
        await phone.poll.get_by_role("button", name=re.compile("my answer")).tap()
        await expect(phone.poll).to_contain_text(f"The word “{refused.lower()}” cannot be used here.")
        await expect(word).to_have_value(refused)
    await word.fill("Merde")
    await phone.poll.get_by_role("button", name=re.compile("my answer")).tap()
    await expect(phone.notice).to_contain_text("Your answer is in")
    await desk.page.reload()
    await desk.press("Settings")
    await expect(settings.get_by_label("Also block")).to_have_value("Acme\nfoo bar")


async def test_name_of_a_player_is_taken_down_and_another_allowed(crowd: Crowd, talk: Talk):
    room = Room(talk, await talk.moderator(), [])
    phone, desk, screen = (
        Phone(await crowd.come(PHONE)),
        Desk(await crowd.come(LAPTOP)),
        await crowd.come(WALL),
    )
    await phone.page.goto(talk.links["attendee"])
    await desk.page.goto(talk.links["moderator"])
    await screen.goto(talk.links["screen"])
    await phone.is_live()
    quiz = (await room.do("poll.create", title="The open data quiz", kind="quiz"))["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "options": ["A", "B"], "settings": {"correct": [0]}}
    question = (await room.do("poll.create", title="Which?", **fields))["poll"]
    await room.do("poll.open", poll=quiz)

    async def play_as(name: str) -> None:
        await phone.page.locator("#player").fill(name)
        await phone.page.get_by_role("button", name="Play", exact=True).tap()

    await play_as("Moderator")
    await expect(phone.poll).to_contain_text("is reserved for those who run the session")
    await expect(phone.page.locator("#player")).to_have_value("Moderator")
    await play_as("A rude name")
    await expect(phone.poll).to_contain_text("You are in!")
    await room.do("poll.open", poll=question)
    await phone.poll.get_by_role("button", name="A", exact=True).tap()
    await room.do("poll.reveal", poll=question, on=True)
    await room.do("stage.show", view="leaderboard", poll=quiz)
    await expect(screen.locator("#picture")).to_contain_text("A rude name")

    await desk.page.get_by_text("Players", exact=True).click()
    await desk.press("Hide name")
    await expect(screen.locator(".leaders")).to_contain_text("Player 1")
    await expect(screen.locator("#picture")).not_to_contain_text("A rude name")
    await expect(phone.poll).to_contain_text("A moderator took your name down.")
    await expect(desk.poll).to_contain_text("others see “Player 1”")
    await phone.page.get_by_text("Playing as").tap()
    await play_as("Rosa")
    await expect(phone.poll).to_contain_text("Your new name is shown once a moderator allows it.")
    await expect(desk.poll).to_contain_text("Players, 1 name waits")
    await desk.press("Allow name")
    await expect(screen.locator(".leaders")).to_contain_text("Rosa")
    await expect(phone.notice.filter(has_text="name")).to_have_count(0)
    assert crowd.unexpected() == []
