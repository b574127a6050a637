"""A talk from the first slide to the report, with five people at real browsers, on every way to run the server."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from ..support.servers import Deployment
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .people import Desk, FormPhone, Phone, Remote, Screen, reads

pytestmark = pytest.mark.every_server

TITLE = "Rebuilding trust, together"
CHANGED = "How do you show residents that their words changed a decision?"
DATA = "Which data could councils share tomorrow?"
COFFEE = "Is the coffee outside free?"
BUDGET = "And what about the budget?"
POLL, EARLIER, TEAMS = "Where should we start?", "Talk with residents earlier", "Share data between teams"
SECRET = "This vote is secret: hosts see the totals, never who chose what."
HIDDEN = "The results stay hidden until the host reveals them."
CHOOSE = "Choose one. You can change your mind until it closes."


def row(text: str, number: int, votes: int, by: str = "Anonymous") -> str:
    """A question in a list of attendees, as they read and hear it."""
    return f"{text} #{number} {by} Upvote question {number}, votes: {votes}"


def ticked(text: str, number: int, votes: int, by: str = "Anonymous") -> str:
    """A question that was answered."""
    return f"{text} #{number} {by} Votes: {votes}"


@dataclass
class Hall:
    """Everybody in it, and a sixth browser for the presenter's remote. Processes are met in turn."""

    deployment: Deployment
    desk: Desk
    screen: Screen
    scanner: Phone
    typist: Phone
    plain: FormPhone
    remote: Remote

    @classmethod
    async def fill(cls, crowd: Crowd, deployment: Deployment) -> Self:
        """Seat everybody."""
        return cls(
            deployment,
            Desk(await crowd.come(LAPTOP)),
            Screen(await crowd.come(WALL)),
            Phone(await crowd.come(PHONE)),
            Phone(await crowd.come(PHONE)),
            FormPhone(await crowd.come(PHONE, java_script_enabled=False)),
            Remote(await crowd.come(PHONE)),
        )

    @property
    def address(self) -> str:
        """What people are told to type."""
        return urlsplit(self.deployment.base).netloc

    def elsewhere(self, url: str) -> str:
        """The same page at the other process, where there is one."""
        return urlsplit(url)._replace(netloc=urlsplit(self.deployment.address(1)).netloc).geturl()


async def test_a_talk_from_the_first_slide_to_the_report(crowd: Crowd, deployment: Deployment):
    hall = await Hall.fill(crowd, deployment)
    code = await host_opens_a_session(hall)
    await screen_says_how_to_join(hall, code)
    await attendees_join_without_an_account(hall, code)
    await questions_wait_for_review(hall)
    await moderator_approves_and_dismisses(hall)
    await votes_show_everywhere(hall)
    await one_is_highlighted_and_ticked_off(hall)
    await poll_appears_without_taking_what_is_typed(hall)
    await answers_count_and_minds_change(hall)
    await results_show_once_revealed(hall)
    await the_screen_goes_back_to_the_top_questions(hall)
    await the_remote_leads_the_stage(hall)
    await the_session_ends(hall)
    await the_report_tells_it_all(hall)


# --- 1 to 3: open, show, join -----------------------------------------------------------------------------


async def host_opens_a_session(hall: Hall) -> str:
    page = hall.desk.page
    await page.goto(hall.deployment.base)
    await page.get_by_role("textbox", name="Title").fill(TITLE)
    await page.get_by_role("checkbox", name="Review questions before they are shown").check()
    await page.get_by_role("button", name="Start the session").click()
    await reads(hall.desk.bar.get_by_role("heading"), TITLE)
    await reads(hall.desk.share.get_by_role("heading"), "Share")
    return (await hall.desk.share.locator(".share__code").inner_text()).removeprefix("#")


async def screen_says_how_to_join(hall: Hall, code: str) -> None:
    screen, plain_code = hall.screen, code.replace(" ", "")
    await screen.page.goto(hall.elsewhere(await hall.desk.link("For the big screen")))
    await expect(screen.page).to_have_url(hall.elsewhere(f"{hall.deployment.base}/s/{plain_code}/screen/"))
    await reads(
        screen.lobby,
        f"{TITLE} Go to {hall.address} and enter #{code} or scan the code with your camera "
        "Ask at any time; no account needed.",
    )
    assert await screen.photograph() == [f"{hall.deployment.base}/s/{plain_code}/"]


