"""What the big screen, phones and the remote show at the moments that matter, and what they must not show any more."""

import pytest_asyncio
from playwright.async_api import expect

from ..support.talks import Talk
from .crowd import WALL, Crowd
from .line import Line
from .people import Phone, Remote, Screen, reads
from .rooms import Room

# What is spoken from now on.
LISTEN = """() => {
  const announcer = document.getElementById("announcer");
  window.said = [];
  new MutationObserver(() => said.push(announcer.textContent)).observe(announcer, {childList: true});
}"""
QUIET_SCREEN = "Not connected. This is the last picture."


@pytest_asyncio.fixture(loop_scope="session")
async def host(talk: Talk) -> Room:
    """Somebody who leads the talk, with one who takes part."""
    return Room(talk, await talk.moderator(), [await talk.attendee()])


@pytest_asyncio.fixture(loop_scope="session")
async def screen(crowd: Crowd, talk: Talk) -> Screen:
    """The big screen."""
    screen = Screen(await crowd.come(WALL))
    await screen.page.goto(talk.links["screen"])
    return screen


async def results(host: Room, poll: int, answers: int) -> dict:
    """The results of a poll at the desk, once so many have answered."""
    found = await host.moderator.until(
        lambda model: [p for p in model["state"]["polls"] if p["id"] == poll and p["answers"] == answers],
        "the answers",
    )
    return found[0]["results"]


async def test_what_a_moderator_hides_leaves_the_screen(screen: Screen, host: Room, talk: Talk):
    [person], other = host.people, await talk.attendee()
    wall = await host.poll("What is missing?", kind="text")
    await person.do("poll.answer", poll=wall, text="More time")
    await other.do("poll.answer", poll=wall, text="Something rude")
    cards = (await results(host, wall, answers=2))["cards"]
    rude = next(card["id"] for card in cards if card["text"] == "Something rude")
    await host.do("answer.enlarge", poll=wall, answer=rude)
    await reads(screen.stage.locator(".enlarged"), "Something rude")
    await host.do("answer.hide", answer=rude, on=True)
    await expect(screen.stage.locator(".texts li")).to_have_text(["More time"])
    await expect(screen.stage.locator(".enlarged")).to_have_count(0)
    await expect(screen.stage).not_to_contain_text("rude")

    cloud = await host.poll("In one word?", kind="wordcloud")
    await person.do("poll.answer", poll=cloud, texts=["trust"])
    await other.do("poll.answer", poll=cloud, texts=["rudeness"])
    words = (await results(host, cloud, answers=2))["words"]
    await expect(screen.stage.locator(".word")).to_have_count(2)
    await host.do("word.hide", word=next(word["id"] for word in words if word["text"] == "rudeness"), on=True)
    await expect(screen.stage.locator(".word")).to_have_text(["trust"])


async def test_the_screen_says_what_comes_and_hides_what_is_hidden(screen: Screen, host: Room):
    said = screen.page.locator("#said")
    await host.do("stage.show", view="questions")
    await expect(screen.stage).to_contain_text("Ask the first question")
    question = await host.ask("What changed?")
    await expect(said).to_have_text("On stage: the questions")
    await host.do("question.answered", question=question, on=True)
    await expect(screen.stage).to_contain_text("All questions are answered")
    hidden = await host.poll("Secret?", results="hidden", show_count=False)
    await expect(said).to_have_text("Poll: Secret?")
    await host.people[0].do("poll.answer", poll=hidden, options=[await first_option(host, hidden)])
    await results(host, hidden, answers=1)
    await reads(screen.stage.locator(".tally"), "The results appear here when they are revealed.")


async def first_option(host: Room, poll: int) -> int:
    found = await host.people[0].until(
        lambda model: [each for each in model["state"]["polls"] if each["id"] == poll], "the poll"
    )
    return found[0]["options"][0]["id"]


async def test_a_screen_without_a_line_says_so_and_keeps_its_picture(
    crowd: Crowd, line: Line, host: Room, talk: Talk
):
    page = await crowd.come(WALL)
    await page.goto(line.base + talk.links["screen"].removeprefix(talk.deployment.base))
    await host.poll("Where to start?")
    await expect(page.locator("#picture")).to_contain_text("Where to start?")
    line.cut()
    await expect(page.locator("#line-words")).to_have_text(QUIET_SCREEN)
    await expect(page.locator("#picture")).to_contain_text("Where to start?")
    line.mend()
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("#line-words")).to_be_empty()


async def test_a_tap_on_the_remote_counts_once_and_is_taken_back_with_words_where_it_is_refused(
    crowd: Crowd, host: Room, talk: Talk
):
    remote = Remote(await crowd.come())
    await remote.page.goto(talk.links["moderator"])
    await remote.page.goto(f"{talk.links['attendee']}remote/")
    await expect(remote.card).to_contain_text("How to join")
    poll = await host.poll("Where to start?")
    close = remote.page.get_by_role("button", name="Close poll")
    await close.dblclick()
    await expect(remote.page.get_by_role("button", name="Open again")).to_be_visible()
    await expect(remote.card).to_contain_text("Poll closed")
    assert poll
    await host.do("session.end")
    await expect(remote.page.get_by_role("button", name="Open again")).to_have_count(0)


async def test_a_countdown_on_the_phone_goes_by_the_servers_clock(crowd: Crowd, host: Room, talk: Talk):
    page = await crowd.come()
    await page.add_init_script("""{
      const origin = performance.timeOrigin + 3_600_000;
      Object.defineProperty(performance, "timeOrigin", {get: () => origin});
    }""")
    await page.goto(talk.links["attendee"])
    phone = Phone(page)
    await phone.is_live()
    await host.poll("Quick?", seconds=3000)
    await expect(phone.poll.locator(".countdown")).to_contain_text("49:")


async def test_one_is_told_what_became_of_ones_question_and_that_a_poll_came_once(
    crowd: Crowd, moderated_talk: Talk
):
    host = Room(moderated_talk, await moderated_talk.moderator(), [])
    page = await crowd.come()
    await page.goto(moderated_talk.links["attendee"])
    phone = Phone(page)
    await phone.is_live()
    await page.evaluate(LISTEN)
    await phone.ask("Why?")
    question = await host.id_of("Why?")
    await expect(phone.own).to_contain_text("Waiting for review")
    await host.do("question.approve", question=question)
    await expect(page.locator("#announcer")).to_have_text("Your question 1: Shown to everyone")
    await host.poll("Where to start?")
    await expect(phone.poll).to_contain_text("Where to start?")
    await phone.show("Questions")
    await host.do("question.answered", question=question, on=True)
    await expect(phone.answered).to_have_count(1)
    await expect(phone.poll).to_be_hidden()
    heard = await page.evaluate("said")
    assert [words for words in heard if words.startswith("Your question")] == [
        "Your question 1: Shown to everyone"
    ]
