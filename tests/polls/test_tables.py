"""The results of every kind as a table of words."""

import pytest

from sessions.core.tables import results_table
from sessions.join.poll_charts import chart_of
from sessions.polls.models import Poll
from sessions.polls.queries import project_poll, read_extra
from sessions.wire.roles import Role

from .samples import SAMPLES

pytestmark = pytest.mark.django_db

VALUES = {
    "choice": [[0], [0], [2]],
    "choices": [[0, 1], [0]],
    "wordcloud": [["Trust"], ["Trust", "Data"]],
    "text": ["One", "Two"],
    "rating": [5, 4],
    "ranking": [[2, 0, 1], [2, 1, 0]],
    "partial ranking": [[2], [2, 0]],
    "number": [1, 1, 2.5],
    "points": [[10, 0, 0], [5, 5, 0]],
    "quiz question": [[0], [1]],
}
ROWS = {
    "choice": [("Here", 2, 67), ("There", 0, 0), ("Nowhere", 1, 33)],
    "choices": [("Here", 2, 100), ("There", 1, 50), ("Nowhere", 0, 0)],
    "wordcloud": [("Trust", 2), ("Data", 1)],
    "text": [("Two",), ("One",)],
    "rating": [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1), ("Average", 4.5)],
    "ranking": [("Nowhere", 1.0, 6, 2), ("Here", 2.5, 3, 2), ("There", 2.5, 3, 2)],
    "partial ranking": [("Nowhere", 1.0, 6, 2), ("Here", 2.0, 2, 1), ("There", "–", 0, 0)],
    "number": [
        *[(f"{n / 10}–{(n + 1) / 10}", {10: 2, 24: 1}.get(n, 0)) for n in range(10, 26, 2)],
        ("Mean", 1.5),
        ("Median", 1.0),
    ],
    "points": [("Here", 15, 75), ("There", 5, 25), ("Nowhere", 0, 0)],
    "quiz question": [("✓ Here", 1, 50), ("There", 1, 50), ("Nowhere", 0, 0)],
}


def table_of(poll, role=Role.MODERATOR):
    row = Poll.objects.prefetch_related("options").get(pk=poll)
    return results_table(project_poll(read_extra(row), role))


@pytest.mark.parametrize("kind", SAMPLES)
def test_table_tells_the_results(room, kind):
    sample = SAMPLES[kind]
    poll = sample.make(room)
    for n, value in enumerate(VALUES[kind]):
        fields = sample.fields(room.options(poll), value)
        room.attendee().do("poll.answer", poll=poll, at=n + 1, **fields)
    table = table_of(poll)
    assert [tuple(row) for row in table.rows] == ROWS[kind]
    assert {len(row) for row in table.rows} == {len(table.head)}


@pytest.mark.parametrize("kind", SAMPLES)
def test_table_without_answers_is_one_too(room, kind):
    assert table_of(SAMPLES[kind].make(room)) is not None


def test_hidden_results_have_no_table(room):
    assert table_of(room.poll(results="hidden"), Role.ATTENDEE) is None


@pytest.mark.parametrize(
    ("decimals", "value", "row"),
    [(0, 7, ("7", 1)), (0, 1_234_567, ("1234567", 1)), (2, 0.25, ("0.25", 1)), (1, -0.5, ("-0.5", 1))],
)
def test_single_number_is_written_as_people_write_it(room, decimals, value, row):
    settings = {"lowest": -10, "highest": 10_000_000, "decimals": decimals}
    poll = room.poll(kind="number", settings=settings)
    room.attendee().do("poll.answer", poll=poll, number=value)
    assert table_of(poll).rows[0] == row


@pytest.mark.parametrize(
    ("settings", "answers", "first", "last"),
    [
        ({"highest": 100}, [20, 65], "20–24", "65–69"),
        ({"highest": 100}, [45, 100], "45–49", "95–100"),  # nothing can be above: the bound is in the last
        ({"highest": 10, "decimals": 1}, [0, 4.5], "0.0–0.4", "4.5–4.9"),
        ({"lowest": -100}, [-40, 9], "-40 – -36", "5–9"),
        ({}, [3, 6], "3", "6"),
    ],
)
def test_bins_say_the_first_and_the_last_number_they_hold(room, settings, answers, first, last):
    poll = room.poll(kind="number", settings=settings)
    for number in answers:
        room.attendee().do("poll.answer", poll=poll, number=number)
    names = [name for name, _ in table_of(poll).rows[:-2]]
    assert (names[0], names[-1]) == (first, last)
    seen = project_poll(read_extra(Poll.objects.get(pk=poll)), Role.MODERATOR)
    assert [bar.label for bar in chart_of(seen, seen.results).bars] == names


def test_quiz_and_survey_have_tables(room):
    quiz = room.poll(kind="quiz")
    room.attendee().do("quiz.join", quiz=quiz, name="Amara")
    assert table_of(quiz).rows == [(1, "Amara", 0)]
    survey = room.poll(kind="survey", opened=False)
    room.poll(parent=survey, opened=False)
    assert table_of(survey).rows == [(1, 0)]
