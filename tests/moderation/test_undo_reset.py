"""A reset can be taken back, with its answers, while the poll is the one they were given to."""

import pytest

from sessions.wire.errors import Code
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

TEA = ["Tea", "Coffee"]


@pytest.fixture
def room():
    return Room()


def reset_after_an_answer(room):
    poll = room.poll(*TEA)
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    return poll, room.moderator.do("poll.reset", poll=poll)["act"]


def update(room, poll, **fields):
    return room.moderator.do("poll.update", poll=poll, title="Which?", options=TEA, **fields)["act"]


def seen(room, poll):
    return next(one for one in room.sees(Role.MODERATOR)["polls"] if one["id"] == poll)


def test_undo_of_a_reset_brings_the_answers_back(room):
    poll, act = reset_after_an_answer(room)
    assert seen(room, poll)["answers"] == 0

    room.moderator.do("act.undo", act=act)

    assert seen(room, poll)["results"]["counts"] == [1, 0]


def test_secret_answers_do_not_come_back_to_a_poll_that_is_named_by_now(room):
    poll, act = reset_after_an_answer(room)
    update(room, poll, named=True)

    assert code_of(room.moderator.do, "act.undo", act=act) == Code.UNDO_STALE
    assert (seen(room, poll)["named"], seen(room, poll)["answers"]) == (True, 0)


def test_undo_of_a_reset_after_the_change_was_taken_back(room):
    poll, act = reset_after_an_answer(room)
    changed = update(room, poll, named=True)
    room.moderator.do("act.undo", act=changed)

    room.moderator.do("act.undo", act=act)

    assert (seen(room, poll)["named"], seen(room, poll)["answers"]) == (False, 1)


def test_a_reset_of_nothing_is_not_taken_back_once_somebody_answered(room):
    poll = room.poll(*TEA)
    act = room.moderator.do("poll.reset", poll=poll)["act"]
    again = room.moderator.do("poll.reset", poll=poll)["act"]
    room.moderator.do("poll.open", poll=poll)
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])

    assert code_of(room.moderator.do, "act.undo", act=again) == Code.UNDO_STALE
    assert code_of(room.moderator.do, "act.undo", act=act) == Code.UNDO_STALE
    assert seen(room, poll)["results"]["counts"] == [1, 0]


def test_an_undone_reset_is_not_done_again_over_an_answer_given_since(room):
    poll = room.poll(*TEA)
    act = room.moderator.do("poll.reset", poll=poll)["act"]
    undone = room.moderator.do("act.undo", act=act)["act"]
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])

    assert code_of(room.moderator.do, "act.undo", act=undone) == Code.UNDO_STALE
    assert seen(room, poll)["answers"] == 1
