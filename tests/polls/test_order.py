"""Answers with counters and epochs: an older word never wins over a newer one, whenever it comes."""

import itertools

import pytest

from sessions.core.actors import Actor
from sessions.polls.answers import answer_polls
from sessions.polls.models import Answer, Poll
from sessions.wire.commands import AnswerPoll
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def amara(room):
    return room.attendee()


@pytest.fixture
def poll(room):
    return room.poll("Here", "There")


def counts(poll):
    """(answers, tally of the options in order, stored values)."""
    row = Poll.objects.get(pk=poll)
    tally = [row.tally.get(str(option.pk), 0) for option in row.options.all()]
    values = Answer.objects.filter(poll=poll, epoch=row.epoch).values_list("value", flat=True)
    return row.answers, tally, list(values)


def epoch(poll):
    return Poll.objects.get(pk=poll).epoch


def test_older_answer_is_told_of_the_newer_one_and_changes_nothing(room, amara, poll):
    here, there = room.options(poll)
    assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {}
    assert amara.do("poll.answer", poll=poll, options=[there], counter=7) == {}
    revision = room.session.revision
    assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {"newer": 7}
    assert (counts(poll), room.session.revision) == ((1, [0, 1], [[there]]), revision)


def test_repeat_of_the_newest_answer_is_plainly_done(room, amara, poll):
    here, _ = room.options(poll)
    for _ in range(2):
        assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {}
    assert counts(poll) == (1, [1, 0], [[here]])


def test_newer_answer_of_the_same_moves_the_counter_and_nothing_else(room, amara, poll):
    here, there = room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here], counter=5)
    revision = room.session.revision
    amara.do("poll.answer", poll=poll, options=[here], counter=9)
    assert amara.do("poll.answer", poll=poll, options=[there], counter=7) == {"newer": 9}
    assert (counts(poll), room.session.revision) == ((1, [1, 0], [[here]]), revision)


def test_answer_without_a_counter_is_the_newest(room, amara, poll):
    here, there = room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here], counter=5)
    assert amara.do("poll.answer", poll=poll, options=[there]) == {}
    assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {}
    assert counts(poll) == (1, [0, 1], [[there]])


def test_changed_text_keeps_its_counter(room, amara):
    wall = room.poll(kind="text", options=[])
    amara.do("poll.answer", poll=wall, text="First", counter=5)
    amara.do("poll.answer", poll=wall, text="Second", counter=7)
    assert amara.do("poll.answer", poll=wall, text="First", counter=5) == {"newer": 7}
    assert counts(wall) == (1, [], ["Second"])


def test_copy_of_a_stored_answer_is_done_though_the_poll_was_closed_since(room, amara, poll):
    here, there = room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here], counter=5)
    room.moderator.do("poll.close", poll=poll)
    assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {}
    assert amara.do("poll.answer", poll=poll, options=[there], counter=4) == {"newer": 5}
    assert code_of(amara.do, "poll.answer", poll=poll, options=[there], counter=6) == "poll_not_open"


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
def test_one_batch_is_decided_by_counters_not_by_its_order(room, poll, order):
    here, there = room.options(poll)
    value = {1: here, 2: here, 3: there}
    who = Actor(room.session_id, Role.ATTENDEE, "a", at=1)
    answer_polls([(who, AnswerPoll(poll=poll, options=[value[n]], counter=n)) for n in order])
    assert counts(poll) == (1, [0, 1], [[there]])


# --- rounds ----------------------------------------------------------------------------------------------


def test_poll_tells_everyone_its_epoch(room, poll):
    for role in Role:
        assert room.sees(role)["polls"][0]["epoch"] == 1
    room.moderator.do("poll.reset", poll=poll)
    room.moderator.do("poll.open", poll=poll)
    for role in Role:
        assert room.sees(role)["polls"][0]["epoch"] == 2


def test_late_answer_to_a_round_that_was_reset_does_not_land_in_the_new_one(room, amara, poll):
    here, _ = room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here], counter=5, epoch=1)
    room.moderator.do("poll.reset", poll=poll)
    room.moderator.do("poll.open", poll=poll)
    for who in (amara, room.attendee()):
        refused = code_of(who.do, "poll.answer", poll=poll, options=[here], counter=5, epoch=1)
        assert refused == "poll_started_over"
    assert counts(poll) == (0, [0, 0], [])
    assert amara.do("poll.answer", poll=poll, options=[here], counter=6, epoch=epoch(poll)) == {}
    assert counts(poll) == (1, [1, 0], [[here]])


def test_answer_that_does_not_know_its_round_counts_in_the_present_one(room, amara, poll):
    here, _ = room.options(poll)
    room.moderator.do("poll.reset", poll=poll)
    room.moderator.do("poll.open", poll=poll)
    assert amara.do("poll.answer", poll=poll, options=[here], counter=5) == {}
    assert counts(poll) == (1, [1, 0], [[here]])


def test_undone_reset_brings_back_what_counted_and_its_counters(room, amara, poll):
    here, there = room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here], counter=5, epoch=1)
    act = room.moderator.do("poll.reset", poll=poll)["act"]
    room.moderator.do("act.undo", act=act)
    assert amara.do("poll.answer", poll=poll, options=[there], counter=4, epoch=1) == {"newer": 5}
    assert counts(poll) == (1, [1, 0], [[here]])
    assert amara.you["counter"] == 5


# --- quizzes ---------------------------------------------------------------------------------------------


@pytest.fixture
def quiz(room):
    quiz = room.poll(kind="quiz", options=[], opened=False)
    question = room.poll("Here", "There", kind="quiz_question", parent=quiz, settings={"correct": [0]})
    return quiz, question


def test_first_answer_in_a_quiz_stands_and_its_repeat_is_done(room, amara, quiz):
    _, question = quiz
    here, there = room.options(question)
    assert amara.do("poll.answer", poll=question, options=[here], counter=5, epoch=1) == {}
    assert amara.do("poll.answer", poll=question, options=[here], counter=5, epoch=1) == {}
    assert amara.do("poll.answer", poll=question, options=[there], counter=4, epoch=1) == {"newer": 5}
    assert code_of(amara.do, "poll.answer", poll=question, options=[there], counter=6) == "answer_final"
    assert counts(question) == (1, [1, 0], [[here]])


def test_first_answer_of_a_batch_stands_in_a_quiz(room, quiz):
    _, question = quiz
    here, there = room.options(question)
    who = Actor(room.session_id, Role.ATTENDEE, "a", at=1)
    sent = [(here, 5), (there, 6), (here, 5), (there, 4), (here, 7), (there, 6)]
    outcomes = answer_polls(
        [(who, AnswerPoll(poll=question, options=[value], counter=counter)) for value, counter in sent]
    )
    codes = [outcome.code.value if isinstance(outcome, Refused) else outcome for outcome in outcomes]
    assert codes == [{}, "answer_final", {}, {"newer": 5}, {}, {"newer": 7}]
    assert counts(question) == (1, [1, 0], [[here]])


def test_late_name_of_a_player_does_not_replace_the_newer_one(room, amara, quiz):
    quiz, _ = quiz
    amara.do("quiz.join", quiz=quiz, name="Ama", counter=5)
    amara.do("quiz.join", quiz=quiz, name="Amara", counter=7, epoch=1)
    assert amara.do("quiz.join", quiz=quiz, name="Ama", counter=5) == {"newer": 7}
    assert counts(quiz)[2] == [{"name": "Amara", "team": ""}]
    assert code_of(amara.do, "quiz.join", quiz=quiz, name="A", epoch=2) == "poll_started_over"
