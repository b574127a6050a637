"""Results for those who answered, and closing by countdown."""

import pytest

from sessions.core.clock import now_ms
from sessions.polls.actions import close_due_polls
from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.refusals import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(room):
    return room.poll("Here", "There", results="answered")


def test_results_are_told_to_who_answered(room, told, shown):
    amara, jonas, lena = room.attendee(), room.attendee(), room.attendee()
    here, there = room.options(told)
    amara.do("poll.answer", poll=told, options=[here])
    jonas.do("poll.answer", poll=told, options=[there])
    assert shown(told)["results"] is None
    assert shown(told, Role.SCREEN)["results"]["counts"] == [1, 1]
    assert [who.you["results"].get(str(told), {}).get("counts") for who in (amara, jonas, lena)] == [
        [1, 1],
        [1, 1],
        None,
    ]


def test_results_are_told_to_all_when_it_is_closed(room, told, shown):
    amara = room.attendee()
    amara.do("poll.answer", poll=told, options=room.options(told)[:1])
    room.moderator.do("poll.close", poll=told)
    assert shown(told)["results"]["counts"] == [1, 0]
    assert amara.you["results"] == {}


def test_results_can_be_hidden_from_all(room, told, shown):
    amara = room.attendee()
    amara.do("poll.answer", poll=told, options=room.options(told)[:1])
    room.moderator.do("poll.reveal", poll=told, on=False)
    room.moderator.do("poll.close", poll=told)
    assert [shown(told, role)["results"] for role in (Role.ATTENDEE, Role.SCREEN)] == [None, None]
    assert amara.you["results"] == {}


@pytest.mark.parametrize("kind", ["wordcloud", "text"])
def test_what_is_hidden_is_hidden_from_who_answered_too(room, kind):
    from sessions.polls.models import Answer, Word

    poll = room.poll(kind=kind, results="answered")
    amara, jonas = room.attendee(), room.attendee()
    field, rude, kind_one = ("texts", ["rude"], ["kind"]) if kind == "wordcloud" else ("text", "rude", "kind")
    amara.do("poll.answer", poll=poll, **{field: rude})
    jonas.do("poll.answer", poll=poll, **{field: kind_one})
    if kind == "wordcloud":
        room.moderator.do("word.hide", word=Word.objects.get(skeleton="rude").pk, on=True)
    else:
        room.moderator.do("answer.hide", answer=Answer.objects.get(value="rude").pk, on=True)
    results = jonas.you["results"][str(poll)]
    assert [one["text"] for one in results.get("words", results.get("cards"))] == ["kind"]


# --- countdown -------------------------------------------------------------------------------------------


def over(poll, ms):
    """Let the countdown have ended so long ago."""
    Poll.objects.filter(pk=poll).update(closes_at=now_ms() - ms)


def test_open_poll_says_when_it_closes(room, shown):
    poll = shown(room.poll(seconds=30))
    assert poll["closes_at"] - poll["opened_at"] == 30_000
    assert abs(poll["opened_at"] - now_ms()) < 5_000


def test_poll_without_countdown_stays_open(room, shown):
    poll = room.poll()
    close_due_polls(room.session_id)
    assert (shown(poll)["state"], shown(poll)["closes_at"]) == ("open", None)


@pytest.mark.parametrize(("ms", "state"), [(0, "open"), (1400, "open"), (1501, "closed")])
def test_poll_closes_once_its_grace_is_over(room, shown, ms, state):
    poll = room.poll(seconds=30)
    over(poll, ms)
    close_due_polls(room.session_id)
    assert shown(poll)["state"] == state


def test_closing_by_itself_is_in_the_trail_once(room):
    poll = room.poll(seconds=30)
    over(poll, 2000)
    for _ in range(2):
        close_due_polls(room.session_id)
    assert [act for _, act, target, _, _ in room.trail() if target == f"poll {poll}"] == [
        "poll.create",
        "poll.open",
        "poll.timeout",
    ]


def test_survey_closes_with_its_parts(room, shown):
    survey = room.poll(kind="survey", seconds=30, opened=False)
    part = room.poll(parent=survey, opened=False)
    room.moderator.do("poll.open", poll=survey)
    over(survey, 2000)
    close_due_polls(room.session_id)
    assert (shown(survey)["state"], shown(part)["state"]) == ("closed", "closed")


def test_question_closes_and_its_quiz_stays_open(room, shown):
    quiz = room.poll(kind="quiz")
    fields = {"kind": "quiz_question", "parent": quiz, "settings": {"correct": [0]}, "seconds": 10}
    question = room.poll("A", "B", **fields)
    over(question, 2000)
    close_due_polls(room.session_id)
    assert (shown(quiz)["state"], shown(question)["state"], shown(question)["results"]) == (
        "open",
        "closed",
        None,
    )


def test_reopened_poll_counts_down_anew(room, shown):
    poll = room.poll(seconds=30)
    over(poll, 2000)
    close_due_polls(room.session_id)
    room.moderator.do("poll.open", poll=poll)
    assert shown(poll)["closes_at"] > now_ms() + 25_000


def test_poll_of_an_ended_session_closes_too(room, shown):
    poll = room.poll(seconds=30)
    over(poll, 2000)
    room.moderator.do("session.end")
    close_due_polls(room.session_id)
    assert shown(poll)["state"] == "closed"


@pytest.mark.parametrize("seconds", [-1, 3601])
def test_countdown_that_cannot_be_is_refused(room, seconds):
    fields = {"title": "Where?", "options": ["A", "B"], "seconds": seconds}
    assert code_of(room.moderator.do, "poll.create", **fields) == "number_out_of_range"
