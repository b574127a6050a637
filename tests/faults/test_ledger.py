"""What people were told is stored, once, and the newest of it, whatever happens to servers and services meanwhile."""

import asyncio

import psycopg

from tests.support.ledger import Ledger
from tests.support.servers import TWO_POSTGRES_REDIS
from tests.support.talks import Talk

PHONES, PER_SECOND = 12, 120.0
STALL_SECONDS = 1.3  # longer than the phones' patience: they send again elsewhere


async def test_what_was_acknowledged_last_is_stored_once_through_crashes_and_stalls(deploy, postgres, redis):
    deployment = deploy(TWO_POSTGRES_REDIS, postgres=postgres, redis=redis)
    first, second = deployment.servers
    talk = await Talk.start(deployment)
    ledger = await Ledger.open(talk, PHONES)

    async def harm() -> None:
        for server in (first, second):
            server.process.pause()
            await asyncio.sleep(STALL_SECONDS)
            server.process.resume()
        first.process.kill()
        await asyncio.to_thread(first.start)
        for service in (redis, postgres):
            await asyncio.to_thread(service.stop)
            await asyncio.to_thread(service.start)
        first.process.pause()
        await asyncio.sleep(STALL_SECONDS)
        first.process.resume()

    await ledger.act_during(harm, PER_SECOND)
    found = ledger.compare()
    assert (found.lost, found.doubled, found.older_wins, found.refused, found.unanswered) == (
        [],
        [],
        [],
        {},
        0,
    )
    assert found.acknowledged > PER_SECOND
    assert found.late_overtaken  # old lines did deliver, and after newer acts

    # A ledger that finds nothing must be one that would.
    with psycopg.connect(deployment.database_url) as database:
        database.execute("UPDATE live_sessions_upvote SET active = NOT active, counter = 1")
        database.execute("DELETE FROM live_sessions_answer")
    spoilt = ledger.compare()
    assert all((spoilt.lost, spoilt.doubled, spoilt.older_wins))
