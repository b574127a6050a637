"""Failures that are free, and the wait after them."""

import pytest
from django.test import RequestFactory

from sessions.core.attempts import Attempts, hashed, network_of
from tests.support.clocks import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attempts(clock):
    return Attempts(free=3, seconds_each=10, clock=clock)


def fail(attempts, times, key="somebody"):
    for _ in range(times):
        attempts.fail(key)


def test_a_few_failures_are_free(attempts):
    waits = []
    for _ in range(3):
        waits.append(attempts.wait("somebody"))
        attempts.fail("somebody")
    assert (waits, attempts.wait("somebody")) == ([0, 0, 0], 10)


def test_wait_passes_with_time(attempts, clock):
    fail(attempts, 3)
    clock.now += 9.5
    assert attempts.wait("somebody") == 1
    clock.now += 0.5
    assert attempts.wait("somebody") == 0
    attempts.fail("somebody")
    assert attempts.wait("somebody") == 10


def test_everything_is_forgiven_in_the_end(attempts, clock):
    fail(attempts, 3)
    clock.now += 30
    fail(attempts, 2)
    assert attempts.wait("somebody") == 0


def test_others_do_not_wait(attempts):
    fail(attempts, 5)
    assert (attempts.wait("somebody"), attempts.wait("another")) == (30, 0)


def test_memory_is_bounded_and_the_oldest_are_forgotten(attempts):
    fail(attempts, 3, "first")
    for n in range(10_000):
        attempts.fail(f"key {n}")
    assert (len(attempts._failed), attempts.wait("first"), attempts.wait("key 9999")) == (10_000, 0, 0)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_network_of_a_request(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_no_address_can_be_read_from_what_is_kept(attempts):
    fail(attempts, 3, "192.0.2.7")
    assert "192.0.2.7" not in repr(vars(attempts))
    assert hashed("192.0.2.7") == hashed("192.0.2.7") != hashed("192.0.2.8")


def test_some_may_fail_more(attempts):
    fail(attempts, 4)
    assert (attempts.wait("somebody"), attempts.wait("somebody", more_free=2)) == (20, 0)
