"""What an update says of votes and answers: the counts that moved, and no words that everybody has."""

import msgspec
import pytest

from sessions.live.views import View, read_moved
from sessions.wire.roles import Role
from tests.support.model import apply, empty, sorted_state
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


class Watch:
    """The view of one role, and what is told of it."""

    def __init__(self, room: Room, role: Role = Role.ATTENDEE) -> None:
        self.room, self.view = room, View(role)
        self.look()

    def look(self) -> int:
        """Read what moved; returns the revision before."""
        before = self.view.revision
        self.view.apply(read_moved(self.room.session_id, before))
        return before

    def since(self, revision: int, *, came_back: bool = False) -> dict:
        return msgspec.to_builtins(self.view.change_since(revision, 1, 0, came_back=came_back), str_keys=True)


def test_votes_move_scores_alone(room):
    first, second = room.ask(), room.ask()
    watch = Watch(room)
    for _ in range(3):
        room.attendee().do("question.upvote", question=first, on=True)
    before = watch.look()

    assert watch.since(before) == {"scores": {str(first): 3}, "people": 1}
    assert second not in watch.since(before)["scores"]


def test_answers_move_counts_alone(room):
    poll = room.poll("Tea", "Coffee")
    watch = Watch(room)
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    before = watch.look()

    change = watch.since(before)
    assert change.keys() == {"tallies", "people"}
    assert change["tallies"][str(poll)]["answers"] == 1
    assert change["tallies"][str(poll)]["results"]["counts"] == [1, 0]


def test_who_was_slow_gets_the_words_that_moved_before_the_votes(room):
    question = room.ask()
    watch = Watch(room)
    start = watch.view.revision
    room.moderator.do("question.highlight", question=question, on=True)
    between = watch.look() and watch.view.revision
    room.attendee().do("question.upvote", question=question, on=True)
    watch.look()

    assert [one["score"] for one in watch.since(start)["questions"]] == [1]
    assert "scores" not in watch.since(start)
    assert watch.since(between)["scores"] == {str(question): 1}


def test_who_comes_back_from_another_process_gets_whole_questions(room):
    """Words may have come and gone between two looks of this process, and be what the other one showed."""
    question = room.ask()
    watch = Watch(room)
    room.moderator.do("question.highlight", question=question, on=True)
    elsewhere = Watch(room)
    room.moderator.do("question.highlight", question=question, on=False)
    room.attendee().do("question.upvote", question=question, on=True)
    watch.look()

    change = watch.since(elsewhere.view.revision, came_back=True)
    assert [(one["score"], one["highlighted"]) for one in change["questions"]] == [(1, False)]


@pytest.mark.parametrize("role", Role)
def test_counts_bring_a_client_to_the_fresh_state(room, role):
    question, poll = room.ask(), room.poll("Tea", "Coffee")
    watch = Watch(room, role)
    state = msgspec.to_builtins(watch.view.state(1, 0), str_keys=True)
    model = apply(empty(), {"t": "snapshot", "rev": watch.view.revision, "d": state})
    room.attendee().do("question.upvote", question=question, on=True)
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[1:])
    before = watch.look()

    model = apply(model, {"t": "update", "rev": watch.view.revision, "d": watch.since(before)})
    assert sorted_state(model["state"]) == sorted_state(
        msgspec.to_builtins(watch.view.state(1, 0), str_keys=True)
    )


def test_an_update_of_two_hundred_voted_questions_fits_into_two_packets(room):
    questions = [room.ask(f"{number}: " + "Who checks the figures, and when? " * 4) for number in range(200)]
    watch = Watch(room)
    for question in questions:
        room.attendee().do("question.upvote", question=question, on=True)
    before = watch.look()

    assert len(msgspec.json.encode(watch.since(before))) < 2800
