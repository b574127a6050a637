"""Answers, their tally, and who sees it when."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.core.actors import Actor
from sessions.polls.answers import answer_polls
from sessions.polls.models import Answer, Poll
from sessions.wire.commands import AnswerPoll
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support.queries import statements
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


def results(room, role=Role.ATTENDEE):
    [poll] = room.sees(role)["polls"]
    return poll["results"]


def totals(counts, percents, people):
    return {"counts": counts, "percents": percents, "people": people, "correct": None}


def answer(room, key, poll, *options):
    return Actor(room.session_id, Role.ATTENDEE, key), AnswerPoll(poll=poll, options=list(options))


def recount(poll):
    """The stored tally and a count of the stored answers, both without zeros: they must be the same."""
    row = Poll.objects.get(pk=poll)
    counted, people = {}, 0
    for value in Answer.objects.filter(poll=poll).values_list("value", flat=True):
        people += 1
        for option in value:
            counted[str(option)] = counted.get(str(option), 0) + 1
    kept = {option: count for option, count in row.tally.items() if count}
    return (kept, row.answers), (counted, people)


def test_answer_counts(room):
    poll = room.poll("Here", "There")
    amara, (here, _) = room.attendee(), room.options(poll)
    assert amara.do("poll.answer", poll=poll, options=[here]) == {}
    assert results(room) == totals([1, 0], [100, 0], 1)
    assert amara.you["answers"] == {str(poll): [here]}


def test_answer_can_be_changed_while_the_poll_is_open(room):
    poll = room.poll("Here", "There")
    amara, (here, there) = room.attendee(), room.options(poll)
    for option in (here, there):
        amara.do("poll.answer", poll=poll, options=[option])
    assert results(room) == totals([0, 1], [0, 100], 1)


def test_same_answer_twice_counts_once(room):
    poll = room.poll()
    amara, (here, _) = room.attendee(), room.options(poll)
    for _ in range(2):
        amara.do("poll.answer", poll=poll, options=[here])
    assert results(room)["counts"] == [1, 0]


def test_several_options_count_each_where_several_may_be_chosen(room):
    poll = room.poll("A", "B", "C", settings={"highest": 3})
    first, _, third = room.options(poll)
    room.attendee().do("poll.answer", poll=poll, options=[third, first])
    room.attendee().do("poll.answer", poll=poll, options=[first])
    assert results(room) == totals([2, 0, 1], [100, 0, 50], 2)


@pytest.mark.parametrize(
    ("multiple", "chosen", "code"),
    [
        (False, [], "choice_count"),
        (False, [0, 1], "choice_count"),
        (False, [0, 0], "choice_count"),
        (True, [], "choice_count"),
        (True, [0, 0], "choice_count"),
        (True, [0, 1, 2, 0], "choice_count"),
        (False, [7], "not_found"),
        (True, [0, 7], "not_found"),
    ],
)
def test_choice_that_cannot_be_is_refused(room, multiple, chosen, code):
    poll = room.poll("A", "B", "C", settings={"highest": 3 if multiple else 1})
    options = [*room.options(poll), *range(900_000, 900_010)]
    fields = {"poll": poll, "options": [options[place] for place in chosen]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == code
    assert (results(room)["people"], Answer.objects.count()) == (0, 0)


def test_option_of_another_poll_is_refused(room):
    other = room.poll("A", "B")
    poll = room.poll("C", "D")
    fields = {"poll": poll, "options": room.options(other)[:1]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == "not_found"
    assert Answer.objects.count() == 0


def test_poll_of_another_session_takes_no_answer(room):
    poll = Room().poll()
    fields = {"poll": poll, "options": room.options(poll)[:1]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == "not_found"


def test_draft_takes_no_answer_and_is_as_if_absent(room):
    poll = room.poll(opened=False)
    assert len(room.sees(Role.MODERATOR)["polls"]) == 1
    fields = {"poll": poll, "options": room.options(poll)[:1]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == "not_found"


def test_closed_poll_takes_no_answer_and_keeps_earlier_ones(room):
    poll = room.poll()
    amara, (here, there) = room.attendee(), room.options(poll)
    amara.do("poll.answer", poll=poll, options=[here])
    room.moderator.do("poll.close", poll=poll)
    assert code_of(amara.do, "poll.answer", poll=poll, options=[there]) == "poll_not_open"
    assert amara.you["answers"] == {str(poll): [here]}
    assert results(room)["counts"] == [1, 0]


def test_ended_session_takes_no_answer(room):
    poll = room.poll()
    options = room.options(poll)[:1]
    room.moderator.do("session.end")
    assert code_of(room.attendee().do, "poll.answer", poll=poll, options=options) == "session_ended"


def test_last_word_in_one_batch_counts(room):
    poll = room.poll()
    here, there = room.options(poll)
    assert answer_polls([answer(room, "a", poll, here), answer(room, "a", poll, there)]) == [{}, {}]
    assert results(room)["counts"] == [0, 1]


def test_refused_answer_in_a_batch_does_not_hold_up_the_others(room):
    closed, poll = room.poll(), room.poll()
    here = room.options(poll)[0]
    outcomes = answer_polls(
        [
            answer(room, "a", closed, room.options(closed)[0]),
            answer(room, "a", 999_999, here),
            answer(room, "a", poll, here),
            answer(room, "b", poll),
        ]
    )
    codes = [outcome.code.value if isinstance(outcome, Refused) else outcome for outcome in outcomes]
    assert codes == ["poll_not_open", "not_found", {}, "choice_count"]
    assert recount(poll) == (({str(here): 1}, 1),) * 2


# --- who sees the results --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SCREEN])
def test_hidden_results_are_shown_to_moderators_until_revealed(room, role):
    poll = room.poll(results="hidden")
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    assert results(room, Role.MODERATOR) == totals([1, 0], [100, 0], 1)
    assert results(room, role) is None
    room.moderator.do("poll.reveal", poll=poll, on=True)
    assert results(room, role) == totals([1, 0], [100, 0], 1)


@pytest.mark.parametrize("mode", ["live", "hidden"])
def test_results_can_be_hidden_again(room, mode):
    poll = room.poll(results=mode)
    room.moderator.do("poll.reveal", poll=poll, on=True)
    assert results(room) is not None
    room.moderator.do("poll.reveal", poll=poll, on=False)
    assert (results(room), results(room, Role.SCREEN)) == (None, None)


def test_how_many_answered_is_no_secret(room):
    poll = room.poll(results="hidden")
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    assert [shown["answers"] for shown in room.sees()["polls"]] == [1]


# --- counting --------------------------------------------------------------------------------------------

choices = st.tuples(st.sampled_from("abcd"), st.sets(st.integers(0, 2), max_size=3))


@given(multiple=st.booleans(), batches=st.lists(st.lists(choices, min_size=1, max_size=8), max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tally_is_a_recount_whatever_the_batches(multiple, batches):
    room = Room()
    poll = room.poll("A", "B", "C", settings={"highest": 3 if multiple else 1})
    options = room.options(poll)
    last = {}
    for batch in batches:
        answer_polls([answer(room, who, poll, *(options[n] for n in chosen)) for who, chosen in batch])
        last |= {who: chosen for who, chosen in batch if 1 <= len(chosen) <= (3 if multiple else 1)}
    kept, counted = recount(poll)
    assert kept == counted
    expected = [sum(n in chosen for chosen in last.values()) for n in range(3)]
    assert (results(room)["counts"], results(room)["people"]) == (expected, len(last))


# Lock the session, find the polls, their options, the participants, insert the missing ones, find them, find their
# earlier answers, write the answers, raise the revision, save the poll.
@pytest.mark.parametrize("people", [1, 100])
def test_batch_takes_ten_statements_however_many_answers(room, people):
    poll = room.poll()
    here = room.options(poll)[0]
    with statements() as asked:
        answer_polls([answer(room, f"key-{n}", poll, here) for n in range(people)])
    assert (len(asked), results(room)["people"]) == (10, people)
