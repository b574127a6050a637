"""What each kind takes, refuses and makes of it: rating, ranking, number, points, and choices of several."""

import pytest

from sessions.polls.models import Answer
from sessions.wire.roles import Role
from tests.support.refusals import code_of

pytestmark = pytest.mark.django_db

NAN, INFINITE = float("nan"), float("inf")


def refusals_of(room, poll, **fields):
    code = code_of(room.attendee().do, "poll.answer", poll=poll, **fields)
    assert Answer.objects.filter(poll=poll).count() == 0
    return code


@pytest.mark.parametrize("kind", ["choice", "wordcloud", "text", "rating", "ranking", "number", "points"])
def test_field_of_another_kind_is_refused(room, kind):
    poll = room.poll(kind=kind)
    fields = {
        "options": room.options(poll) or [1],
        "texts": ["Trust"],
        "text": "Trust",
        "number": 1,
        "order": room.options(poll) or [1],
        "points": {"1": 100},
    }
    own = {"choice": ["options"], "wordcloud": ["texts"], "text": ["text"], "ranking": ["order"]}
    for field, value in fields.items():
        if field not in own.get(kind, ["points"] if kind == "points" else ["number"]):
            assert refusals_of(room, poll, **{field: value}) == "unknown_field"
    assert refusals_of(room, poll) == "missing_field"


@pytest.mark.parametrize("kind", ["quiz", "survey"])
def test_quiz_or_survey_itself_takes_no_answer(room, kind):
    poll = room.poll(kind=kind)
    assert code_of(room.attendee().do, "poll.answer", poll=poll, options=[1]) in (
        "not_found",
        "unknown_field",
    )
    assert Answer.objects.count() == 0


# --- choice ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"highest": 4}, "number_out_of_range"),
        ({"lowest": 3, "highest": 2}, "number_out_of_range"),
        ({"lowest": 0}, "wrong_type"),
        ({"highest": True}, "wrong_type"),
        ({"order": "random"}, "wrong_type"),
        ({"steps": 5}, "wrong_type"),
    ],
)
def test_choice_that_cannot_be_set_is_refused(room, settings, code):
    fields = {"title": "Which?", "options": ["A", "B", "C"], "settings": settings}
    assert code_of(room.moderator.do, "poll.create", **fields) == code


@pytest.mark.parametrize(("chosen", "fits"), [(1, False), (2, True), (3, True), (4, False)])
def test_choice_of_two_to_three(room, chosen, fits):
    poll = room.poll("A", "B", "C", "D", settings={"lowest": 2, "highest": 3})
    fields = {"poll": poll, "options": room.options(poll)[:chosen]}
    if fits:
        room.attendee().do("poll.answer", **fields)
    else:
        assert code_of(room.attendee().do, "poll.answer", **fields) == "choice_count"


# --- rating ----------------------------------------------------------------------------------------------


def test_rating_has_histogram_and_average(room, shown):
    poll = room.poll(
        kind="rating", settings={"steps": 4, "style": "numbers", "low": "Never", "high": "Always"}
    )
    assert shown(poll)["results"] == {"counts": [0, 0, 0, 0], "average": None, "people": 0}
    for step in (1, 4, 4):
        room.attendee().do("poll.answer", poll=poll, number=step)
    assert shown(poll)["results"] == {"counts": [1, 0, 0, 2], "average": 3.0, "people": 3}
    assert shown(poll)["options"] == []


@pytest.mark.parametrize("number", [0, -1, 6, 1.5, NAN, INFINITE, -INFINITE, 1e300])
def test_step_that_is_not_there_is_refused(room, number):
    poll = room.poll(kind="rating", settings={"steps": 5})
    assert refusals_of(room, poll, number=number) == "number_out_of_range"


@pytest.mark.parametrize("settings", [{"steps": 1}, {"steps": 11}, {"steps": 2.5}, {"style": "hearts"}])
def test_rating_that_cannot_be_is_refused(room, settings):
    fields = {"title": "How good?", "kind": "rating", "settings": settings}
    assert code_of(room.moderator.do, "poll.create", **fields) == "wrong_type"


@pytest.mark.parametrize(("label", "code"), [("x" * 41, "text_too_long"), ("a\u202eb", "text_unpaintable")])
def test_label_that_cannot_be_is_refused(room, label, code):
    fields = {"title": "How good?", "kind": "rating", "settings": {"low": label}}
    assert code_of(room.moderator.do, "poll.create", **fields) == code


