"""A newcomer's page stays small, however many questions there are, and the others are a step away."""

import gzip
import re

import pytest

from tests.support.many import store_questions
from tests.support.visitors import Page, Visitor

MANY, BEST = 2000, 1234
PAGE_BYTES, STATE_BYTES = 40_000, 16_000  # compressed; the texts here are as random as can be


@pytest.fixture
async def long_talk(talk):
    """Two thousand questions, of which one has a vote."""
    attendee = await talk.attendee()
    store_questions(talk, MANY, best=BEST)
    await attendee.until(lambda model: model["state"].get("totals") == {"waiting": MANY, "answered": 0})
    return talk


def listed(page: Page) -> list[int]:
    """The numbers of the questions in the list as it is rendered."""
    [rows] = re.findall(r'<ol class="questions" id="list">(.*?)</ol>', page.text, re.DOTALL)
    return [int(number) for number in re.findall(r"#(\d+)</span>", rows)]


def step(page: Page, words: str) -> str:
    """Where a link under the list leads."""
    [line] = re.findall(r'<p class="more">(.*?)</p>', page.text, re.DOTALL)
    return re.findall(rf'href="([^"]+)">{words}<', line)[0].replace("&amp;", "&")


async def zipped(visitor: Visitor, path: str) -> Page:
    return await visitor.send(path, None, {"Accept-Encoding": "gzip"})


async def test_page_and_snapshot_are_small(long_talk):
    talk, newcomer = long_talk, long_talk.newcomer()
    page = await zipped(newcomer, talk.path)
    again = await zipped(newcomer, f"{talk.path}?tab=questions")
    state = await zipped(newcomer, f"{talk.path}state?role=attendee")
    assert max(len(page.body), len(again.body)) <= PAGE_BYTES, (len(page.body), len(again.body))
    assert len(state.body) <= STATE_BYTES
    assert "50 of 2,000 shown" in gzip.decompress(page.body).decode()


async def test_both_orders_begin_right(long_talk):
    visitor = await long_talk.visitor()
    assert listed(await visitor.get(long_talk.path)) == [BEST, *range(1, 50)]
    recent = await visitor.get(f"{long_talk.path}?sort=recent")
    assert listed(recent) == list(range(MANY, MANY - 50, -1))


async def test_without_scripts_the_list_goes_on_step_by_step(long_talk):
    visitor = await long_talk.visitor()
    page = await visitor.get(f"{long_talk.path}?tab=questions&sort=recent")
    second = await visitor.get(step(page, "Show more"))
    assert listed(second) == list(range(MANY - 50, MANY - 100, -1))
    assert "51–100 of 2,000 shown" in second.text
    assert listed(await visitor.get(step(second, "Back"))) == listed(page)
    last = await visitor.get(f"{long_talk.path}?tab=questions&sort=recent&page=40")
    assert listed(last)[-1] == 1
    assert ">Show more<" not in last.text
    voted = await visitor.post_from_our_page(
        f"{long_talk.path}do?tab=questions&sort=recent&page=40",
        {"t": "question.upvote", "question": question_id(long_talk, 1), "on": "true"},
    )
    assert voted.headers["location"].endswith("?tab=questions&sort=recent&page=40")


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "99999", "%EF%BC%92"])
async def test_part_that_is_none_is_an_ordinary_page(long_talk, page):
    visitor = await long_talk.visitor()
    assert (await visitor.get(f"{long_talk.path}?page={page}")).status == 200


async def test_ones_own_questions_are_always_there(long_talk):
    talk, visitor = long_talk, await long_talk.visitor()
    mine = await talk.attendee(visitor)
    await mine.do("question.ask", text="Where is mine?")
    page = await visitor.get(talk.path)
    assert MANY + 1 not in listed(page)
    assert "Where is mine?" in page.text


async def test_all_come_where_they_are_asked_for(long_talk):
    talk, visitor = long_talk, await long_talk.visitor()
    whole = await visitor.get(f"{talk.path}state?role=attendee&all=1")
    first = await visitor.get(f"{talk.path}state?role=attendee")
    assert len(whole.json["d"]["questions"]) == MANY
    assert len(first.json["d"]["questions"]) < 130
    assert len((await talk.snapshot("screen"))["questions"]) == MANY
    assert len((await talk.snapshot("moderator"))["questions"]) == MANY


def question_id(talk, number: int) -> int:
    sql = "SELECT id FROM live_sessions_question WHERE session_id = {} AND number = {}"
    return talk.deployment.rows(sql.format(talk.session_id, number))[0][0]
