"""With Sentinel the bell rings on after the primary Redis is gone."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from qa_server.redis import parse
from tests.faults.test_redis import apart, until_fast
from tests.support.sentinel import WatchedRedis
from tests.support.servers import TWO_POSTGRES_REDIS
from tests.support.talks import Talk


@pytest.fixture
def watched() -> Iterator[WatchedRedis]:
    """A Redis with a replica and a sentinel."""
    redis = WatchedRedis()
    yield redis
    redis.remove()


async def test_bell_rings_on_when_the_replica_takes_over(watched, deploy):
    deployment = deploy(TWO_POSTGRES_REDIS, redis=watched)
    talk = await Talk.start(deployment)
    moderator, screen = await apart(talk)
    await until_fast(moderator, screen)
    watched.kill_primary()
    await until_fast(moderator, screen)
    assert deployment.servers[0].read("/readyz") == (200, {"database": True, "redis": True})
    await talk.close()


def test_one_server_is_an_address():
    for url in ("redis://redis:6379/0", "rediss://u:p@redis:6380/1"):
        assert parse(url) == {"address": url}


def test_sentinels_are_asked_for_the_primary():
    host = parse("redis+sentinel://me:a%40b@one:26379,two,[::1]:7000/bell/3")
    assert host["master_name"] == "bell"
    assert host["sentinels"] == [("one", 26379), ("two", 26379), ("::1", 7000)]
    assert (host["db"], host["username"], host["password"]) == (3, "me", "a@b")
    assert "password" not in parse("redis+sentinel://one/bell")


@pytest.mark.parametrize(
    "url",
    [
        "http://redis",
        "redis",
        "redis+sentinel://one",
        "redis+sentinel:///bell",
        "redis+sentinel://one:x/bell",
        "redis+sentinel://one/bell/x",
    ],
)
def test_address_that_is_none_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        parse(url)
