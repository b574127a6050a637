"""Upvotes: one by one, in batches, and their count."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.core.actors import Actor
from sessions.questions.models import Question, Upvote
from sessions.questions.voting import cast_upvotes
from sessions.wire.commands import UpvoteQuestion
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support.queries import statements
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


def scores(room):
    return [question["score"] for question in room.sees()["questions"]]


def vote(room, key, question, on=True):
    return Actor(room.session_id, Role.ATTENDEE, key), UpvoteQuestion(question=question, on=on)


def recount():
    """Every question's score and the number of its upvotes: they must be the same."""
    rows = Question.objects.all()
    return {row.pk: (row.score, Upvote.objects.filter(question=row, active=True).count()) for row in rows}


def test_vote_counts(room):
    question, amara = room.ask(), room.attendee()
    assert amara.do("question.upvote", question=question, on=True) == {}
    assert (scores(room), amara.you["votes"]) == ([1], [question])


def test_vote_can_be_taken_back(room):
    question, amara = room.ask(), room.attendee()
    amara.do("question.upvote", question=question, on=True)
    amara.do("question.upvote", question=question, on=False)
    assert (scores(room), amara.you["votes"]) == ([0], [])


def test_voting_twice_counts_once(room):
    question, amara = room.ask(), room.attendee()
    for _ in range(2):
        amara.do("question.upvote", question=question, on=True)
    assert recount() == {question: (1, 1)}


def test_taking_back_what_was_not_given_changes_nothing(room):
    question, amara = room.ask(), room.attendee()
    amara.do("question.upvote", question=question, on=False)
    assert recount() == {question: (0, 0)}


def test_author_may_vote_for_their_own_question(room):
    amara = room.attendee()
    question = amara.do("question.ask", text="What changed?")["question"]
    amara.do("question.upvote", question=question, on=True)
    assert scores(room) == [1]


def test_duplicates_in_one_batch_count_once(room):
    question = room.ask()
    assert cast_upvotes([vote(room, "a", question), vote(room, "a", question)]) == [{}, {}]
    assert recount() == {question: (1, 1)}


def test_last_word_in_one_batch_counts(room):
    question = room.ask()
    batch = [vote(room, "a", question, on) for on in (True, False, True, False)]
    assert cast_upvotes(batch) == [{}, {}, {}, {}]
    assert recount() == {question: (0, 0)}


def test_batch_over_many_sessions_counts_in_each(room):
    other = Room()
    here, there = room.ask(), other.ask()
    cast_upvotes([vote(room, "a", here), vote(other, "a", there), vote(other, "b", there)])
    assert recount() == {here: (1, 1), there: (2, 2)}


def test_refused_vote_in_a_batch_does_not_hold_up_the_others(room):
    live, answered = room.ask(), room.ask()
    room.moderator.do("question.answered", question=answered, on=True)
    ended = Room()
    late = ended.ask()
    ended.moderator.do("session.end")
    outcomes = cast_upvotes(
        [vote(room, "a", 999_999), vote(room, "a", answered), vote(room, "a", live), vote(ended, "a", late)]
    )
    codes = [outcome.code.value if isinstance(outcome, Refused) else outcome for outcome in outcomes]
    assert codes == ["not_found", "question_closed", {}, "session_ended"]
    assert recount() == {live: (1, 1), answered: (0, 0), late: (0, 0)}


def test_question_of_another_session_takes_no_votes(room):
    question = Room().ask()
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True) == "not_found"
    assert recount() == {question: (0, 0)}


@pytest.mark.parametrize("act", ["dismiss", "archive"])
def test_question_out_of_sight_takes_no_votes_and_is_as_if_absent(room, act):
    question, amara = room.ask(), room.attendee()
    amara.do("question.upvote", question=question, on=True)
    fields = {"reason": "unclear"} if act == "dismiss" else {}
    room.moderator.do(f"question.{act}", question=question, **fields)
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True) == "not_found"
    assert recount() == {question: (1, 1)}


def test_waiting_question_takes_no_votes_and_is_as_if_absent():
    room = Room(moderated=True)
    question = room.ask()
    assert room.texts(Role.MODERATOR) == ["What changed?"]
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True) == "not_found"


def test_answered_question_takes_no_votes(room):
    question = room.ask()
    room.moderator.do("question.answered", question=question, on=True)
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True) == "question_closed"


def test_answered_question_taken_back_takes_votes_again(room):
    question = room.ask()
    for on in (True, False):
        room.moderator.do("question.answered", question=question, on=on)
    room.attendee().do("question.upvote", question=question, on=True)
    assert scores(room) == [1]


def test_ended_session_takes_no_votes(room):
    question = room.ask()
    room.moderator.do("session.end")
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True) == "session_ended"


def test_closed_intake_still_takes_votes(room):
    question = room.ask()
    room.moderator.do("session.update", intake_open=False)
    room.attendee().do("question.upvote", question=question, on=True)
    assert scores(room) == [1]


def test_votes_survive_archive_and_restore(room):
    question = room.ask()
    room.attendee().do("question.upvote", question=question, on=True)
    room.moderator.do("question.archive", question=question)
    room.moderator.do("question.restore", question=question)
    assert scores(room) == [1]


batches = st.lists(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.booleans()), min_size=1, max_size=8),
    max_size=6,
)


@given(batches=batches)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_score_is_the_count_of_upvotes_whatever_the_batches(batches):
    room = Room()
    questions = [room.ask(f"{n}?") for n in range(3)]
    wanted = {}
    for batch in batches:
        cast_upvotes([vote(room, who, questions[which], on) for who, which, on in batch])
        wanted |= {(who, which): on for who, which, on in batch}
    expected = [sum(on for (_, which), on in wanted.items() if which == n) for n in range(3)]
    counts = recount()
    assert [counts[question] for question in questions] == [(n, n) for n in expected]


# Lock the session, find the questions, find the participants, insert the missing ones, find them, find the votes,
# write the votes, raise the revision, save the scores.
@pytest.mark.parametrize("votes", [1, 100])
def test_batch_takes_nine_statements_however_many_votes(room, votes):
    question = room.ask()
    with statements() as asked:
        cast_upvotes([vote(room, f"key-{n}", question) for n in range(votes)])
    assert (len(asked), scores(room)) == (9, [votes])


@pytest.mark.parametrize("votes", [1, 100])
def test_batch_of_known_people_takes_seven_statements(room, votes):
    first, second = room.ask(), room.ask()
    cast_upvotes([vote(room, f"key-{n}", first) for n in range(votes)])
    with statements() as asked:
        cast_upvotes([vote(room, f"key-{n}", second) for n in range(votes)])
    assert (len(asked), scores(room)) == (7, [votes, votes])


def test_batch_that_changes_nothing_only_reads(room):
    question = room.ask()
    cast_upvotes([vote(room, "a", question)])
    with statements() as asked:
        cast_upvotes([vote(room, "a", question)])
    assert [statement.split()[0] for statement in asked] == ["SELECT"] * 4
