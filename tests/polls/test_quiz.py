"""A quiz: who plays, what a right answer is worth, who leads, and that nobody learns what is right too early."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.polls.models import Answer, Poll
from sessions.wire import limits
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

EVERYONE_ELSE = [Role.ATTENDEE, Role.SCREEN]


class Quiz:
    """An open quiz with questions "A" (right), "B", "C", opened one by one."""

    def __init__(self, room, questions=2, seconds=20, opened=True, **quiz_settings):
        self.room = room
        self.id = room.poll(kind="quiz", opened=False, settings=quiz_settings)
        self.questions = [self.question(seconds=seconds) for _ in range(questions)]
        if opened:
            self.open(self.id)

    def question(self, correct=(0,), several=False, **fields):
        settings = {"correct": list(correct), "several": several}
        fields = {"kind": "quiz_question", "parent": self.id, "settings": settings, **fields}
        return self.room.poll("A", "B", "C", opened=False, **fields)

    def open(self, question):
        """Returns when it opened (ms)."""
        self.room.moderator.do("poll.open", poll=question)
        return Poll.objects.get(pk=question).opened_at

    def reveal(self, question):
        return self.room.moderator.do("poll.reveal", poll=question, on=True)["act"]

    def join(self, name, team=""):
        player = self.room.attendee()
        player.do("quiz.join", quiz=self.id, name=name, **({"team": team} if team else {}))
        return player

    def answer(self, player, question, place=0, after=0):
        """Answer so many ms after the question opened."""
        at = Poll.objects.get(pk=question).opened_at + after
        player.do("poll.answer", poll=question, options=[self.room.options(question)[place]], at=at)

    def play(self, answers, question=0):
        """One question, with (player, place, ms) answers, to its reveal."""
        question = self.questions[question]
        self.open(question)
        for player, place, after in answers:
            self.answer(player, question, place, after)
        self.reveal(question)


@pytest.fixture
def quiz(room):
    return Quiz(room)


@pytest.fixture
def leaders(shown):
    def leaders(quiz, role=Role.SCREEN):
        return [
            (one["place"], one["name"], one["points"]) for one in shown(quiz.id, role)["results"]["leaders"]
        ]

    return leaders


def points_of(player, question):
    return player.you["played"][str(question)]


# --- points ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "points"),
    [
        (0, 1000),
        (2000, 950),
        (4700, 883),
        (4701, 882),
        (10_000, 750),
        (19_999, 500),
        (20_000, 500),
        (21_500, 500),
        (-50, 1000),
    ],
)
def test_right_answer_earns_less_the_later_it_comes(quiz, after, points):
    player = quiz.join("Amara")
    quiz.play([(player, 0, after)])
    assert points_of(player, quiz.questions[0]) == points


@pytest.mark.parametrize("place", [1, 2])
def test_wrong_answer_earns_nothing(quiz, place):
    player = quiz.join("Amara")
    quiz.play([(player, place, 0)])
    assert points_of(player, quiz.questions[0]) == 0


@pytest.mark.parametrize(("quiz_settings", "seconds"), [({"time_counts": False}, 20), ({}, 0)])
def test_without_time_every_right_answer_earns_the_same(room, quiz_settings, seconds):
    quiz = Quiz(room, seconds=seconds, **quiz_settings)
    player = quiz.join("Amara")
    quiz.play([(player, 0, 15_000)])
    assert points_of(player, quiz.questions[0]) == 1000


@pytest.mark.parametrize(
    ("chosen", "points"), [([0, 2], 1000), ([2, 0], 1000), ([0], 0), ([0, 1], 0), ([0, 1, 2], 0)]
)
def test_several_right_options_must_all_be_chosen_and_no_other(room, chosen, points):
    quiz = Quiz(room)
    question = quiz.question(correct=[0, 2], several=True)
    quiz.open(question)
    options, player = room.options(question), quiz.join("Amara")
    player.do("poll.answer", poll=question, options=[options[place] for place in chosen])
    quiz.reveal(question)
    assert points_of(player, question) == points


def test_answer_after_the_grace_is_refused_whatever_is_open(room, quiz):
    question, player = quiz.questions[0], quiz.join("Amara")
    quiz.open(question)
    assert code_of(quiz.answer, player, question, after=21_501) == "poll_not_open"
    assert Answer.objects.filter(poll=question).count() == 0
    quiz.answer(player, question, after=21_500)


def test_answer_is_final(room, quiz):
    question, player = quiz.questions[0], quiz.join("Amara")
    quiz.open(question)
    quiz.answer(player, question, 1)
    assert code_of(quiz.answer, player, question, 0) == "answer_final"
    quiz.answer(player, question, 1)
    assert player.you["answers"][str(question)] == room.options(question)[1:2]


def test_same_answer_again_keeps_its_time(quiz):
    question, player = quiz.questions[0], quiz.join("Amara")
    quiz.open(question)
    for after in (2000, 18_000):
        quiz.answer(player, question, 0, after)
    quiz.reveal(question)
    assert points_of(player, question) == 950


def test_second_tab_in_the_same_batch_is_told_that_the_first_counts(room, quiz):
    from sessions.core.actors import Actor
    from sessions.polls.answers import answer_polls
    from sessions.wire.commands import AnswerPoll
    from sessions.wire.errors import Refused

    question = quiz.questions[0]
    quiz.open(question)
    a, b, _ = room.options(question)
    actor = Actor(room.session_id, Role.ATTENDEE, "amara")
    outcomes = answer_polls([(actor, AnswerPoll(poll=question, options=[one])) for one in (b, a, b)])
    assert [isinstance(outcome, Refused) and outcome.code.value for outcome in outcomes] == [
        False,
        "answer_final",
        False,
    ]
    assert Answer.objects.get(poll=question).value == [b]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({}, "correct_needed"),
        ({"correct": []}, "correct_needed"),
        ({"correct": [3]}, "correct_needed"),
        ({"correct": [0, 1]}, "correct_needed"),
        ({"correct": [-1]}, "wrong_type"),
        ({"correct": [0], "time": 5}, "wrong_type"),
    ],
)
def test_question_without_a_right_answer_is_refused(room, quiz, settings, code):
    fields = {"title": "Who?", "options": ["A", "B", "C"], "kind": "quiz_question", "parent": quiz.id}
    assert code_of(room.moderator.do, "poll.create", **fields, settings=settings) == code


# --- players ---------------------------------------------------------------------------------------------


def test_who_joins_is_a_player(quiz, shown):
    player = quiz.join("Amara")
    assert player.you["answers"] == {str(quiz.id): {"name": "Amara", "team": ""}}
    assert (shown(quiz.id)["results"]["players"], shown(quiz.id)["answers"]) == (1, 1)


def test_name_in_the_quiz_is_not_the_name_questions_are_asked_with(room, quiz):
    player = quiz.join("Amara")
    assert player.you["name"] == ""
    player.do("question.ask", text="May I stay unknown?")
    assert room.sees()["questions"][0]["author"] == ""


def test_asking_without_a_name_changes_no_player(room, quiz, leaders):
    player = quiz.join("Amara")
    player.do("question.ask", text="Is it over yet?")
    quiz.play([(player, 0, 0)])
    assert leaders(quiz) == [(1, "Amara", 1000)]


def test_player_may_join_again_under_another_name(room, quiz, leaders):
    player = quiz.join("Amara")
    player.do("quiz.join", quiz=quiz.id, name="The Great Amara")
    assert leaders(quiz) == [(1, "The Great Amara", 0)]


def test_who_answers_without_joining_does_not_play_until_they_join(room, quiz, leaders):
    late = room.attendee()
    quiz.play([(late, 0, 0), (quiz.join("Jonas"), 0, 10_000)])
    assert leaders(quiz) == [(1, "Jonas", 750)]
    assert late.you["scores"] == {}
    late.do("quiz.join", quiz=quiz.id, name="Amara")
    assert leaders(quiz) == [(1, "Amara", 1000), (2, "Jonas", 750)]


@pytest.mark.parametrize(
    ("name", "code"), [("", "text_empty"), ("x" * 41, "text_too_long"), ("a\u202eb", "text_unpaintable")]
)
def test_name_that_cannot_be_is_refused(room, quiz, name, code):
    assert code_of(room.attendee().do, "quiz.join", quiz=quiz.id, name=name) == code
    assert Answer.objects.count() == 0


def test_nobody_joins_a_draft_a_closed_quiz_or_another_poll(room, quiz):
    join, draft = room.attendee().do, Quiz(room, opened=False).id
    assert code_of(join, "quiz.join", quiz=draft, name="Amara") == "not_found"
    room.moderator.do("poll.close", poll=quiz.id)
    assert code_of(join, "quiz.join", quiz=quiz.id, name="Amara") == "poll_not_open"
    assert code_of(join, "quiz.join", quiz=room.poll(), name="Amara") == "not_found"


# --- the leaderboard -------------------------------------------------------------------------------------


def test_best_five_lead_and_equals_share_a_place(room, quiz, leaders):
    players = [quiz.join(name) for name in "ABCDEFG"]
    times = [4000, 0, 4000, 8000, 8000, 8000]
    quiz.play([(player, 0, after) for player, after in zip(players, times, strict=False)])
    assert leaders(quiz) == [(1, "B", 1000), (2, "A", 900), (2, "C", 900), (4, "D", 800), (4, "E", 800)]
    assert [player.you["scores"][str(quiz.id)] for player in (players[5], players[6])] == [
        {"points": 800, "place": 4},
        {"points": 0, "place": 7},
    ]


def test_points_of_all_revealed_questions_are_summed(room, quiz, leaders, shown):
    amara, jonas = quiz.join("Amara"), quiz.join("Jonas")
    quiz.play([(amara, 0, 0), (jonas, 1, 0)], 0)
    quiz.play([(amara, 0, 20_000), (jonas, 0, 0)], 1)
    assert leaders(quiz) == [(1, "Amara", 1500), (2, "Jonas", 1000)]
    assert shown(quiz.id)["results"]["revealed"] == 2
    assert jonas.you["scores"] == {str(quiz.id): {"points": 1000, "place": 2}}


def test_deleted_question_counts_no_more_and_undo_brings_it_back(room, quiz, leaders):
    player = quiz.join("Amara")
    quiz.play([(player, 0, 0)])
    act = room.moderator.do("poll.delete", poll=quiz.questions[0])["act"]
    assert leaders(quiz) == [(1, "Amara", 0)]
    room.moderator.do("act.undo", act=act)
    assert leaders(quiz) == [(1, "Amara", 1000)]


def test_team_has_the_mean_of_those_who_played(room, leaders):
    quiz = Quiz(room, teams=["Red", "Blue", "Green"])
    red = [quiz.join(f"R{n}", "Red") for n in range(3)]
    blue = quiz.join("B", "Blue")
    quiz.play([(red[0], 0, 0), (red[1], 1, 0), (blue, 0, 20_000)])
    assert leaders(quiz) == [(1, "Red", 500), (1, "Blue", 500)]
    assert blue.you["scores"][str(quiz.id)] == {"points": 500, "place": 2}


@pytest.mark.parametrize("team", ["", "Violet"])
def test_team_that_is_not_there_is_refused(room, team):
    quiz = Quiz(room, teams=["Red", "Blue"])
    assert code_of(room.attendee().do, "quiz.join", quiz=quiz.id, name="Amara", team=team) == "not_found"


@pytest.mark.parametrize(
    ("teams", "code"),
    [
        (["Red", "red "], "option_repeated"),
        (["Ace", "Асе"], "option_repeated"),  # Cyrillic
        (["Red", ""], "text_empty"),
        (["x" * 41], "text_too_long"),
        ([str(n) for n in range(13)], "number_out_of_range"),
        ("Red", "wrong_type"),
    ],
)
def test_teams_that_cannot_be_are_refused(room, teams, code):
    fields = {"title": "Quiz", "kind": "quiz", "settings": {"teams": teams}}
    assert code_of(room.moderator.do, "poll.create", **fields) == code


def test_reset_quiz_has_no_players_until_undo(room, quiz, leaders, shown):
    player = quiz.join("Amara")
    quiz.play([(player, 0, 0)])
    act = room.moderator.do("poll.reset", poll=quiz.id)["act"]
    assert shown(quiz.id, Role.MODERATOR)["results"] == {
        "leaders": [],
        "players": 0,
        "revealed": 0,
        "listed": [],
    }
    assert player.you["answers"] == player.you["scores"] == player.you["played"] == {}
    room.moderator.do("act.undo", act=act)
    assert leaders(quiz) == [(1, "Amara", 1000)]
    assert player.you["scores"] == {str(quiz.id): {"points": 1000, "place": 1}}


rounds = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 21_500)), max_size=8),
    min_size=1,
    max_size=3,
)


@given(rounds=rounds, hidden=st.integers(0, 2))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_scores_are_a_recount_of_the_answers(rounds, hidden):
    room = Room()
    quiz = Quiz(room, questions=len(rounds))
    players = [quiz.join(f"P{n}") for n in range(6)]
    expected = [0] * 6
    for number, batch in enumerate(rounds):
        first = {who: (place, after) for who, place, after in reversed(batch)}
        quiz.play([(players[who], *answer) for who, answer in first.items()], number)
        if number == hidden:
            room.moderator.do("poll.reveal", poll=quiz.questions[number], on=False)
            continue
        for who, (place, after) in first.items():
            share = min(Fraction(1), Fraction(after, 20_000))
            expected[who] += floor(1000 * (1 - share / 2) + Fraction(1, 2)) if place == 0 else 0
    told = [player.you["scores"].get(str(quiz.id)) for player in players]
    if len(rounds) == 1 and hidden == 0:
        assert told == [None] * 6
    else:
        places = [1 + sum(other > points for other in expected) for points in expected]
        assert [(one["points"], one["place"]) for one in told] == list(zip(expected, places, strict=True))


# --- secrecy ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("results", ["live", "answered", "hidden"])
@pytest.mark.parametrize("role", EVERYONE_ELSE)
def test_nothing_tells_what_is_right_before_the_reveal(room, shown, role, results):
    quiz = Quiz(room)
    question = quiz.question(correct=[1], results=results, seconds=20)
    quiz.open(question)
    right, wrong = quiz.join("Right"), quiz.join("Wrong")
    quiz.answer(right, question, 1)
    quiz.answer(wrong, question, 0)
    for close in (False, True):
        if close:
            room.moderator.do("poll.close", poll=question)
        desk, there = shown(question, Role.MODERATOR), shown(question, role)
        assert (desk["settings"]["correct"], desk["results"]["correct"]) == ([1], [1])
        assert (there["settings"]["correct"], there["results"]) == (None, None)
        assert shown(quiz.id, role)["results"]["leaders"] == [
            {"place": 1, "name": "Right", "points": 0},
            {"place": 1, "name": "Wrong", "points": 0},
        ]
        for player in (right, wrong):
            assert (player.you["played"], player.you["scores"], player.you["results"]) == ({}, {}, {})
    quiz.reveal(question)
    assert shown(question, role)["results"]["correct"] == [1]
    assert shown(question, role)["settings"]["correct"] is None


def test_reveal_ends_the_question(room, quiz, shown):
    question, player = quiz.questions[0], quiz.join("Amara")
    quiz.open(question)
    quiz.reveal(question)
    assert shown(question)["state"] == "closed"
    assert code_of(quiz.answer, player, question) == "poll_not_open"


def test_revealed_question_is_not_opened_again(room, quiz, shown):
    question = quiz.questions[0]
    quiz.open(question)
    act = quiz.reveal(question)
    assert code_of(room.moderator.do, "poll.open", poll=question) == "poll_not_draft"
    room.moderator.do("act.undo", act=act)
    assert (shown(question)["state"], shown(question)["results"]) == ("closed", None)


def test_draft_is_not_revealed_in_advance(room, quiz):
    assert code_of(room.moderator.do, "poll.reveal", poll=quiz.questions[0], on=True) == "poll_not_open"


def test_answered_question_is_not_opened_again_but_after_a_reset(room, quiz, shown):
    question = quiz.questions[0]
    quiz.open(question)
    quiz.answer(quiz.join("Amara"), question)
    room.moderator.do("poll.close", poll=question)
    assert code_of(room.moderator.do, "poll.open", poll=question) == "poll_not_draft"
    room.moderator.do("poll.reset", poll=question)
    quiz.open(question)
    assert (shown(question)["state"], shown(question)["answers"]) == ("open", 0)


# --- its life --------------------------------------------------------------------------------------------


def states(shown, quiz):
    return [shown(one, Role.MODERATOR)["state"] for one in (quiz.id, *quiz.questions)]


def test_opening_a_question_opens_its_quiz_and_closes_the_question_before(room, shown):
    quiz = Quiz(room, opened=False)
    first, second = quiz.questions
    quiz.open(first)
    assert states(shown, quiz) == ["open", "open", "draft"]
    assert room.sees()["stage"]["poll"] == first
    quiz.open(second)
    assert states(shown, quiz) == ["open", "closed", "open"]


def test_closing_the_quiz_closes_its_question(room, quiz, shown):
    quiz.open(quiz.questions[0])
    act = room.moderator.do("poll.close", poll=quiz.id)["act"]
    assert states(shown, quiz) == ["closed", "closed", "draft"]
    room.moderator.do("act.undo", act=act)
    assert states(shown, quiz) == ["open", "open", "draft"]


def test_other_poll_closes_the_quiz_and_undo_opens_it_again(room, quiz, shown):
    other = room.poll(opened=False)
    quiz.open(quiz.questions[0])
    act = room.moderator.do("poll.open", poll=other)["act"]
    assert states(shown, quiz) == ["closed", "closed", "draft"]
    room.moderator.do("act.undo", act=act)
    assert states(shown, quiz) == ["open", "open", "draft"]
    assert shown(other) is None


def test_question_can_be_added_while_the_quiz_runs(room, quiz, shown):
    quiz.open(quiz.questions[0])
    late = quiz.question()
    assert shown(late) is None
    quiz.open(late)
    assert shown(late)["state"] == "open"


def test_quiz_takes_questions_only_and_questions_are_nowhere_else(room, quiz):
    question = {"title": "Who?", "options": ["A", "B"], "kind": "quiz_question", "settings": {"correct": [0]}}
    survey = room.poll(kind="survey", opened=False)
    for parent in (None, survey, room.poll(opened=False)):
        fields = {**question, "parent": parent}
        assert code_of(room.moderator.do, "poll.create", **fields) == "kind_here"
    for kind in ("choice", "quiz", "survey"):
        fields = {"title": "Who?", "options": ["A", "B"], "kind": kind, "parent": quiz.id}
        assert code_of(room.moderator.do, "poll.create", **fields) == "kind_here"
    assert code_of(room.moderator.do, "poll.create", **question, parent=999_999) == "not_found"
    elsewhere = Room().poll(kind="quiz", opened=False)
    assert code_of(room.moderator.do, "poll.create", **question, parent=elsewhere) == "not_found"


def test_quiz_has_at_most_fifty_questions(room):
    quiz = Quiz(room, questions=50)
    assert code_of(quiz.question) == "kind_here"
    assert code_of(room.moderator.do, "poll.duplicate", poll=quiz.questions[0]) == "kind_here"


def test_quiz_itself_has_no_countdown(room, shown):
    quiz = room.poll(kind="quiz", seconds=20)
    assert (shown(quiz)["seconds"], shown(quiz)["closes_at"]) == (20, None)


# --- names -----------------------------------------------------------------------------------------------


def listed(shown, quiz):
    return {one["name"]: one for one in shown(quiz.id, Role.MODERATOR)["results"]["listed"]}


@pytest.mark.parametrize(
    ("name", "code"),
    [("Big Bitch", "word_blocked"), ("Moderator", "name_reserved"), ("The Hôst", "name_reserved")],
)
def test_name_that_insults_or_poses_as_staff_is_refused(quiz, name, code):
    assert code_of(quiz.join, name) == code


def test_teams_are_judged_like_names(room):
    fields = {"title": "Quiz", "kind": "quiz", "settings": {"teams": ["Red", "Bitches"]}}
    assert code_of(room.moderator.do, "poll.create", **fields) == "word_blocked"


def test_players_of_one_name_are_told_apart_in_the_order_they_came(quiz, leaders):
    first, second, third = quiz.join("Anna"), quiz.join("ANNA"), quiz.join("Anna (2)")
    quiz.play([(third, 0, 0), (second, 0, 1000), (first, 0, 2000)])
    assert [name for _, name, _ in leaders(quiz)] == ["Anna (2) (2)", "ANNA (2)", "Anna"]
    assert [who.you["scores"][str(quiz.id)].get("name", "") for who in (first, second)] == ["", "ANNA (2)"]


def test_player_whose_name_only_looks_like_anothers_is_told_apart(quiz, leaders):
    names = ["Anna", "Αnnа", "Анна", "анна"]  # the second has a Greek and a Cyrillic letter
    players = [quiz.join(name) for name in names]
    quiz.play([(player, 0, 1000 * place) for place, player in enumerate(players)])
    assert [name for _, name, _ in leaders(quiz)] == ["Anna", "Αnnа (2)", "Анна", "анна (2)"]


def test_name_that_was_taken_down_is_shown_to_moderators_only_until_undo(room, quiz, leaders, shown):
    quiz.join("Ben")
    rude = quiz.join("Rude")
    quiz.play([(rude, 0, 0)])
    act = room.moderator.do("player.hide", player=listed(shown, quiz)["Rude"]["id"], on=True)["act"]
    for role in EVERYONE_ELSE:
        results = shown(quiz.id, role)["results"]
        assert (results["leaders"][0]["name"], results["leaders"][0]["number"]) == ("", 2)
        assert "listed" not in results
    assert listed(shown, quiz)["Rude"]["state"] == "hidden"
    assert rude.you["answers"][str(quiz.id)] == {"name": "Rude", "team": "", "state": "hidden", "number": 2}
    assert room.trail()[-1][1] == "player.hide"
    room.moderator.do("act.undo", act=act)
    assert leaders(quiz)[0][1] == "Rude"
    assert rude.you["answers"][str(quiz.id)] == {"name": "Rude", "team": ""}


def test_player_whose_name_was_taken_down_may_choose_another_that_waits_to_be_allowed(
    room, quiz, leaders, shown
):
    rude = quiz.join("Rude")
    quiz.play([(rude, 0, 0)])
    player = listed(shown, quiz)["Rude"]["id"]
    room.moderator.do("player.hide", player=player, on=True)
    rude.do("quiz.join", quiz=quiz.id, name="RUDE")
    assert listed(shown, quiz)["RUDE"]["state"] == "hidden"
    rude.do("quiz.join", quiz=quiz.id, name="Rosa")
    assert listed(shown, quiz)["Rosa"]["state"] == "pending"
    assert leaders(quiz)[0][1] == ""
    rude.do("quiz.join", quiz=quiz.id, name="Rosalind")
    room.moderator.do("player.hide", player=player, on=False)
    assert leaders(quiz)[0][1] == "Rosalind"
    rude.do("quiz.join", quiz=quiz.id, name="Rosa")
    assert leaders(quiz)[0][1] == "Rosa"


def test_player_of_another_session_is_as_if_absent(room, quiz, shown):
    quiz.join("Ben")
    player = listed(shown, quiz)["Ben"]["id"]
    assert code_of(Room().moderator.do, "player.hide", player=player, on=True) == "not_found"
    text = room.poll(kind="text")
    card = room.attendee()
    card.do("poll.answer", poll=text, text="Hello")
    assert (
        code_of(room.moderator.do, "player.hide", player=Answer.objects.get(poll=text).pk, on=True)
        == "not_found"
    )


def test_moderators_see_names_that_wait_first_and_so_many_players(room, quiz, shown):
    players = [quiz.join(f"p{n}") for n in range(limits.PLAYERS_LISTED + 3)]
    room.moderator.do("player.hide", player=Answer.objects.get(value__name="p0").pk, on=True)
    players[0].do("quiz.join", quiz=quiz.id, name="new")
    names = list(listed(shown, quiz))
    assert (names[0], len(names)) == ("new", limits.PLAYERS_LISTED)