async def attendees_join_without_an_account(hall: Hall, code: str) -> None:
    [scanned] = await hall.screen.photograph()
    await hall.scanner.scan(scanned)
    await hall.typist.type_code(hall.deployment.address(1), f"# {code}")
    await hall.plain.type_code(hall.deployment.address(1), code.replace(" ", "-"))
    for phone in (hall.scanner, hall.typist, hall.plain):
        await reads(phone.page.get_by_role("heading", level=1), TITLE)
        await expect(phone.field).to_have_attribute("placeholder", "Ask your question…")
        await reads(phone.page.locator("#empty"), "No questions yet Ask the first one.")
    for phone in (hall.scanner, hall.typist):
        await reads(phone.connection, f"Live 2 people #{code}")
    await expect(hall.screen.lobby).to_contain_text("2 people are here.")
    await expect(hall.desk.bar).to_contain_text("2 people")


# --- 4: questions throughout, reviewed, voted on -------------------------------------------------------------


async def questions_wait_for_review(hall: Hall) -> None:
    await hall.scanner.ask(CHANGED)
    await reads(hall.desk.review.locator(".card__text"), CHANGED)
    await hall.typist.ask(DATA, name="Amara")
    await reads(hall.desk.review.locator(".card__text"), CHANGED, DATA)
    await hall.plain.ask(COFFEE)
    await reads(hall.desk.review.locator(".card__text"), CHANGED, DATA, COFFEE)
    waiting = "Waiting for review · only you see this"
    await reads(hall.scanner.own, f"{waiting} {CHANGED} #1 Anonymous Yours Edit question 1")
    await reads(hall.typist.own, f"{waiting} {DATA} #2 Amara Yours Edit question 2")
    await reads(hall.plain.own, f"{waiting} {COFFEE} #3 Anonymous Yours Edit question 3")
    await nobody_reads_what_others_wait_for(hall)


async def nobody_reads_what_others_wait_for(hall: Hall) -> None:
    await hall.plain.look()
    people = {CHANGED: hall.scanner, DATA: hall.typist, COFFEE: hall.plain, "": hall.screen}
    for own, person in people.items():
        page = await person.page.content()
        assert not [text for text in people if text and text != own and text in page]


async def moderator_approves_and_dismisses(hall: Hall) -> None:
    await hall.desk.act("Approve", 1)
    await reads(hall.scanner.list, row(CHANGED, 1, 0, "Anonymous Yours"))
    await reads(hall.typist.list, row(CHANGED, 1, 0))
    await hall.desk.act("Approve", 2)
    await reads(hall.scanner.news, "1 new")
    await reads(hall.typist.own, f"Shown to everyone {DATA} #2 Amara Yours")
    await hall.desk.dismiss(3, "another reason", "Please ask that at the bar.")
    await reads(hall.desk.review)
    await reads(hall.desk.toast, "#3 dismissed: Please ask that at the bar. Undo Z")
    await hall.plain.look_for(
        hall.plain.own, f"Not shown {COFFEE} Please ask that at the bar. #3 Anonymous Yours"
    )
    await reads(hall.plain.list, row(CHANGED, 1, 0), row(DATA, 2, 0, "Amara"))


async def votes_show_everywhere(hall: Hall) -> None:
    await hall.desk.press("Questions")
    await hall.scanner.news.tap()
    await hall.scanner.vote(2)
    await hall.plain.vote(2)
    await hall.typist.vote(1)
    voted = row(DATA, 2, 2, "Amara"), row(CHANGED, 1, 1)
    await reads(hall.scanner.list, f"New {voted[0]}", row(CHANGED, 1, 1, "Anonymous Yours"))
    await reads(hall.typist.list, voted[1])
    await hall.plain.look_for(hall.plain.list, *voted)
    await reads(hall.desk.live.locator(".card__votes, .card__text"), "2 votes", DATA, "1 vote", CHANGED)
    await reads(hall.screen.stage, both_on_stage(f"1 1 vote {CHANGED} #1 · Anonymous"))
    await hall.typist.vote(1)  # taken back
    await reads(hall.screen.stage, both_on_stage(f"0 0 votes {CHANGED} #1 · Anonymous"))


