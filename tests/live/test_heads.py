"""How many are here: whom a process counts, whom it believes others to have, and when it tells."""

import json

import pytest

from sessions.live.heads import (
    ASKING_SECONDS,
    BELIEVED_SECONDS,
    COUNTED_AGAIN_SECONDS,
    FIRST_SECONDS,
    PAUSE_SECONDS,
    Heads,
)
from sessions.wire.roles import Role
from tests.support.clocks import Clock

IDS_TOLD_AT_MOST = 2000
A_MOMENT = COUNTED_AGAIN_SECONDS * 2
ATTENDEE, MODERATOR, SCREEN = Role.ATTENDEE, Role.MODERATOR, Role.SCREEN


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def heads(clock):
    return Heads(clock)


def come(heads, *people, role=ATTENDEE):
    for person in people:
        heads.came(role, person)


def hear(heads, other, process="other"):
    """`heads` is told what another process tells, as it goes over the wire."""
    heads.heard(process, json.loads(json.dumps(other.to_tell())))


def test_people_are_counted_by_role_and_screens_and_nobody_are_not(heads):
    come(heads, "amara", "jonas", "")
    come(heads, "noor", role=MODERATOR)
    come(heads, "wall", role=SCREEN)
    heads.asked(ATTENDEE, "")
    heads.asked(SCREEN, "wall")
    assert heads.now == (2, 1)
    heads.left(SCREEN, "wall")
    heads.left(ATTENDEE, "")


def test_a_crowd_is_not_counted_for_everyone_who_comes(heads, clock):
    come(heads, "amara")
    assert heads.now == (1, 0)
    come(heads, "jonas")
    clock.now += COUNTED_AGAIN_SECONDS / 2
    assert heads.now == (1, 0)
    clock.now += COUNTED_AGAIN_SECONDS
    assert heads.now == (2, 0)


def test_who_has_two_tabs_is_here_until_the_last_is_closed(heads, clock):
    come(heads, "amara", "amara", "jonas")
    assert heads.now == (2, 0)
    for left in (2, 1):
        heads.left(ATTENDEE, "amara")
        clock.now += A_MOMENT
        assert heads.now == (left, 0)


def test_who_asks_over_http_is_here_for_a_while_and_once(heads, clock):
    heads.asked(ATTENDEE, "amara")
    come(heads, "amara", "jonas")
    assert heads.now == (2, 0)
    heads.left(ATTENDEE, "amara")
    clock.now += ASKING_SECONDS - 1
    assert heads.now == (2, 0)
    clock.now += 1
    assert heads.now == (1, 0)


def test_a_person_at_two_processes_is_one(heads, clock):
    other = Heads(clock)
    come(heads, "amara", "jonas")
    come(other, "amara", "noor")
    other.asked(ATTENDEE, "lena")
    hear(heads, other)
    assert heads.now == (4, 0)


def test_a_process_is_believed_for_a_while_for_it_may_have_died(heads, clock):
    other = Heads(clock)
    come(heads, "amara")
    come(other, "noor")
    hear(heads, other)
    clock.now += BELIEVED_SECONDS - 1
    assert heads.now == (2, 0)
    clock.now += 1
    assert heads.now == (1, 0)


def test_of_one_process_the_last_word_counts_and_several_add_up(heads, clock):
    other, third = Heads(clock), Heads(clock)
    come(heads, "amara")
    come(other, "noor", "lena")
    hear(heads, other)
    other.left(ATTENDEE, "lena")
    hear(heads, other)
    come(third, "mika")
    hear(heads, third, "third")
    assert heads.now == (3, 0)


def test_a_large_crowd_is_told_as_a_number(heads, clock):
    other = Heads(clock)
    come(heads, "person 1")
    come(other, *(f"person {n}" for n in range(IDS_TOLD_AT_MOST)))
    hear(heads, other)
    assert heads.now == (IDS_TOLD_AT_MOST, 0)
    come(other, "one more")
    assert other.to_tell()["attendee"] == [IDS_TOLD_AT_MOST + 1, None]
    hear(heads, other)
    clock.now += A_MOMENT
    assert heads.now == (IDS_TOLD_AT_MOST + 2, 0)  # `person 1` twice


def test_counts_are_told_once_for_each_change(heads, clock):
    come(heads, "amara")
    assert [heads.tell(), heads.tell(), heads.told] == [True, False, (1, 0)]
    come(heads, "jonas")
    clock.now += A_MOMENT
    assert [heads.tell(), heads.tell(), heads.told] == [True, False, (2, 0)]


def test_counts_that_went_there_and_back_are_told_where_somebody_saw_them(heads, clock):
    assert not heads.tell()
    clock.now += A_MOMENT
    come(heads, "amara")
    assert heads.now == (1, 0)  # a page that is opened now shows one
    heads.left(ATTENDEE, "amara")
    clock.now += A_MOMENT
    assert [heads.tell(), heads.tell()] == [True, False]


def test_the_first_count_is_told_soon_and_the_next_after_a_pause(heads, clock):
    come(heads, "amara")
    assert heads.wait == FIRST_SECONDS
    heads.tell()
    assert heads.wait == PAUSE_SECONDS
    clock.now += PAUSE_SECONDS - 0.5
    assert heads.wait == pytest.approx(0.5)
    clock.now += 10
    assert heads.wait == FIRST_SECONDS


def test_a_crowd_is_told_seldom(heads):
    come(heads, *(f"person {n}" for n in range(2000)))
    heads.tell()
    assert heads.wait == 5


def test_a_crowd_of_a_process_that_died_is_forgotten_and_one_that_goes_on_telling_is_not(heads, clock):
    dead, alive = Heads(clock), Heads(clock)
    come(dead, *(f"person {n}" for n in range(IDS_TOLD_AT_MOST + 1)))
    come(dead, "noor", role=MODERATOR)
    come(alive, "amara", "lena")
    hear(heads, dead, "dead")
    hear(heads, alive, "alive")
    assert heads.now == (IDS_TOLD_AT_MOST + 3, 1)
    clock.now += BELIEVED_SECONDS - 1
    hear(heads, alive, "alive")
    clock.now += 1
    assert heads.now == (2, 0)
    assert heads.tell()
