"""Votes with counters: an older word never wins over a newer one, whenever it comes."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.core.actors import Actor
from sessions.questions.models import Question, Upvote
from sessions.questions.voting import cast_upvotes
from sessions.wire.commands import UpvoteQuestion
from sessions.wire.roles import Role
from tests.support.queries import statements
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def amara(room):
    return room.attendee()


def stored(question):
    """(score, active votes, all rows of votes)."""
    rows = Upvote.objects.filter(question=question)
    return Question.objects.get(pk=question).score, rows.filter(active=True).count(), rows.count()


def test_older_vote_is_told_of_the_newer_one_and_changes_nothing(room, amara):
    question = room.ask()
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {}
    assert amara.do("question.upvote", question=question, on=False, counter=7) == {}
    revision = room.session.revision
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {"newer": 7}
    assert (stored(question), room.session.revision) == ((0, 0, 1), revision)


def test_vote_that_comes_after_it_was_taken_back_does_not_count(room, amara):
    question = room.ask()
    assert amara.do("question.upvote", question=question, on=False, counter=7) == {}
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {"newer": 7}
    assert stored(question) == (0, 0, 1)


def test_repeat_of_the_newest_vote_is_plainly_done(room, amara):
    question = room.ask()
    for _ in range(2):
        assert amara.do("question.upvote", question=question, on=True, counter=5) == {}
    assert stored(question) == (1, 1, 1)


def test_newer_vote_for_the_same_moves_the_counter_and_nothing_else(room, amara):
    question = room.ask()
    amara.do("question.upvote", question=question, on=True, counter=5)
    revision = room.session.revision
    amara.do("question.upvote", question=question, on=True, counter=9)
    assert amara.do("question.upvote", question=question, on=False, counter=7) == {"newer": 9}
    assert (stored(question), room.session.revision) == ((1, 1, 1), revision)


def test_vote_without_a_counter_is_the_newest(room, amara):
    question = room.ask()
    amara.do("question.upvote", question=question, on=True, counter=5)
    assert amara.do("question.upvote", question=question, on=False) == {}
    assert stored(question) == (0, 0, 1)
    # A copy of the vote before it still comes too late.
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {}
    assert stored(question) == (0, 0, 1)


def test_copy_of_a_stored_vote_is_done_though_the_question_was_closed_since(room, amara):
    question = room.ask()
    amara.do("question.upvote", question=question, on=True, counter=5)
    room.moderator.do("question.answered", question=question, on=True)
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {}
    assert amara.do("question.upvote", question=question, on=False, counter=4) == {"newer": 5}
    refused = code_of(amara.do, "question.upvote", question=question, on=False, counter=6)
    assert refused == "question_closed"
    room.moderator.do("session.end")
    assert amara.do("question.upvote", question=question, on=True, counter=5) == {}
    assert code_of(room.attendee().do, "question.upvote", question=question, on=True, counter=5) == (
        "session_ended"
    )


def test_counters_of_two_people_have_nothing_to_do_with_each_other(room, amara):
    question, bo = room.ask(), room.attendee()
    amara.do("question.upvote", question=question, on=True, counter=50)
    assert bo.do("question.upvote", question=question, on=True, counter=5) == {}
    assert stored(question) == (2, 2, 2)


def test_you_has_the_highest_counter_of_votes_and_answers(room, amara):
    first, second, poll = room.ask(), room.ask(), room.poll("Here", "There")
    assert "counter" not in amara.you
    amara.do("question.upvote", question=first, on=True, counter=5)
    amara.do("question.upvote", question=second, on=False, counter=7)
    assert (amara.you["votes"], amara.you["counter"]) == ([first], 7)
    amara.do("poll.answer", poll=poll, options=[room.options(poll)[0]], counter=2**53 - 1)
    assert amara.you["counter"] == 2**53 - 1


@pytest.mark.parametrize("counter", [-1, 2**53, 1.5, "7", None])
def test_what_is_no_counter_is_refused(room, amara, counter):
    question = room.ask()
    assert code_of(amara.do, "question.upvote", question=question, on=True, counter=counter) == "wrong_type"


def test_vote_taken_back_leaves_a_question_that_can_be_edited_by_nobody_but_its_author(room, amara):
    question = amara.do("question.ask", text="What changed?")["question"]
    bo = room.attendee()
    bo.do("question.upvote", question=question, on=True, counter=1)
    bo.do("question.upvote", question=question, on=False, counter=2)
    assert amara.do("question.edit", question=question, text="What has changed?") == {}


@pytest.mark.parametrize(
    "order", list(itertools.permutations([(1, True), (2, False), (3, True), (4, False)]))
)
def test_one_batch_is_decided_by_counters_not_by_its_order(order, room):
    question = room.ask()
    who = Actor(room.session_id, Role.ATTENDEE, "a")
    cast_upvotes([(who, UpvoteQuestion(question=question, on=on, counter=counter)) for counter, on in order])
    assert stored(question) == (0, 0, 1)


def test_known_people_who_take_votes_back_take_as_many_statements_as_those_who_vote(room):
    question = room.ask()

    def cast(on, counter):
        return cast_upvotes(
            [
                (
                    Actor(room.session_id, Role.ATTENDEE, f"key-{n}"),
                    UpvoteQuestion(question=question, on=on, counter=counter),
                )
                for n in range(100)
            ]
        )

    cast(True, 1)
    with statements() as asked:
        cast(False, 2)
    assert (len(asked), stored(question)) == (7, (0, 0, 100))


acts = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 1), st.booleans()), min_size=1, max_size=12
).flatmap(lambda sent: st.tuples(st.just(sent), st.lists(st.integers(0, len(sent) - 1), max_size=20)))


@given(acts=acts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_copies_come_in_whatever_order_the_newest_act_counts(acts):
    sent, copies = acts
    room = Room()
    questions = [room.ask(f"{n}?") for n in range(2)]
    votes = [
        (
            Actor(room.session_id, Role.ATTENDEE, who),
            UpvoteQuestion(question=questions[which], on=on, counter=number),
        )
        for number, (who, which, on) in enumerate(sent, 1)
    ]
    # Each act comes at least once; before and after that, copies of any of them.
    arriving = [*copies[::2], *reversed(range(len(sent))), *copies[1::2]]
    for start in range(0, len(arriving), 5):
        cast_upvotes([votes[index] for index in arriving[start : start + 5]])
    last = {(who, which): on for who, which, on in sent}
    wanted = [sum(on for (_, which), on in last.items() if which == n) for n in range(2)]
    assert [stored(question)[:2] for question in questions] == [(n, n) for n in wanted]


# --- one's own question -------------------------------------------------------------------------------------


def test_late_copy_of_an_edit_does_not_replace_the_newer_one(room, amara):
    question = amara.do("question.ask", text="First?")["question"]
    assert amara.do("question.edit", question=question, text="Second?", counter=5) == {}
    assert amara.do("question.edit", question=question, text="Third?", counter=7) == {}
    assert amara.do("question.edit", question=question, text="Second?", counter=5) == {"newer": 7}
    assert amara.do("question.edit", question=question, text="Third?", counter=7) == {}
    assert (room.texts(), amara.you["counter"]) == (["Third?"], 7)


def test_withdrawal_that_comes_after_a_newer_edit_does_nothing(room, amara):
    question = amara.do("question.ask", text="First?")["question"]
    amara.do("question.edit", question=question, text="Second?", counter=7)
    assert amara.do("question.withdraw", question=question, counter=6) == {"newer": 7}
    assert room.texts() == ["Second?"]
    assert amara.do("question.withdraw", question=question, counter=8) == {}
    assert room.texts() == []


def test_copy_of_a_stored_edit_is_done_though_the_question_was_voted_on_since(room, amara):
    question = amara.do("question.ask", text="First?")["question"]
    amara.do("question.edit", question=question, text="Second?", counter=5)
    room.attendee().do("question.upvote", question=question, on=True)
    assert amara.do("question.edit", question=question, text="Second?", counter=5) == {}
    refused = code_of(amara.do, "question.edit", question=question, text="Third?", counter=6)
    assert refused == "question_settled"
