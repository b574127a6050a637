"""Trying a poll before it is opened: as attendees will see it, and without a trace."""

import msgspec
import pytest

from sessions.polls.models import Poll
from sessions.polls.preview import preview_polls
from sessions.wire.roles import Role

pytestmark = pytest.mark.django_db


def preview(room, poll):
    return [msgspec.to_builtins(one) for one in preview_polls(room.session_id, poll)]


def test_a_draft_is_previewed_as_it_will_be_opened(room, shown):
    poll = room.poll("Tea", "Coffee", opened=False, seconds=30)
    [before] = preview(room, poll)
    room.moderator.do("poll.open", poll=poll)

    timeless = {"opened_at": 0, "closes_at": 0, "epoch": 0, "answers": None}
    assert before | timeless == shown(poll) | timeless
    assert before["closes_at"] - before["opened_at"] == 30_000


def test_a_preview_changes_nothing(room):
    poll = room.poll("Tea", "Coffee", opened=False)
    before = room.sees(Role.MODERATOR), Poll.objects.values().get(pk=poll)

    preview(room, poll)

    assert (room.sees(Role.MODERATOR), Poll.objects.values().get(pk=poll)) == before


def test_a_poll_that_was_answered_is_previewed_without_answers(room):
    poll = room.poll(kind="text", options=[])
    room.attendee().do("poll.answer", poll=poll, text="Hello")

    [before] = preview(room, poll)
    assert (before["answers"], before["results"]["cards"]) == (None, [])


def test_a_quiz_is_previewed_with_its_first_question_and_no_solution(room):
    quiz = room.moderator.do("poll.create", kind="quiz", title="Pub quiz")["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "opened": False}
    first = room.poll(settings={"correct": [1]}, **fields)
    room.poll(settings={"correct": [0]}, **fields)

    assert [(one["id"], one["state"]) for one in preview(room, quiz)] == [(quiz, "open"), (first, "open")]
    question = preview(room, first)[0]
    assert (question["settings"]["correct"], question["results"]) == (None, None)


def test_a_survey_is_previewed_with_its_parts(room):
    survey = room.moderator.do("poll.create", kind="survey", title="Afterwards")["poll"]
    parts = [room.poll(parent=survey, opened=False) for _ in range(2)]

    assert [one["id"] for one in preview(room, survey)] == [survey, *parts]
    assert [one["id"] for one in preview(room, parts[1])] == [parts[1], survey]


def test_a_poll_of_another_session_is_not_there(room):
    other = type(room)().poll(opened=False)

    assert preview(room, other) == []
