"""Which vote was sent, acknowledged and shown when.

A question's score says how many votes are in it. Votes of one question are numbered in the order their
acknowledgements arrived, which is the order they were committed in (a server commits one group after the
other, and a group becomes visible as a whole; with several processes two acknowledgements may change places, by
the time between them). So the vote numbered k is shown on a socket as soon as that socket was sent a score of k or
more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .figures import Histogram
from .sight import MOMENT_SECONDS, Change

Seen = Iterable[tuple[Change, dict[int, int]]]


@dataclass(slots=True)
class Vote:
    """One vote; `answered_at` is 0 until it is acknowledged. Votes that are not `measured` (warm-up) give no times."""

    room: str
    question: int
    sent_at: float
    measured: bool
    answered_at: float = 0.0


class Book:
    """The votes of one load process, or of all. Times are seconds of one clock."""

    def __init__(self) -> None:
        self.sent: dict[str, Vote] = {}
        self.refused: Counter[str] = Counter()

    def send(self, vote_id: str, vote: Vote) -> None:
        """Note a vote about to be sent."""
        self.sent[vote_id] = vote

    def acknowledge(self, vote_id: str, at: float) -> None:
        """The server says it is committed. (It may say so twice where it was asked twice.)"""
        vote = self.sent[vote_id]
        vote.answered_at = vote.answered_at or at

    def add(self, other: "Book") -> None:
        """Take in the book of another process."""
        self.sent |= other.sent
        self.refused += other.refused

    def committed(self) -> dict[int, list[Vote]]:
        """By question: the acknowledged votes in their order."""
        votes: dict[int, list[Vote]] = defaultdict(list)
        for vote in sorted(
            (vote for vote in self.sent.values() if vote.answered_at), key=lambda vote: vote.answered_at
        ):
            votes[vote.question].append(vote)
        return votes

    def scores(self) -> dict[str, Counter[int]]:
        """By room: question → votes acknowledged."""
        scores: dict[str, Counter[int]] = defaultdict(Counter)
        for vote in self.sent.values():
            if vote.answered_at:
                scores[vote.room][vote.question] += 1
        return scores

    def answer_times(self) -> Histogram:
        """From sending each measured vote to its acknowledgement."""
        times = Histogram()
        for vote in self.sent.values():
            if vote.measured and vote.answered_at:
                times.add(vote.answered_at - vote.sent_at)
        return times

    def shown_times(self, seen: Seen) -> Histogram:
        """From sending each measured vote to showing it, for every socket it was shown to. To the millisecond."""
        committed, times = self.committed(), Histogram(MOMENT_SECONDS)
        for (question, before, score), moments in seen:
            for vote in committed[question][before:score]:
                if vote.measured:
                    for moment, sockets in moments.items():
                        times.add(moment * MOMENT_SECONDS - vote.sent_at, sockets)
        return times