# --- ranking ---------------------------------------------------------------------------------------------


def test_ranking_gives_borda_points(room, shown):
    poll = room.poll("A", "B", "C", kind="ranking")
    a, b, c = room.options(poll)
    for order in ([a, b, c], [b, a, c], [a, c, b]):
        room.attendee().do("poll.answer", poll=poll, order=order)
    assert shown(poll)["results"] == {
        "scores": [8, 6, 4],
        "ranks": [1.33, 2.0, 2.67],
        "ranked": [3, 3, 3],
        "people": 3,
    }


def test_partial_ranking_gives_what_is_left_out_nothing(room, shown):
    poll = room.poll("A", "B", "C", kind="ranking", settings={"partial": True})
    a, b, _ = room.options(poll)
    for order in ([b], [b, a]):
        room.attendee().do("poll.answer", poll=poll, order=order)
    assert shown(poll)["results"] == {
        "scores": [2, 6, 0],
        "ranks": [2.0, 1.0, None],
        "ranked": [1, 2, 0],
        "people": 2,
    }


@pytest.mark.parametrize(
    ("partial", "places", "code"),
    [
        (False, [], "ranking_invalid"),
        (False, [0, 1], "ranking_invalid"),
        (False, [0, 1, 1], "ranking_invalid"),
        (False, [0, 1, 2, 2], "ranking_invalid"),
        (False, [0, 1, 3], "not_found"),
        (True, [], "ranking_invalid"),
        (True, [1, 1], "ranking_invalid"),
        (True, [3], "not_found"),
    ],
)
def test_ranking_that_cannot_be_is_refused(room, partial, places, code):
    other = room.options(room.poll("X", "Y"))
    poll = room.poll("A", "B", "C", kind="ranking", settings={"partial": partial})
    options = [*room.options(poll), *other]
    assert refusals_of(room, poll, order=[options[place] for place in places]) == code


# --- number ----------------------------------------------------------------------------------------------


def number(room, *answers, **settings):
    poll = room.poll(kind="number", settings=settings)
    for value in answers:
        room.attendee().do("poll.answer", poll=poll, number=value)
    return poll


def bins(results):
    return [(one["lowest"], one["highest"], one["count"]) for one in results["bins"]]


def test_number_without_answers_has_no_mean(room, shown):
    assert shown(number(room))["results"] == {"bins": [], "mean": None, "median": None, "people": 0}


@pytest.mark.parametrize(
    ("answers", "mean", "median"),
    [([7], 7, 7), ([1, 2], 1.5, 1.5), ([1, 2, 9], 4, 2), ([5, 5, 5, 99], 28.5, 5), ([0, 1], 0.5, 0.5)],
)
def test_number_has_mean_and_median(room, shown, answers, mean, median):
    results = shown(number(room, *answers))["results"]
    assert (results["mean"], results["median"], results["people"]) == (mean, median, len(answers))


@pytest.mark.parametrize(
    ("answers", "settings", "expected"),
    [
        # Few different numbers: a bin for each.
        ([3, 5, 5], {}, [(3, 4, 1), (4, 5, 0), (5, 6, 2)]),
        # A wide range: round edges, none above what may be given.
        ([0, 42, 100], {}, [(n, n + 10, {0: 1, 40: 1, 90: 1}.get(n, 0)) for n in range(0, 100, 10)]),
        # The top is not the bound: it has a bin of its own.
        ([0, 100], {"highest": 500}, [(n, n + 10, {0: 1, 100: 1}.get(n, 0)) for n in range(0, 110, 10)]),
        # Where estimates cluster far from the bounds, the bins are there.
        (
            [1997, 2003],
            {"lowest": 0, "highest": 10000},
            [(n, n + 1, int(n in (1997, 2003))) for n in range(1997, 2004)],
        ),
        # Below nought.
        (
            [-15, 14],
            {"lowest": -20, "highest": 20},
            [(n, n + 5, int(n in (-15, 10))) for n in range(-15, 15, 5)],
        ),
        # Decimals: edges without the dust of binary fractions.
        (
            [0.1, 0.3],
            {"decimals": 1, "highest": 1},
            [(0.1, 0.2, 1), (0.2, 0.3, 0), (0.3, 0.4, 1)],
        ),
        ([1_000_000_000], {"highest": 1_000_000_000}, [(1_000_000_000, 1_000_000_001, 1)]),
    ],
)
def test_bins_have_round_edges(room, shown, answers, settings, expected):
    assert bins(shown(number(room, *answers, **settings))["results"]) == expected


