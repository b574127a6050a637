"""What sockets have been shown, kept once for all sockets that have been shown the same.

Thousands of sockets get the same frames, so a socket holds a `Sight` (the scores it was told), and a frame leads
from one sight to the next: what differs is worked out for the first socket that goes this way and only counted,
by the millisecond, for the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

MOMENT_SECONDS = 0.001

Change = tuple[int, int, int]  # question, score before, score after


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """A state frame: its revision and the scores it tells."""

    revision: int
    scores: dict[int, int]


@dataclass(eq=False, slots=True)
class Step:
    """From one sight to the next: what changed, and how many sockets went this way in each millisecond."""

    to: "Sight"
    changes: tuple[Change, ...]
    moments: dict[int, int] = field(default_factory=dict)


class Sight:
    """The scores some sockets were told."""

    __slots__ = ("__weakref__", "_sights", "_steps", "scores")

    def __init__(self, sights: "Sights", scores: dict[int, int]) -> None:
        self.scores = scores
        self._sights = sights
        self._steps: dict[Shown, Step] = {}

    def see(self, shown: Shown, at: float) -> "Sight":
        """A socket with this sight was sent a frame at a time in seconds; its sight from now on."""
        step = self._steps.get(shown)
        if step is None:
            step = self._steps[shown] = self._sights.step(self, shown)
        if step.changes:
            moment = round(at / MOMENT_SECONDS)
            moments = step.moments
            moments[moment] = moments.get(moment, 0) + 1
        return step.to


class Sights:
    """The sights of the sockets of one role in one session."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        # Weak: a sight nobody has any more is gone with the ways that led from it.
        self._known: WeakValueDictionary[frozenset[tuple[int, int]], Sight] = WeakValueDictionary()

    def of(self, scores: Mapping[int, int]) -> Sight:
        """The sight of somebody who was told these scores."""
        told = {question: score for question, score in scores.items() if score}
        key = frozenset(told.items())
        sight = self._known.get(key)
        if sight is None:
            sight = self._known[key] = Sight(self, told)
        return sight

    def step(self, sight: Sight, shown: Shown) -> Step:
        """A way nobody went before."""
        before = sight.scores
        changes = tuple(
            (question, before.get(question, 0), score)
            for question, score in shown.scores.items()
            if before.get(question, 0) != score
        )
        step = Step(self.of(before | shown.scores), changes)
        if changes:
            self.steps.append(step)
        return step

    def seen(self) -> Iterator[tuple[Change, dict[int, int]]]:
        """Every change that was shown, with the sockets it was shown to by moment."""
        for step in self.steps:
            for change in step.changes:
                yield change, step.moments
