"""Many at once: what is acknowledged is stored, and what is stored is shown. Once each."""

import asyncio
import random

import pytest

from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk

pytestmark = pytest.mark.every_server

CROWD = 60


async def crowd(talk: Talk, size: int = CROWD) -> list[LiveSocket]:
    """Phones that came all at the same moment."""
    return await asyncio.gather(*(talk.attendee() for _ in range(size)))


async def ask(talk: Talk, *texts: str) -> list[int]:
    """Questions of somebody; returns their ids."""
    asker = await talk.attendee()
    return [(await asker.do("question.ask", text=text))["question"] for text in texts]


def stored_votes(talk: Talk) -> dict[int, int]:
    """Upvotes in the database by question."""
    sql = f"""SELECT question_id, count(*) FROM live_sessions_upvote JOIN live_sessions_question q ON q.id = question_id
              WHERE active AND q.session_id = {talk.session_id} GROUP BY question_id"""
    return dict(talk.deployment.rows(sql))


def scores(state: dict) -> dict[int, int]:
    """Scores by question, as shown."""
    return {question["id"]: question["score"] for question in state["questions"]}


async def test_votes_of_a_crowd_are_acknowledged_stored_and_shown(talk):
    first, second = await ask(talk, "One?", "Two?")
    people = await crowd(talk)
    watchers = [await talk.moderator(), await talk.screen(), people[0], people[1]]
    votes = [
        who.do("question.upvote", question=question, on=True)
        for who in people
        for question in (first, second)
    ]
    assert await asyncio.gather(*votes) == [{}] * (2 * CROWD)
    expected = {first: CROWD, second: CROWD}
    assert stored_votes(talk) == expected
    for who in watchers:
        await who.until(lambda model: scores(model["state"]) == expected, f"the scores {expected}")


async def test_votes_given_and_taken_back_by_a_crowd_end_as_each_wanted(talk):
    [question] = await ask(talk, "One?")
    people = await crowd(talk, 20)
    chance = random.Random(7)
    choices = {who: [chance.random() < 0.6 for _ in range(8)] for who in people}

    async def change_mind(who: LiveSocket) -> None:
        for on in choices[who]:
            await who.do("question.upvote", question=question, on=on)

    await asyncio.gather(*map(change_mind, people))
    expected = sum(wishes[-1] for wishes in choices.values())
    assert stored_votes(talk) == {question: expected}
    moderator = await talk.moderator()
    await moderator.until(lambda model: scores(model["state"]) == {question: expected})


async def test_one_person_in_many_tabs_votes_once(talk):
    [question] = await ask(talk, "One?")
    visitor = await talk.visitor()
    tabs = await asyncio.gather(*(talk.attendee(visitor) for _ in range(8)))
    await asyncio.gather(*(tab.do("question.upvote", question=question, on=True) for tab in tabs))
    assert stored_votes(talk) == {question: 1}
    for tab in tabs:
        await tab.until(lambda model: model["you"]["votes"] == [question], "one's own vote in every tab")


async def test_answers_racing_with_the_close_are_counted_if_acknowledged_and_none_after(talk):
    moderator = await talk.moderator()
    poll = (await moderator.do("poll.create", title="Where?", options=["Here", "There"]))["poll"]
    await moderator.do("poll.open", poll=poll)
    people = await crowd(talk)
    for who in people:
        await who.until(lambda model: model["state"]["polls"])
    here = people[0].state["polls"][0]["options"][0]["id"]
    outcomes: list[str] = []
    some_answered = asyncio.Event()

    async def answer(who: LiveSocket, after: int) -> None:
        for _ in range(after):  # a few turns of the loop: some come early, some late
            await asyncio.sleep(0.001)
        try:
            await who.do("poll.answer", poll=poll, options=[here])
            outcomes.append("counted")
            if len(outcomes) == CROWD // 3:
                some_answered.set()
        except Refused as refused:
            outcomes.append(refused.code)

    async def close() -> None:
        await some_answered.wait()
        await moderator.do("poll.close", poll=poll)

    await asyncio.gather(close(), *(answer(who, after) for after, who in enumerate(people)))
    counted = outcomes.count("counted")
    assert counted + outcomes.count("poll_not_open") == CROWD
    assert counted >= CROWD // 3
    for who in people[-3:]:
        with pytest.raises(Refused, match="poll_not_open"):
            await who.do("poll.answer", poll=poll, options=[here])
    assert talk.deployment.rows(f"SELECT count(*) FROM live_sessions_answer WHERE poll_id = {poll}") == [
        (counted,)
    ]
    [shown] = (await talk.snapshot())["polls"]
    assert (shown["answers"], shown["results"]["counts"]) == (counted, [counted, 0])


async def test_questions_of_a_crowd_get_numbers_without_gaps(talk):
    people = await crowd(talk, 30)
    await asyncio.gather(*(who.do("question.ask", text=f"Question {n}?") for n, who in enumerate(people)))
    numbers = sorted(question["number"] for question in (await talk.snapshot())["questions"])
    assert numbers == list(range(1, 31))


async def test_two_moderators_highlighting_at_once_leave_one_highlight(talk):
    questions = await ask(talk, *(f"{n}?" for n in range(6)))
    first, second = await talk.moderator(), await talk.moderator()
    acts = [
        who.do("question.highlight", question=question, on=True)
        for question, who in zip(questions, [first, second] * 3, strict=True)
    ]
    assert all(done.keys() == {"act"} for done in await asyncio.gather(*acts))
    for who in (first, second):
        await who.until(
            lambda model: (
                [q["highlighted"] for q in model["state"]["questions"]].count(True) == 1
                and model["rev"] == talk.revision
            ),
            "one highlight",
        )
    heads = {"people": 0, "moderators": 0}
    assert first.state | heads == second.state | heads
