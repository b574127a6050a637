"""What answers cost the database: so many statements, however many people."""

import pytest

from sessions.core.actors import Actor
from sessions.live.own import read_own
from sessions.live.views import read_moved
from sessions.polls.answers import answer_polls
from sessions.polls.models import Poll
from sessions.wire.commands import AnswerPoll, JoinQuiz
from sessions.wire.roles import Role
from tests.support.queries import statements

from .samples import SAMPLES

pytestmark = pytest.mark.django_db

# First an answer of everybody: lock the session, find the polls, their options, the participants, insert the missing
# ones, find them, find their earlier answers, write the answers, raise the revision, save the poll. Then a changed one:
# nobody is missing. Clouds also find and write words, known and new ones; changed texts are deleted first.
FIRST, CHANGED = 10, 8
MORE = {"wordcloud": (2, 3), "text": (0, 1)}
VALUES = {
    "choice": ([0], [1]),
    "choices": ([0, 1], [1]),
    "wordcloud": (["Trust", "Data"], ["cafe"]),
    "text": ("One", "Two"),
    "rating": (1, 2),
    "ranking": ([0, 1, 2], [2, 1, 0]),
    "partial ranking": ([0], [1]),
    "number": (1.5, 2.5),
    "points": ([10, 0, 0], [0, 10, 0]),
    "quiz question": ([0], [0]),
}
# To tell what moved: the session, the questions, the polls with parents, their options; then what the kind reads.
TOLD = {"wordcloud": 7, "text": 8}


def everybody(room, sample, poll, value, people):
    fields = sample.fields(room.options(poll), value)
    return [
        (Actor(room.session_id, Role.ATTENDEE, f"key-{n}"), AnswerPoll(poll=poll, **fields))
        for n in range(people)
    ]


def players(room, quiz, people):
    return [
        (Actor(room.session_id, Role.ATTENDEE, f"key-{n}"), JoinQuiz(quiz=quiz, name=f"P{n}"))
        for n in range(people)
    ]


@pytest.mark.parametrize("people", [1, 100])
@pytest.mark.parametrize("kind", SAMPLES)
def test_batch_takes_so_many_statements_however_many_answers(room, kind, people):
    sample = SAMPLES[kind]
    poll = sample.make(room)
    costs = []
    for value in VALUES[kind]:
        answers = everybody(room, sample, poll, value, people)
        with statements() as asked:
            assert answer_polls(answers) == [{}] * people
        costs.append(len(asked))
    more = MORE.get(kind, (0, 0))
    changed = CHANGED if kind != "quiz question" else 5  # the same answer again writes nothing
    assert costs == [FIRST + more[0], changed + more[1]]


@pytest.mark.parametrize("people", [1, 100])
def test_joining_a_quiz_takes_eleven_statements_however_many_players(room, people):
    quiz = room.poll(kind="quiz")
    with statements() as asked:
        answer_polls(players(room, quiz, people))
    assert len(asked) == 11


def test_answer_to_a_part_also_moves_its_survey(room):
    survey = room.poll(kind="survey", opened=False)
    part = room.poll(parent=survey, opened=False)
    room.moderator.do("poll.open", poll=survey)
    answers, before = everybody(room, SAMPLES["choice"], part, [0], 100), room.session.revision
    with statements() as asked:
        answer_polls(answers)
    assert len(asked) == FIRST + 1
    assert set(Poll.objects.values_list("revision", flat=True)) == {before + 1}


@pytest.mark.parametrize("people", [1, 100])
@pytest.mark.parametrize("kind", SAMPLES)
def test_telling_what_moved_takes_so_many_statements(room, kind, people):
    sample = SAMPLES[kind]
    poll = sample.make(room)
    before = room.session.revision
    answer_polls(everybody(room, sample, poll, VALUES[kind][0], people))
    with statements() as asked:
        moved = read_moved(room.session_id, before)
    assert [row.pk for row in moved.polls] == [poll]
    assert len(asked) == TOLD.get(kind, 4)


@pytest.mark.parametrize("people", [1, 100])
def test_telling_the_scores_takes_so_many_statements(room, people):
    sample = SAMPLES["quiz question"]
    question = sample.make(room)
    answer_polls(players(room, Poll.objects.get(pk=question).parent_id, people))
    answer_polls(everybody(room, sample, question, [0], people))
    before = room.session.revision
    room.moderator.do("poll.reveal", poll=question, on=True)
    with statements() as asked:
        moved = read_moved(room.session_id, before)
    # As above, and the quiz: its revealed questions, its players, their points, and how many names are not shown.
    assert (len(moved.polls), len(asked)) == (2, 8)
    with statements() as asked:
        own = read_own([(room.session_id, f"key-{n}") for n in range(people)])
    # The people, their votes, their answers, the quizzes with something revealed, players, points, questions.
    assert len(asked) == 7
    assert [next(iter(one.scores.values())).points for one in own] == [1000] * people