def both_on_stage(second: str) -> str:
    return f"Your questions 2 asked · vote on your phone 2 2 votes {DATA} #2 · Amara {second}"


# --- 5: one is answered -----------------------------------------------------------------------------------


async def one_is_highlighted_and_ticked_off(hall: Hall) -> None:
    await hall.desk.act("Highlight", 2)
    await every_screen_shows_the_one_being_answered(hall)
    await hall.desk.act("Answered", 2)
    await it_is_ticked_off(hall)
    await hall.desk.press("Undo")
    await every_screen_shows_the_one_being_answered(hall)
    await hall.desk.act("Answered", 2)
    await it_is_ticked_off(hall)


async def every_screen_shows_the_one_being_answered(hall: Hall) -> None:
    now = row(DATA, 2, 2, "Amara")
    await reads(hall.screen.stage, f"Being answered now {DATA} #2 · Amara · 2 votes")
    await reads(hall.scanner.pinned, f"Being answered now {now}")
    await reads(hall.typist.pinned, f"Being answered now {row(DATA, 2, 2, 'Amara Yours')}")
    await hall.plain.look_for(hall.plain.pinned, f"Being answered now {now}")
    await reads(hall.desk.stage.locator(".stagecard__picture"), f"Being answered · #2 · 2 votes {DATA}")


async def it_is_ticked_off(hall: Hall) -> None:
    await reads(
        hall.screen.stage, f"Your questions 2 asked · vote on your phone 0 0 votes {CHANGED} #1 · Anonymous"
    )
    await reads(hall.typist.answered, ticked(DATA, 2, 2, "Amara Yours"))
    await hall.plain.look_for(hall.plain.answered, ticked(DATA, 2, 2, "Amara"))
    for phone in (hall.scanner, hall.typist, hall.plain):
        await reads(phone.pinned)
    await reads(hall.desk.live.locator(".card__text"), CHANGED)


# --- 6: a poll --------------------------------------------------------------------------------------------


async def poll_appears_without_taking_what_is_typed(hall: Hall) -> None:
    half, rest = BUDGET[:10], BUDGET[10:]
    await hall.desk.compose(POLL, EARLIER, TEAMS, hidden=True)
    await hall.scanner.field.press_sequentially(half)
    await hall.desk.press("Open")
    await reads(hall.typist.poll, f"{POLL} {CHOOSE} {EARLIER} {TEAMS} {HIDDEN} {SECRET}")
    await reads(hall.scanner.page.locator("#waiting-ask"), f"Poll open: {POLL} Answer")
    await reads(hall.screen.stage, hidden_on_stage("0 answers"))
    await expect(hall.scanner.field).to_have_value(half)
    await expect(hall.scanner.field).to_be_focused()
    await hall.scanner.field.press_sequentially(rest)
    await hall.scanner.page.get_by_role("button", name="Send").tap()
    await hall.desk.act("Approve", 4)
    await reads(hall.typist.page.locator("#poll-title"), POLL)  # still there


def hidden_on_stage(answers: str) -> str:
    so_far = f"{answers} so far. The results stay hidden until they are revealed."
    return f"Poll · answer on your phone {POLL} {EARLIER} {TEAMS} {so_far}"


async def answers_count_and_minds_change(hall: Hall) -> None:
    await hall.scanner.show("Poll")
    await hall.scanner.choose(EARLIER)
    await reads(hall.scanner.notice, "Your answer is in · 1 answer")
    await hall.typist.choose(EARLIER)
    await hall.plain.look()
    await hall.plain.show("Poll")
    await hall.plain.choose(TEAMS)
    await reads(hall.plain.notice, "Your answer is in · 3 answers")
    await reads(hall.desk.poll.locator(".pollcard__share"), "67% 2", "33% 1")
    await hall.typist.choose(TEAMS)
    await reads(hall.desk.poll.locator(".pollcard__share"), "33% 1", "67% 2")
    await reads(hall.screen.stage, hidden_on_stage("3 answers"))
    for phone in (hall.scanner, hall.typist, hall.plain):
        await reads(phone.options, EARLIER, TEAMS)  # and no figures


