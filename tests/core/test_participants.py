"""Participants come to be at their first act."""

import pytest

from sessions.core.models import Participant
from sessions.core.participants import ensure_participants
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


def keys(room):
    return sorted(Participant.objects.filter(session=room.session_id).values_list("key", flat=True))


def test_missing_participants_are_made_and_found_ones_kept():
    room = Room()
    first = ensure_participants(room.session, ["a", "b"])
    again = ensure_participants(room.session, ["b", "c", "c"])
    assert again == {"b": first["b"], "c": again["c"]}
    assert keys(room) == ["a", "b", "c"]


def test_same_key_in_two_sessions_is_two_participants():
    room, other = Room(), Room()
    assert ensure_participants(room.session, ["a"]) != ensure_participants(other.session, ["a"])


def test_a_refused_act_makes_nobody():
    room = Room()
    assert code_of(room.attendee().do, "question.ask", text=" ") == "text_empty"
    assert code_of(room.attendee().do, "question.upvote", question=5, on=True) == "not_found"
    assert keys(room) == []


@pytest.mark.parametrize("people", [1, 100])
def test_making_participants_takes_three_queries_however_many(people, django_assert_num_queries):
    session = Room().session
    with django_assert_num_queries(3):
        ensure_participants(session, [f"key-{n}" for n in range(people)])
