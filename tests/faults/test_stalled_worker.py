"""A worker that stands still in the middle of a transaction holds the others up for a moment, not for ever."""

import asyncio

import psycopg

from tests.support.processes import until
from tests.support.servers import TWO_POSTGRES_REDIS
from tests.support.sockets import Refused
from tests.support.talks import Talk

ASKERS = 12  # wait behind the vote: if each had the lock in turn, others would wait for most of a minute
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
_IDLE = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()"


async def test_worker_stopped_in_a_transaction_lets_go_and_its_acts_are_sent_again(deploy):
    deployment = deploy(TWO_POSTGRES_REDIS, LIVE_THREADS="24")
    talk = await Talk.start(deployment)
    phones = [await talk.attendee(await talk.visitor(base=deployment.address(0))) for _ in range(ASKERS + 1)]
    voter, *askers = phones
    other = await talk.attendee(await talk.visitor(base=deployment.address(1)))
    question = (await other.do("question.ask", text="What changed?"))["question"]
    worker = deployment.servers[0].process

    def is_so(count: str, at_least: int) -> bool:
        return deployment.rows(count)[0][0] >= at_least

    def do(phone, name, /, **fields):
        return asyncio.create_task(phone.do(name, command_id="the same", **fields))

    with psycopg.connect(deployment.database_url) as held:
        held.execute("SELECT * FROM live_sessions_question FOR UPDATE")
        vote = do(voter, "question.upvote", question=question, on=True)
        await until(lambda: is_so(_WAITING, 1), "the vote has the session and waits for the question")
        asks = [do(phone, "question.ask", text=f"Is this number {n}?") for n, phone in enumerate(askers)]
        await until(lambda: is_so(_WAITING, 1 + ASKERS), "the questions wait for the session")
        worker.pause()
    try:
        await until(lambda: is_so(_IDLE, 1), "the vote stands still")
        await other.do_in_the_end("question.upvote", question=question, on=True)
    finally:
        worker.resume()
    for outcome in await asyncio.gather(vote, *asks, return_exceptions=True):
        assert isinstance(outcome, Refused)
        assert outcome.code == "unavailable"
    await do(voter, "question.upvote", question=question, on=True)
    for n, phone in enumerate(askers):
        await do(phone, "question.ask", text=f"Is this number {n}?")
    sql = (
        "SELECT score, (SELECT count(*) FROM live_sessions_question) FROM live_sessions_question WHERE id = "
    )
    assert deployment.rows(f"{sql}{question}") == [(2, 1 + ASKERS)]
    await talk.close()