async def results_show_once_revealed(hall: Hall) -> None:
    await hall.desk.press("Show results")
    await expect(hall.screen.stage).to_contain_text("67%")
    await reads(hall.screen.stage.locator(".choices li"), f"{EARLIER} 33% 1", f"{TEAMS} 67% 2")
    for phone in (hall.scanner, hall.typist):
        await reads(phone.options, f"{EARLIER} 33% 1 vote", f"{TEAMS} 67% 2 votes")
    await hall.desk.press("Close")
    earlier, teams = f"{EARLIER} 33% 1 vote", f"{TEAMS} Your answer 67% 2 votes"
    await reads(hall.typist.poll, f"{POLL} Closed · 3 answers {earlier} {teams} Show as a table")
    await reads(hall.scanner.options, f"{EARLIER} Your answer 33% 1 vote", f"{TEAMS} 67% 2 votes")
    table = "Show as a table"
    await hall.plain.look_for(hall.plain.poll, f"{POLL} Closed · 3 answers {earlier} {teams} {table}")
    await expect(hall.screen.stage).to_contain_text("Poll closed")
    await expect(hall.plain.poll.get_by_role("radio")).to_have_count(0)


# --- 7: the discussion, and afterwards ------------------------------------------------------------------------


async def the_screen_goes_back_to_the_top_questions(hall: Hall) -> None:
    await hall.desk.press("Questions")
    await hall.scanner.show("Questions")
    await hall.typist.show("Questions")
    await hall.typist.news.tap()
    await hall.typist.vote(4)
    await reads(
        hall.screen.stage,
        f"Your questions 3 asked · vote on your phone 1 1 vote {BUDGET} #4 · Anonymous "
        f"0 0 votes {CHANGED} #1 · Anonymous",
    )


async def the_remote_leads_the_stage(hall: Hall) -> None:
    remote = hall.remote
    await remote.page.goto(hall.elsewhere(await hall.desk.link("Remote control")))
    await reads(remote.card, f"On stage now Your questions · 3 asked Top: {BUDGET}")
    await remote.tap("Blank")
    await reads(hall.screen.stage, "")
    await remote.tap("Poll")
    await expect(hall.screen.stage).to_contain_text("Poll closed")
    await remote.tap(f"Put on stage · #4 · 1 vote {BUDGET}")
    await reads(hall.screen.stage, f"Being answered now {BUDGET} #4 · Anonymous · 1 vote")
    await reads(hall.typist.pinned, f"Being answered now {row(BUDGET, 4, 1)}")
    await remote.tap("#4 is answered")
    await reads(hall.typist.answered, ticked(DATA, 2, 2, "Amara Yours"), ticked(BUDGET, 4, 1))
    await reads(hall.desk.stage.locator(".stagecard__picture"), f"Top questions 0 {CHANGED}")


async def the_session_ends(hall: Hall) -> None:
    await hall.desk.end()
    await reads(hall.screen.stage, f"Thank you for taking part {TITLE} 3 questions were asked, 2 answered.")
    await reads(hall.remote.card, "On stage now On stage now This session has ended")
    ended = "This session has ended. You can still read everything."
    await hall.plain.look_for(hall.plain.page.locator("#ended"), ended)
    for phone in (hall.scanner, hall.typist, hall.plain):
        await reads(phone.page.locator("#ended"), ended)
        await expect(phone.field).to_be_hidden()


async def the_report_tells_it_all(hall: Hall) -> None:
    page = hall.desk.page
    await page.goto(f"{hall.deployment.base}/host/")
    await page.get_by_role("listitem").filter(has_text=TITLE).get_by_role("link", name="Report").click()
    await reads(page.get_by_role("heading", level=1), TITLE)
    figures = "Questions 4", "Answered 2", "Votes on questions 3", "People who took part 3"
    await reads(page.locator(".report__figures > div"), *figures)
    await reads(
        page.locator(".report__questions > li"),
        f"2 votes {DATA} #2 · Amara · answered",
        f"1 vote {BUDGET} #4 · Anonymous · answered",
        f"0 votes {CHANGED} #1 · Anonymous · not answered",
        f"0 votes {COFFEE} #3 · Anonymous · not shown: another reason – Please ask that at the bar.",
    )
    await reads(page.locator(".report__poll tbody tr"), f"{EARLIER} 1 33%", f"{TEAMS} 2 67%")
