"""Whatever people answer, change and take back: totals are a recount of the rows, and nobody's answer is lost."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.core.actors import Actor
from sessions.polls.answers import answer_polls
from sessions.polls.models import Answer, Poll, Word
from sessions.wire.commands import parse
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support.rooms import Room

from .samples import SAMPLES, WORDS, Sample, figures

pytestmark = pytest.mark.django_db

PEOPLE = ["amara", "jonas", "lena"]


@dataclass
class Act:
    """Something undo can take back, with everybody's answers before and after where it moves them."""

    number: int
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@dataclass
class Story:
    """A poll and what its people were told: `acknowledged` is everybody's last answer the server said ok to."""

    sample: Sample
    room: Room = field(default_factory=Room)
    acknowledged: dict[str, Any] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.poll = self.sample.make(self.room)
        self.options = self.room.options(self.poll)

    def answer(self, batch: list[tuple[str, Any]]) -> None:
        commands = [
            parse(
                "poll.answer", {"poll": self.poll, **self.sample.fields(self.options, value)}, Role.ATTENDEE
            )
            for _, value in batch
        ]
        actors = [Actor(self.room.session_id, Role.ATTENDEE, who) for who, _ in batch]
        outcomes = answer_polls(list(zip(actors, commands, strict=True)))
        for (who, value), outcome in zip(batch, outcomes, strict=True):
            if not isinstance(outcome, Refused):
                self.acknowledged[who] = self.sample.stored(self.options, value)

    def do(self, name: str) -> None:
        before = dict(self.acknowledged)
        try:
            made = self.room.moderator.do(f"poll.{name}", poll=self.poll)
        except Refused:
            return
        act = Act(made.get("act", 0))
        if name == "reset":
            self.acknowledged = {}
            act = Act(act.number, before, {})
        if act.number:
            self.acts.append(act)

    def undo(self) -> None:
        if not self.acts:
            return
        act = self.acts.pop()
        try:
            made = self.room.moderator.do("act.undo", act=act.number)
        except Refused:
            return
        if act.before is not None:
            self.acknowledged = dict(act.before)
        self.acts.append(Act(made["act"], act.after, act.before))

    # --- what is the case --------------------------------------------------------------------------------

    def check(self) -> None:
        row = Poll.objects.get(pk=self.poll)
        rows = Answer.objects.filter(poll=row, epoch=row.epoch).select_related("participant")
        assert {answer.participant.key: answer.value for answer in rows} == self.acknowledged
        values = [answer.value for answer in rows]
        assert row.answers == len(values)
        [shown] = [poll for poll in self.room.sees(Role.MODERATOR)["polls"] if poll["id"] == self.poll]
        assert figures(self.sample, shown["results"]) == self.sample.count(values, self.options)
        if self.sample.kind == "number":
            self.check_bins(shown["results"]["bins"], values)
        if self.sample.kind == "wordcloud":
            self.check_words(row, values)
        for who in PEOPLE:
            own = self.room.attendee()
            own.actor = Actor(self.room.session_id, Role.ATTENDEE, who)
            kept = {str(self.poll): self.acknowledged[who]} if who in self.acknowledged else {}
            assert own.you["answers"] == kept

    def check_bins(self, bins: list[dict[str, Any]], values: list[float]) -> None:
        for place, one in enumerate(bins):
            last = place == len(bins) - 1
            inside = [
                v for v in values if one["lowest"] <= v < one["highest"] or (last and v == one["highest"])
            ]
            assert one["count"] == len(inside)
        assert sum(one["count"] for one in bins) == len(values)

    def check_words(self, poll: Poll, values: list[list[str]]) -> None:
        for word in Word.objects.filter(poll=poll, epoch=poll.epoch):
            spelled = [text for value in values for text in value if WORDS[text] == word.skeleton]
            assert word.count == len(spelled)
            assert word.spellings == {text: spelled.count(text) for text in spelled}


def steps(sample: Sample) -> st.SearchStrategy[list[Any]]:
    answers = st.lists(st.tuples(st.sampled_from(PEOPLE), sample.values), min_size=1, max_size=6)
    acts = st.sampled_from(["reset", "undo", "undo", "close", "open"])
    return st.lists(st.one_of(answers, answers, acts), min_size=2, max_size=14)


@pytest.mark.parametrize("kind", SAMPLES)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_totals_are_a_recount_and_own_answers_what_was_acknowledged_last(kind, data):
    story = Story(SAMPLES[kind])
    for step in data.draw(steps(story.sample)):
        if isinstance(step, list):
            story.answer(step)
        elif step == "undo":
            story.undo()
        else:
            story.do(step)
    story.check()
