"""The live pages in French: every word they show, before and after the scripts, is from the French catalogue."""

import re

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from ..i18n.words import strangers
from ..support.talks import TITLE, Talk
from .crowd import LAPTOP, WALL, Crowd
from .rooms import LIVE, OPTIONS, Room

POLL = "Where should we start?"
MINE = ["Mine, waiting?", "Mine, off topic?", "Mine, unclear?"]
CONTENTS = [TITLE, POLL, "Amara", "Ask it at the bar.", *LIVE, *OPTIONS, *MINE]
FRENCH = {"locale": "fr-FR"}


@pytest_asyncio.fixture(loop_scope="session")
async def room(moderated_talk: Talk) -> Room:
    """A moderated session with questions in every state."""
    return await Room.fill(moderated_talk)


async def is_french(page: Page) -> None:
    """Everything on the page now, shown or hidden."""
    assert strangers(await page.content(), CONTENTS) == set()


async def shows_in_french(part: Locator, words: str) -> None:
    """Wait for the words, then look at the whole page."""
    await expect(part).to_contain_text(words)
    await is_french(part.page)


async def test_phone(crowd: Crowd, room: Room):
    page = await crowd.come(**FRENCH)
    await page.goto(room.talk.links["attendee"])
    await expect(page.locator("#connection")).to_contain_text("En direct")
    await is_french(page)
    for text in MINE:
        await page.locator("#text").fill(text)
        await page.get_by_role("button", name="Envoyer").tap()
    await expect(page.get_by_text("En attente · non visible des autres")).to_have_count(len(MINE))
    await is_french(page)
    await room.do("question.dismiss", question=await room.id_of(MINE[1]), reason="off_topic")
    await room.do("question.dismiss", question=await room.id_of(MINE[2]), reason="unclear")
    await expect(page.get_by_text("Non affichée : peu claire")).to_be_visible()
    await page.locator("#text").fill("x" * 170)
    await page.get_by_role("button", name="Envoyer").tap()
    await expect(page.locator("#ask-error")).to_have_text("Texte trop long : 170 caractères, 160 au maximum.")
    await is_french(page)


async def test_phone_polls(crowd: Crowd, room: Room):
    page = await crowd.come(**FRENCH)
    await page.goto(room.talk.links["attendee"])
    poll = await room.poll(POLL, answered=True)
    await page.get_by_text(OPTIONS[0]).tap()
    await expect(page.locator("#poll-view")).to_contain_text("C’est noté · 4 réponses")
    await is_french(page)
    await room.do("poll.close", poll=poll)
    await expect(page.locator("#poll-view")).to_contain_text("Fermé · 4 réponses")
    await is_french(page)
    await room.poll(POLL, results="hidden", settings={"highest": len(OPTIONS)})
    await expect(page.locator("#poll-view")).to_contain_text("Plusieurs choix possibles.")
    await room.do("session.end")
    await expect(page.locator("#ended")).to_be_visible()
    await is_french(page)


async def test_phone_without_scripts(crowd: Crowd, room: Room):
    page = await crowd.come(**FRENCH, java_script_enabled=False)
    await room.poll(POLL, answered=True)
    for tab in ("questions", "poll"):
        await page.goto(f"{room.talk.links['attendee']}?tab={tab}")
        await is_french(page)


async def test_language_is_chosen_on_the_phone(crowd: Crowd, room: Room):
    page = await crowd.come()
    await page.goto(f"{room.talk.links['attendee']}?tab=questions&sort=recent")
    await page.get_by_role("button", name="Français").tap()
    await expect(page.locator("#connection")).to_contain_text("En direct")
    await expect(page).to_have_url(re.compile(r"\?tab=questions&sort=recent$"))
    await is_french(page)


async def test_desk(crowd: Crowd, room: Room):
    page = await crowd.come(LAPTOP, **FRENCH)
    await room.poll(POLL, answered=True)
    await room.do("poll.create", title=POLL, options=OPTIONS, settings={"highest": len(OPTIONS)})
    await page.goto(room.talk.links["moderator"])
    await expect(page.get_by_role("button", name="Nouveau sondage")).to_be_visible()
    await is_french(page)
    await page.get_by_role("button", name="Écarter #8").click()
    await page.get_by_role("button", name="autre raison").click()
    await is_french(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Valider #8").click()
    await expect(page.locator("#toasts")).to_contain_text("#8 validée")
    await page.get_by_role("button", name="Nouveau sondage").click()
    await page.get_by_role("button", name="Réglages").click()
    await page.get_by_role("button", name="Terminer la séance…").click()
    await is_french(page)
    await page.get_by_role("button", name="Fermer", exact=True).last.click()
    await page.get_by_role("button", name="Archives").click()
    await is_french(page)
    await page.get_by_role("searchbox").fill("zzz")
    await is_french(page)


async def test_big_screen(crowd: Crowd, room: Room):
    page = await crowd.come(WALL, **FRENCH)
    await page.goto(room.talk.links["screen"])
    poll = await room.poll(POLL, answered=True)
    stage = page.locator("#picture")
    first = await room.id_of(LIVE[0])
    await shows_in_french(stage, "3 réponses")
    await room.do("poll.reveal", poll=poll, on=False)
    await shows_in_french(stage, "pour l’instant")
    await room.do("stage.show", view="questions")
    await shows_in_french(stage, "Vos questions")
    await room.do("question.highlight", question=first, on=True)
    await shows_in_french(stage, "Réponse en cours")
    await room.do("session.end")
    await shows_in_french(stage, "Merci d’avoir participé")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await is_french(page)


async def test_remote(crowd: Crowd, room: Room):
    page = await crowd.come(**FRENCH)
    await room.poll(POLL, answered=True)
    await page.goto(room.talk.links["remote"])
    await expect(page.get_by_role("button", name="Fermer le sondage")).to_be_visible()
    await is_french(page)
    await page.get_by_role("button", name="Fermer le sondage").tap()
    await expect(page.locator("#toasts")).to_contain_text("Le sondage est fermé")
    await page.get_by_role("button", name="Accueil").tap()
    await expect(page.locator(".now-card")).to_contain_text("Comment participer")
    await is_french(page)
