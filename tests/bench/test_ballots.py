"""Who votes for what."""

import random
from types import SimpleNamespace

import pytest

from bench.ballots import Ballots
from bench.machine import BenchError


def people(count, questions):
    room = SimpleNamespace(questions=questions)
    return [SimpleNamespace(room=room, given=0, first=0, name=number) for number in range(count)]


def test_everybody_votes_in_turn_and_nobody_twice_for_the_same():
    voters = people(10, [100, 101, 102])
    ballots = Ballots(voters, random.Random(7))
    for voter in voters:
        ballots.welcome(voter)
    given = [(voter.name, question) for voter, question in (ballots.next() for _ in range(30))]
    assert len(set(given)) == 30
    assert all(len({name for name, _ in given[lap : lap + 10]}) == 10 for lap in (0, 10, 20))
    with pytest.raises(BenchError):
        ballots.next()


def test_who_comes_later_votes_too():
    voters = people(1, [100])
    ballots = Ballots(voters, random.Random(7))
    ballots.next()
    voters += people(1, [200])
    assert ballots.next()[1] == 200
