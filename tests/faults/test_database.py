"""The database goes away and comes back; nothing acknowledged is lost, nothing unsaved is acknowledged."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from tests.support.processes import until
from tests.support.servers import TWO_POSTGRES_REDIS, UVICORN_SQLITE
from tests.support.sockets import Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor


async def test_votes_are_refused_while_postgres_is_away_and_taken_when_it_is_back(deploy, postgres):
    talk = await Talk.start(deploy(TWO_POSTGRES_REDIS, postgres=postgres))
    amara, screen = await talk.attendee(), await talk.screen()
    question = (await amara.do("question.ask", text="What changed?"))["question"]
    await screen.until(lambda model: model["state"]["questions"])
    postgres.stop()
    with pytest.raises(Refused) as caught:
        await amara.do("question.upvote", command_id="unsure", question=question, on=True)
    assert caught.value.code == "unavailable"
    assert caught.value.message == "The server could not save this just now. Nothing is lost; trying again."
    postgres.start()
    await amara.do_in_the_end("question.upvote", command_id="unsure", question=question, on=True)
    await screen.until(lambda model: [q["score"] for q in model["state"]["questions"]] == [1])
    await talk.close()


async def test_other_commands_are_refused_while_postgres_is_away_and_the_session_is_joined(deploy, postgres):
    talk = await Talk.start(deploy(TWO_POSTGRES_REDIS, postgres=postgres))
    base = talk.deployment.base
    moderator = await talk.moderator()
    here = await talk.attendee(Visitor(base))
    await here.do("question.ask", text="What changed?")
    await here.until(lambda model: model["state"]["questions"])
    postgres.stop()
    with pytest.raises(Refused, match="unavailable"):
        await moderator.do("session.update", title="Lost?")
    assert (await Visitor(base).get(talk.path)).status == 200
    assert (await talk.attendee(Visitor(base))).state["questions"]
    elsewhere = await Visitor(base).get("/s/7777777/state?role=attendee")
    assert elsewhere.status == 503
    assert "This does not work just now" in elsewhere.text
    assert elsewhere.headers["Retry-After"] == "5"
    postgres.start()
    await moderator.do_in_the_end("session.update", title="Kept")
    await moderator.until(lambda model: model["state"]["session"]["title"] == "Kept")
    await talk.close()


async def test_readiness_names_the_database_while_it_is_away(deploy, postgres):
    deployment = deploy(TWO_POSTGRES_REDIS, postgres=postgres)
    server = deployment.servers[0]
    assert server.read("/readyz") == (200, {"database": True, "redis": True})
    postgres.stop()
    assert server.read("/readyz") == (503, {"database": False, "redis": True})
    assert server.status("/healthz") == 200
    postgres.start()
    await until(lambda: server.status("/readyz") == 200, "ready again")


async def test_vote_waits_for_a_long_backup_of_sqlite(deploy):
    talk = await Talk.start(deploy(UVICORN_SQLITE))
    amara = await talk.attendee()
    question = (await amara.do("question.ask", text="What changed?"))["question"]
    path = talk.deployment.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        vote = asyncio.create_task(amara.do("question.upvote", question=question, on=True))
        finished, _ = await asyncio.wait({vote}, timeout=1)
        assert not finished
        # Meanwhile the session can be joined and read.
        assert (await talk.attendee()).state["questions"][0]["score"] == 0
        other.execute("COMMIT")
    assert await vote == {}
    await amara.until(lambda model: model["state"]["questions"][0]["score"] == 1)
    await talk.close()


async def test_readiness_of_the_small_set_up_names_only_the_database(deploy):
    deployment = deploy(UVICORN_SQLITE)
    assert deployment.servers[0].read("/readyz") == (200, {"database": True})
