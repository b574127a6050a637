"""Redis is only a doorbell: without it everything arrives, a little later."""

import time

from sessions.live.hubs import LOOK_SECONDS
from tests.support.processes import until
from tests.support.servers import TWO_POSTGRES_REDIS
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk

ROUNDS = 5


async def seconds_for_rounds(moderator: LiveSocket, screen: LiveSocket, rounds: int = ROUNDS) -> float:
    """How long `rounds` changes take from one process to the other, one after the other."""
    began = time.monotonic()
    for n in range(rounds):
        title = f"{began}, round {n}"
        await moderator.do("session.update", title=title)
        await screen.until(lambda model, title=title: model["state"]["session"]["title"] == title, title)
    return time.monotonic() - began


async def apart(talk: Talk) -> tuple[LiveSocket, LiveSocket]:
    """A moderator and a screen on different processes."""
    moderator, screen = await talk.moderator(), await talk.screen()
    assert moderator.base != screen.base
    return moderator, screen


async def until_fast(moderator: LiveSocket, screen: LiveSocket) -> None:
    """Wait until the bell is heard again: rounds take much less than a look each."""
    deadline = time.monotonic() + 60
    while await seconds_for_rounds(moderator, screen) > ROUNDS * LOOK_SECONDS / 4:
        assert time.monotonic() < deadline, "the bell is not heard again"


async def test_changes_arrive_without_redis_and_ring_again_when_it_is_back(deploy, redis):
    talk = await Talk.start(deploy(TWO_POSTGRES_REDIS, redis=redis))
    moderator, screen = await apart(talk)
    await until_fast(moderator, screen)
    redis.stop()
    await seconds_for_rounds(moderator, screen, rounds=2)
    redis.start()
    await until_fast(moderator, screen)
    await talk.close()


async def test_votes_count_once_while_redis_comes_and_goes(deploy, redis):
    talk = await Talk.start(deploy(TWO_POSTGRES_REDIS, redis=redis))
    people = [await talk.attendee() for _ in range(6)]
    question = (await people[0].do("question.ask", text="What changed?"))["question"]
    for n, who in enumerate(people):
        if n == 2:
            redis.stop()
        if n == 4:
            redis.start()
        await who.do("question.upvote", question=question, on=True)
    for who in people:
        await who.until(lambda model: [q["score"] for q in model["state"]["questions"]] == [6])
    await talk.close()


async def test_session_first_opened_while_redis_is_away_rings_when_it_is_back(deploy, redis):
    deployment = deploy(TWO_POSTGRES_REDIS, redis=redis)
    earlier = await Talk.start(deployment)
    await apart(earlier)
    redis.stop()
    talk = await Talk.start(deployment)
    moderator, screen = await apart(talk)
    await seconds_for_rounds(moderator, screen, rounds=1)
    redis.start()
    await until_fast(moderator, screen)
    await talk.close()
    await earlier.close()


async def test_server_started_while_redis_is_away_serves_and_rings_when_it_is_back(deploy, redis):
    deployment = deploy(TWO_POSTGRES_REDIS, redis=redis)
    redis.stop()
    for server in deployment.servers:
        server.process.kill()
        server.start("/healthz")
    talk = await Talk.start(deployment)
    moderator, screen = await apart(talk)
    await seconds_for_rounds(moderator, screen, rounds=1)
    redis.start()
    await until_fast(moderator, screen)
    await talk.close()


async def test_session_opens_and_lives_while_redis_is_out_of_reach(deploy, redis):
    deployment = deploy(TWO_POSTGRES_REDIS, redis=redis)
    earlier = await Talk.start(deployment)
    await apart(earlier)
    redis.process.pause()
    began = time.monotonic()
    talk = await Talk.start(deployment)
    moderator, screen = await apart(talk)
    assert time.monotonic() - began < 5
    await seconds_for_rounds(moderator, screen, rounds=2)
    redis.process.resume()
    await until_fast(moderator, screen)
    await talk.close()
    await earlier.close()


async def test_readiness_names_redis_while_it_is_away(deploy, redis):
    deployment = deploy(TWO_POSTGRES_REDIS, redis=redis)
    server = deployment.servers[0]
    assert server.read("/readyz") == (200, {"database": True, "redis": True})
    redis.stop()
    assert server.read("/readyz") == (503, {"database": True, "redis": False})
    assert server.status("/healthz") == 200
    redis.start()
    await until(lambda: server.status("/readyz") == 200, "ready again")
