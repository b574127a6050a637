"""Whatever was acknowledged before the server was killed is there afterwards, once."""

import asyncio

import pytest

from tests.support.servers import EVERY_KIND, Deployment
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk

CROWD, QUESTIONS, BEFORE_THE_CUT = 20, 40, 150


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_acknowledged_votes_survive_a_kill_in_mid_crowd(deploy, kind):
    deployment: Deployment = deploy(kind)
    talk = await Talk.start(deployment)
    asker = await talk.attendee()
    questions = [(await asker.do("question.ask", text=f"{n}?"))["question"] for n in range(QUESTIONS)]
    visitors = [await talk.visitor() for _ in range(CROWD)]
    people = [await talk.attendee(visitor) for visitor in visitors]
    acknowledged: list[tuple[int, int]] = []
    enough = asyncio.Event()

    async def vote(person: int, who: LiveSocket) -> None:
        for question in questions:
            await who.do("question.upvote", command_id=f"vote-{question}", question=question, on=True)
            acknowledged.append((person, question))
            if len(acknowledged) == BEFORE_THE_CUT:
                enough.set()

    voting = [asyncio.create_task(vote(person, who)) for person, who in enumerate(people)]
    await enough.wait()
    for server in deployment.servers:
        server.process.kill()
    await asyncio.gather(*voting, return_exceptions=True)
    assert BEFORE_THE_CUT <= len(acknowledged) < CROWD * QUESTIONS

    for server in deployment.servers:
        server.start()
    assert stored(talk) >= len(acknowledged)
    back = [await talk.attendee(visitor) for visitor in visitors]
    for person, who in enumerate(back):
        votes = {question for voter, question in acknowledged if voter == person}
        await who.until(
            lambda model, votes=votes: votes <= set(model["you"]["votes"]), "one's acknowledged votes"
        )

    # The phones send again what they do not know of, and the rest.
    async def vote_again(who: LiveSocket) -> None:
        for question in questions:
            await who.do("question.upvote", command_id=f"vote-{question}", question=question, on=True)

    await asyncio.gather(*map(vote_again, back))
    assert stored(talk) == CROWD * QUESTIONS
    scores = {question["score"] for question in (await talk.snapshot())["questions"]}
    assert scores == {CROWD}
    for socket in back:
        await socket.close()


def stored(talk: Talk) -> int:
    """Upvotes in the database."""
    return talk.deployment.rows("SELECT count(*) FROM live_sessions_upvote WHERE active")[0][0]


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_restart_brings_everybody_back_to_where_they_were(deploy, kind):
    deployment: Deployment = deploy(kind)
    talk = await Talk.start(deployment)
    visitor, desk = await talk.visitor(), await talk.visitor("moderator")
    amara = await talk.attendee(visitor)
    await amara.do("question.ask", text="Still here?")
    await amara.until(lambda model: model["state"]["questions"] and model["you"]["questions"])
    deployment.stop()
    await amara.closed()
    for server in deployment.servers:
        server.start()
    back = await talk.attendee(visitor, start=amara.model)
    moderator = await talk.connect("moderator", desk)
    await moderator.do("session.update", title="After the restart")
    await back.until(lambda model: model["state"]["session"]["title"] == "After the restart")
    assert back.state["questions"] == amara.state["questions"]
    assert back.you == amara.you
    assert "snapshot" not in [frame["t"] for frame in back.frames]
    for socket in (back, moderator):
        await socket.close()
