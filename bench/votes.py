"""Which vote was sent, acknowledged and shown when.

A question's score says how many votes are in it. Votes of one question are numbered in the order their
acknowledgements arrived, which is the order they were committed in (a server commits one group after the
other, and a group becomes visible as a whole; with several processes two acknowledgements may change places, by
the time between them). So the vote numbered k is shown on a socket as soon as that socket was sent a score of k or
more.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from .figures import Histogram

SHOWN_STEP = 0.001


@dataclass(slots=True)
class Vote:
    """One vote. `measured` is false for those of the warm-up: they count, but give no times."""

    question: int
    sent_at: float
    measured: bool


class Book:
    """All votes of a run. Times are seconds of one clock."""

    def __init__(self) -> None:
        self.sent: dict[str, Vote] = {}
        self.refused: Counter[str] = Counter()
        self.committed: dict[int, list[Vote]] = defaultdict(list)
        self.acknowledged = Histogram()
        self._shown: dict[str, dict[tuple[int, int, int], Counter[int]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def send(self, question: int, at: float, *, measured: bool) -> str:
        """Note a vote about to be sent; returns the id of its command."""
        vote_id = f"v{len(self.sent)}"
        self.sent[vote_id] = Vote(question, at, measured)
        return vote_id

    def acknowledge(self, vote_id: str, at: float) -> None:
        """The server says it is committed."""
        vote = self.sent[vote_id]
        self.committed[vote.question].append(vote)
        if vote.measured:
            self.acknowledged.add(at - vote.sent_at)

    def show(self, role: str, question: int, before: int, score: int, at: float) -> None:
        """A socket's score of a question went from `before` to `score`."""
        self._shown[role][question, before, score][round(at / SHOWN_STEP)] += 1

    def scores(self) -> dict[int, int]:
        """Question id → votes acknowledged."""
        return {question: len(votes) for question, votes in self.committed.items()}

    def shown_times(self, role: str) -> Histogram:
        """From sending each measured vote to showing it, for every socket of a role. To the millisecond."""
        times = Histogram(SHOWN_STEP)
        for (question, before, score), moments in self._shown[role].items():
            for vote in self.committed[question][before:score]:
                if vote.measured:
                    for moment, sockets in moments.items():
                        times.add(moment * SHOWN_STEP - vote.sent_at, sockets)
        return times
