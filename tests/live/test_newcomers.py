"""An act needs an identity that came with a page or a socket; and those are not given faster than a hall fills."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import DefaultCookiePolicy

import pytest

from sessions.live.posting import LONGEST_WAIT_SECONDS
from tests.support.sockets import Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor

MORE_THAN_ENOUGH = 300


def without_cookies(talk: Talk) -> Visitor:
    """Somebody who never shows the cookies they are given."""
    visitor = talk.newcomer()
    visitor.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return visitor


def ask(n: int) -> dict:
    return {"t": "question.ask", "id": f"q{n}", "d": {"text": f"Question {n}?"}}


def from_our_page(visitor: Visitor) -> dict:
    return {"Origin": visitor.base, "Content-Type": "application/json"}


async def first_refused(act: Callable[[int], Awaitable[dict]]) -> dict:
    """Act until one is refused: what it was told."""
    for n in range(MORE_THAN_ENOUGH):
        answer = await act(n)
        if answer["t"] == "error":
            return answer["d"]
    raise AssertionError("nothing was refused")


@pytest.mark.every_server
async def test_acts_without_an_identity_store_nothing(talk):
    talk_path = f"{talk.path}do?role=attendee"
    question = (await (await talk.attendee()).do("question.ask", text="What changed?"))["question"]
    before = talk.deployment.everything()
    visitor = without_cookies(talk)
    frames = [ask(n) for n in range(10)]
    frames += [
        {"t": "question.upvote", "id": f"v{n}", "d": {"question": question, "on": True}} for n in range(10)
    ]
    answers = await asyncio.gather(
        *(visitor.send(talk_path, frame, from_our_page(visitor)) for frame in frames)
    )
    assert {answer.json["d"]["code"] for answer in answers} == {"identity_needed"}
    assert "allow cookies" in answers[0].json["d"]["message"]
    assert talk.deployment.everything() == before


@pytest.mark.every_server
async def test_who_lost_the_cookie_sends_once_more(talk):
    visitor = talk.newcomer()
    await visitor.get(talk.path)
    [ours] = [cookie for cookie in visitor.jar if cookie.name.startswith("attendee-")]
    visitor.jar.clear(ours.domain, ours.path, ours.name)
    form = {"t": "question.ask", "text": "Is this <kept>?", "name": "Amara"}
    page = await visitor.post_from_our_page(f"{talk.path}do", form)
    assert page.status == 422
    assert "Is this &lt;kept&gt;?</textarea>" in page.text
    assert 'value="Amara"' in page.text
    assert "Please send it once more" in page.text
    assert (await visitor.post_from_our_page(f"{talk.path}do", form)).status == 303
    assert [question["text"] for question in (await talk.snapshot())["questions"]] == ["Is this <kept>?"]


@pytest.mark.parametrize("tries", [3])
async def test_browser_that_keeps_no_cookies_is_told_so_each_time(talk, tries):
    visitor = without_cookies(talk)
    await visitor.get(talk.path)
    for _ in range(tries):
        answer = await visitor.send(f"{talk.path}do?role=attendee", ask(1), from_our_page(visitor))
        assert answer.json["d"]["code"] == "identity_needed"


@pytest.fixture(scope="module")
def strict(grounds):
    """A server that lets few newcomers in at once."""
    deployment = grounds.deploy("uvicorn-sqlite", NEWCOMERS_PER_NETWORK="5", ATTENDEE_COMMANDS_PER_SECOND="5")
    yield deployment
    deployment.stop()


@pytest.fixture
async def strict_talk(strict):
    talk = await Talk.start(strict)
    yield talk
    await talk.close()


async def identities(talk: Talk, times: int) -> int:
    """How many of so many newcomers' pages come with an identity."""
    visitors = [talk.newcomer() for _ in range(times)]
    pages = await asyncio.gather(*(visitor.get(talk.path) for visitor in visitors))
    assert {page.status for page in pages} == {200}  # reading is free
    return sum(any(cookie.name.startswith("attendee-") for cookie in visitor.jar) for visitor in visitors)


async def test_pages_in_a_loop_do_not_make_voters(strict_talk):
    began = time.monotonic()
    given = await identities(strict_talk, 100)
    assert 3 <= given <= 5 + 5 * (time.monotonic() - began) + 1


