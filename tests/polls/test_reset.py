"""What people gave before a poll was started over is nowhere any more: compared with a poll that never had it."""

from collections.abc import Sequence
from typing import Any

import pytest

from sessions.hosting.report_polls import read_polls
from sessions.polls.models import Answer, Poll, Word
from sessions.polls.queries import read_extra
from sessions.wire.roles import Role
from tests.support.rooms import Person, Room

from .samples import SAMPLES, Sample

pytestmark = pytest.mark.django_db

BEFORE = {
    "choice": [0],
    "choices": [0, 1],
    "wordcloud": ["Trust", "Café"],
    "text": "One",
    "rating": 5,
    "ranking": [2, 0, 1],
    "partial ranking": [2, 0],
    "number": 2.5,
    "points": [10, 0, 0],
    "quiz question": [0],
}
AFTER = BEFORE | {
    "choice": [1],
    "choices": [2],
    "wordcloud": ["Trust"],
    "text": "Two",
    "rating": 1,
    "ranking": [0, 1, 2],
    "partial ranking": [1],
    "number": 7,
    "points": [0, 5, 5],
    "quiz question": [1],
}
# What is another one in every room, or counts the rounds.
COUNTED_ON = {"id", "at", "opened_at", "epoch", "parent"}


def plain(told: Any, options: Sequence[int] = ()) -> Any:
    """What was told, without what is different in every room: options by their places, of others' ids no word."""
    if isinstance(told, dict):
        named = {name: plain(value, options) for name, value in told.items() if name not in COUNTED_ON}
        return list(named.values()) if all(str(name).isdigit() for name in named) else named
    if isinstance(told, list | tuple):
        return [f"option {options.index(one)}" if one in options else plain(one, options) for one in told]
    return told


class Twin:
    """A poll that two people answer; with `earlier`, one that was answered otherwise, and started over."""

    def __init__(self, kind: str, *, earlier: bool) -> None:
        self.room, self.sample = Room(), SAMPLES[kind]
        self.poll = self._make()
        self.people = [self.room.attendee() for _ in range(3)]
        # In the one room as in the other, people are known by then.
        for person in self.people:
            person.do("question.ask", text="Hello?", name="Amara")
        if self.quiz:
            self.people[0].do("quiz.join", quiz=self.quiz, name="Amara")
            self.people[1].do("quiz.join", quiz=self.quiz, name="Jonas")
        if earlier:
            self._answer(BEFORE[kind], *self.people)
            self._moderate()
            self.room.moderator.do("poll.reset", poll=self.poll)
            self.room.moderator.do("poll.open", poll=self.poll)
        self._answer(AFTER[kind], *self.people[1:])
        if self.quiz:
            self.room.moderator.do("poll.reveal", poll=self.poll, on=True)

    def _make(self) -> int:
        sample: Sample = self.sample
        fields: dict[str, Any] = {"kind": sample.kind, "settings": sample.settings, "named": True}
        self.quiz = 0
        if sample.kind == "quiz_question":
            self.quiz = fields["parent"] = self.room.poll(kind="quiz", opened=False)
            del fields["named"]
        return self.room.poll("Here", "There", "Nowhere", **fields)

    def _answer(self, value: Any, *people: Person) -> None:
        for person in people:
            fields = self.sample.fields(self.room.options(self.poll), value)
            person.do("poll.answer", poll=self.poll, at=Poll.objects.get(pk=self.poll).opened_at, **fields)

    def _moderate(self) -> None:
        """A moderator hides a word or a text, shows one large, and shows what is right."""
        do = self.room.moderator.do
        if word := Word.objects.filter(poll=self.poll).first():
            do("word.hide", word=word.pk, on=True)
        if self.sample.kind == "text":
            first, second, _ = Answer.objects.filter(poll=self.poll).order_by("pk")
            do("answer.hide", answer=first.pk, on=True)
            do("answer.enlarge", poll=self.poll, answer=second.pk)
        if self.quiz:
            do("poll.reveal", poll=self.poll, on=True)

    @property
    def told(self) -> dict[str, Any]:
        """All that anybody is told of it."""
        own, options = ("answers", "played", "scores", "results"), self.room.options(self.poll)
        return {
            "polls": {role.value: plain(self.room.sees(role)["polls"]) for role in Role},
            "you": [
                {name: plain(person.you[name], options if name == "answers" else ()) for name in own}
                for person in self.people
            ],
            "report": [
                (
                    plain(each.full),
                    plain(each.named, options),
                    [(table.head, [*table.rows]) for table in each.tables],
                )
                for report in read_polls(self.room.session)
                for each in (report, *report.parts)
            ],
        }


@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_of_before_a_reset_is_told_to_anybody(kind):
    with_rounds, without = Twin(kind, earlier=True).told, Twin(kind, earlier=False).told
    for part, told in without.items():
        assert with_rounds[part] == told, part


def test_question_with_points_of_before_a_reset_gives_none(room):
    quiz = room.poll(kind="quiz", opened=False)
    questions = [
        room.poll("A", "B", kind="quiz_question", parent=quiz, settings={"correct": [0]}, opened=False)
        for _ in range(2)
    ]
    player = room.attendee()
    room.moderator.do("poll.open", poll=quiz)
    player.do("quiz.join", quiz=quiz, name="Amara")
    for question in questions:
        room.moderator.do("poll.open", poll=question)
        player.do("poll.answer", poll=question, options=[room.options(question)[0]])
        room.moderator.do("poll.reveal", poll=question, on=True)
    assert player.you["scores"] == {str(quiz): {"points": 2000, "place": 1}}
    room.moderator.do("poll.reset", poll=questions[0])
    assert player.you["scores"] == {str(quiz): {"points": 1000, "place": 1}}
    room.moderator.do("poll.open", poll=questions[0])
    room.moderator.do("poll.reveal", poll=questions[0], on=True)  # nobody answered this time
    assert player.you["scores"] == {str(quiz): {"points": 1000, "place": 1}}
    [report] = read_polls(room.session)
    assert [row["points"] for row in report.full] == [1000]


def test_name_that_was_taken_down_before_a_reset_is_no_longer_held_against_a_player(room):
    quiz = room.poll(kind="quiz")
    player = room.attendee()
    player.do("quiz.join", quiz=quiz, name="Rude")
    room.moderator.do("player.hide", player=Answer.objects.get(poll=quiz).pk, on=True)
    assert player.you["answers"][str(quiz)]["state"] == "hidden"
    room.moderator.do("poll.reset", poll=quiz)
    room.moderator.do("poll.open", poll=quiz)
    player.do("quiz.join", quiz=quiz, name="Amara")
    assert player.you["answers"] == {str(quiz): {"name": "Amara", "team": ""}}
    assert read_extra(Poll.objects.get(pk=quiz)).extra.taken_down == {}
    [shown] = room.sees(Role.SCREEN)["polls"]
    assert [leader["name"] for leader in shown["results"]["leaders"]] == ["Amara"]
