"""Who votes for what, next."""

import random
from typing import Protocol

from .machine import BenchError


class Voters(Protocol):
    """What a room has to vote for."""

    questions: list[int]


class Voter(Protocol):
    """Somebody in a room. `given` counts their votes, `first` is where in the list they begin."""

    room: Voters
    given: int
    first: int


class Ballots:
    """Everybody in turn, nobody twice for the same. Voters come and go as they are in `voters`."""

    def __init__(self, voters: list, chance: random.Random) -> None:
        self._voters = voters
        self._chance = chance
        self._turn = 0

    def welcome(self, voter: Voter) -> None:
        """Let somebody begin anywhere, so that every moment moves as many questions as it can."""
        voter.given, voter.first = 0, self._chance.randrange(1 << 16)

    def next(self) -> tuple:
        """A voter and a question. Raises BenchError where everybody voted for everything."""
        for _ in range(len(self._voters)):
            self._turn = (self._turn + 1) % len(self._voters)
            voter = self._voters[self._turn]
            questions = voter.room.questions
            if voter.given < len(questions):
                voter.given += 1
                return voter, questions[(voter.first + voter.given) % len(questions)]
        raise BenchError("there are not enough attendees and questions for so many votes, one each")