async def test_a_hall_fills_from_one_network(strict_talk):
    for _ in range(30):
        visitor = strict_talk.newcomer()
        await visitor.get(strict_talk.path)
        await strict_talk.attendee(visitor)
    asked = [await socket.do("question.ask", text="Here?") for socket in strict_talk.sockets]
    assert len(asked) == 30


async def test_sockets_without_a_page_are_told_to_wait(strict_talk):
    talk = strict_talk
    question = (await (await talk.attendee()).do("question.ask", text="What changed?"))["question"]
    sockets = [await talk.attendee() for _ in range(30)]
    vote = {"t": "question.upvote", "id": "v", "d": {"question": question, "on": True}}
    answers = [await socket.exchange(vote) for socket in sockets]
    refused = [answer["d"] for answer in answers if answer["t"] == "error"]
    assert len(refused) > 10
    assert {problem["code"] for problem in refused} == {"too_many_new"}
    assert all(problem["retry_after"] >= 1 for problem in refused)
    assert f"try again in {refused[-1]['retry_after']:.0f} s" in refused[-1]["message"]


async def test_who_was_told_to_wait_gets_in_afterwards(strict_talk):
    talk = strict_talk
    await identities(talk, 30)
    waiting = await talk.attendee()
    answer = await waiting.exchange(ask(1))
    assert answer["d"]["code"] == "too_many_new"
    assert (await waiting.frame("bye"))["d"]["retry_after"] == answer["d"]["retry_after"]
    while answer["t"] == "error":  # as a phone does: it comes back after as long as it was told
        await asyncio.sleep(answer["d"]["retry_after"])
        answer = await (await talk.attendee()).exchange(ask(1))
    assert [question["text"] for question in (await talk.snapshot())["questions"]] == ["Question 1?"]


async def test_one_person_asks_no_faster_than_people_type(strict_talk):
    amara, jonas = await strict_talk.attendee(), await strict_talk.attendee()
    problem = await first_refused(lambda n: amara.exchange(ask(n)))
    assert (problem["code"], problem["retry_after"] >= 1) == ("too_fast", True)
    assert "question" in await jonas.do("question.ask", text="And me?")


async def test_questions_from_one_network_without_sockets_are_slowed(talk):
    talk_path = f"{talk.path}do?role=attendee"
    visitor = await talk.visitor()

    async def post(n: int) -> dict:
        return (await visitor.send(talk_path, ask(n), from_our_page(visitor))).json

    assert (await first_refused(post))["code"] == "network_too_fast"
    connected = await talk.attendee()
    assert "question" in await connected.do("question.ask", text="I am here.")


async def test_a_session_takes_so_many_open_questions_and_says_so(grounds):
    deployment = grounds.deploy("uvicorn-sqlite", MAX_OPEN_QUESTIONS="50")
    try:
        talk = await Talk.start(deployment)
        amara, moderator = await talk.attendee(), await talk.moderator()
        made = [await amara.do("question.ask", text=f"{n}?") for n in range(50)]
        with pytest.raises(Refused) as caught:
            await amara.do("question.ask", text="One more?")
        assert (caught.value.code, "50 open questions" in caught.value.message) == ("questions_full", True)
        await moderator.do("question.answered", question=made[0]["question"], on=True)
        assert "question" in await amara.do("question.ask", text="One more?")
        await talk.close()
    finally:
        deployment.stop()


async def test_refusals_by_the_hundred_wait_and_are_answered(talk):
    visitor = without_cookies(talk)
    path = f"{talk.path}do?role=attendee"
    # All at once: with the few threads a loop has, they would wait one after the other.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MORE_THAN_ENOUGH))
    began = time.monotonic()
    answers = await asyncio.gather(
        *(visitor.send(path, ask(n), from_our_page(visitor)) for n in range(MORE_THAN_ENOUGH))
    )
    assert {answer.json["d"]["code"] for answer in answers} <= {"identity_needed", "too_many_new"}
    assert [answer.json["id"] for answer in answers] == [f"q{n}" for n in range(MORE_THAN_ENOUGH)]
    assert time.monotonic() - began >= LONGEST_WAIT_SECONDS / 2
