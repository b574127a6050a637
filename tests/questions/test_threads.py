"""Actions from many threads at once, as from many processes: the database's locks keep the counts right."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from sessions.core.actors import Actor
from sessions.core.models import Participant
from sessions.polls.answers import answer_polls
from sessions.polls.models import Answer, Poll
from sessions.questions.models import Question, Upvote
from sessions.questions.voting import cast_upvotes
from sessions.wire.commands import AnswerPoll, UpvoteQuestion
from sessions.wire.errors import Refused
from sessions.wire.roles import Role
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 12


def at_once(work: Callable[[int], Any], numbers: Iterable[int] = range(THREADS)) -> list[Any]:
    """Do `work` for every number, each in a thread with a connection of its own."""

    def then_leave(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(then_leave, numbers))


def attendee(room: Room, number: int) -> Actor:
    return Actor(room.session_id, Role.ATTENDEE, f"key-{number}")


def test_votes_of_threads_are_counted_once_each():
    room = Room()
    questions = [room.ask(f"{n}?") for n in range(3)]

    def vote(number: int) -> list:
        """Ten batches of three votes; two threads share each person."""
        who = attendee(room, number // 2)
        batches = [[(who, UpvoteQuestion(question=q, on=n % 2 == 0)) for q in questions] for n in range(9)]
        return [outcome for batch in batches for outcome in cast_upvotes(batch)]

    assert at_once(vote) == [[{}] * 27] * THREADS
    assert Participant.objects.filter(session=room.session_id, key__startswith="key-").count() >= THREADS // 2
    for question in questions:
        votes = Upvote.objects.filter(question=question, active=True).count()
        assert (room.question(question).score, votes) == (votes, THREADS // 2)


def test_first_votes_of_one_person_from_many_threads_make_one_participant():
    room = Room()
    question = room.ask()
    who = attendee(room, 99)
    at_once(lambda number: cast_upvotes([(who, UpvoteQuestion(question=question, on=True))]))
    assert Participant.objects.filter(session=room.session_id, key=who.key).count() == 1
    assert room.question(question).score == 1


def test_answers_racing_with_the_close_are_counted_if_acknowledged():
    room = Room()
    poll = room.poll()
    [here, _] = room.options(poll)

    def answer_or_close(number: int) -> Any:
        if number == THREADS // 2:
            return room.moderator.do("poll.close", poll=poll)
        [outcome] = answer_polls([(attendee(room, number), AnswerPoll(poll=poll, options=[here]))])
        return outcome

    outcomes = at_once(answer_or_close, range(5 * THREADS))
    acknowledged = sum(outcome == {} for outcome in outcomes)
    refused = sum(isinstance(outcome, Refused) for outcome in outcomes)
    assert acknowledged + refused == 5 * THREADS - 1
    row = Poll.objects.get(pk=poll)
    assert (row.answers, row.tally, Answer.objects.count()) == (
        acknowledged,
        {str(here): acknowledged},
        acknowledged,
    )


def test_questions_of_threads_get_numbers_without_gaps():
    room = Room()
    at_once(lambda number: [room.ask(f"{number}-{n}?") for n in range(4)])
    numbers = Question.objects.filter(session=room.session_id).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 4 * THREADS + 1))


def test_highlights_of_threads_leave_one():
    room = Room()
    questions = [room.ask(f"{n}?") for n in range(THREADS)]
    at_once(lambda number: room.moderator.do("question.highlight", question=questions[number], on=True))
    assert Question.objects.filter(session=room.session_id, highlighted=True).count() == 1


def test_sessions_do_not_wait_for_each_other_for_ever():
    rooms = [Room(), Room()]
    questions = [room.ask() for room in rooms]

    def vote(number: int) -> list:
        """Batches over both sessions, named in either order."""
        order = (0, 1) if number % 2 else (1, 0)
        batch = [(attendee(rooms[i], number), UpvoteQuestion(question=questions[i], on=True)) for i in order]
        return [cast_upvotes(batch) for _ in range(5)][-1]

    assert at_once(vote) == [[{}, {}]] * THREADS
    assert [room.question(question).score for room, question in zip(rooms, questions, strict=True)] == [
        THREADS
    ] * 2