@pytest.mark.parametrize("value", [-1, 100.001, NAN, INFINITE, -INFINITE, 1e300])
def test_number_out_of_bounds_is_refused(room, value):
    poll = room.poll(kind="number", settings={"lowest": 0, "highest": 100, "decimals": 2})
    assert refusals_of(room, poll, number=value) == "number_out_of_range"


def test_number_is_rounded_to_the_decimals_of_the_poll(room):
    poll = room.poll(kind="number", settings={"lowest": -1, "highest": 1, "decimals": 1})
    amara = room.attendee()
    for value, kept in [(0.26, 0.3), (-0.04, 0.0), (1, 1.0)]:
        amara.do("poll.answer", poll=poll, number=value)
        assert str(amara.you["answers"][str(poll)]) == str(kept)


def test_bounds_are_as_exact_as_the_numbers(room, shown):
    poll = room.poll(kind="number", settings={"lowest": 0.4, "highest": 9.6})
    assert (shown(poll)["settings"]["lowest"], shown(poll)["settings"]["highest"]) == (0, 10)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"lowest": 5, "highest": 5}, "number_out_of_range"),
        ({"lowest": 6, "highest": 5}, "number_out_of_range"),
        ({"lowest": 0.1, "highest": 0.2}, "number_out_of_range"),
        ({"highest": 1_000_000_001}, "wrong_type"),
        ({"lowest": NAN}, "wrong_type"),
        ({"decimals": 3}, "wrong_type"),
        ({"decimals": -1}, "wrong_type"),
        ({"unit": "x" * 13}, "text_too_long"),
    ],
)
def test_number_that_cannot_be_is_refused(room, settings, code):
    fields = {"title": "How many?", "kind": "number", "settings": settings}
    assert code_of(room.moderator.do, "poll.create", **fields) == code


# --- points ----------------------------------------------------------------------------------------------


def shares(room, poll, *points):
    return {str(option): n for option, n in zip(room.options(poll), points, strict=False)}


def test_points_are_summed(room, shown):
    poll = room.poll("A", "B", "C", kind="points")
    for points in ([50, 50, 0], [100], [20, 30, 50]):
        room.attendee().do("poll.answer", poll=poll, points=shares(room, poll, *points))
    assert shown(poll)["results"] == {"sums": [170, 80, 50], "percents": [57, 27, 17], "people": 3}


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "points_do_not_sum"),
        ([99], "points_do_not_sum"),
        ([100, 1], "points_do_not_sum"),
        ([10**30], "points_do_not_sum"),
        ([150, -50], "number_out_of_range"),
    ],
)
def test_points_that_do_not_sum_are_refused(room, points, code):
    poll = room.poll("A", "B", kind="points")
    assert refusals_of(room, poll, points=shares(room, poll, *points)) == code


def test_points_for_an_option_of_another_poll_are_refused(room):
    other = room.options(room.poll("X", "Y"))
    poll = room.poll("A", "B", kind="points")
    assert refusals_of(room, poll, points={str(other[0]): 100}) == "not_found"
    assert refusals_of(room, poll, points={"first": 100}) == "not_found"


@pytest.mark.parametrize("total", [0, -1, 1001, 1.5])
def test_total_that_cannot_be_is_refused(room, total):
    fields = {"title": "Share", "options": ["A", "B"], "kind": "points", "settings": {"total": total}}
    assert code_of(room.moderator.do, "poll.create", **fields) == "wrong_type"


# --- how many answered -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SCREEN])
def test_hidden_count_is_told_to_moderators_and_with_the_results(room, shown, role):
    poll = room.poll(results="hidden", show_count=False)
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    assert (shown(poll, role)["answers"], shown(poll, Role.MODERATOR)["answers"]) == (None, 1)
    room.moderator.do("poll.reveal", poll=poll, on=True)
    assert shown(poll, role)["answers"] == 1
