"""What a moderator does to a question."""

import pytest

from sessions.wire.commands import DISMISS_REASONS
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def moderated():
    return Room(moderated=True)


def desk(room, question):
    return next(shown for shown in room.sees(Role.MODERATOR)["questions"] if shown["id"] == question)


def highlighted(room, role=Role.ATTENDEE):
    return [question["id"] for question in room.sees(role)["questions"] if question["highlighted"]]


# --- approve ---------------------------------------------------------------------------------------------


def test_approved_question_is_shown_to_everyone(moderated):
    question = moderated.ask()
    moderated.moderator.do("question.approve", question=question)
    assert [moderated.texts(role) for role in Role] == [["What changed?"]] * 3
    assert moderated.trail() == [("moderator", "question.approve", "#1", "", "")]


def test_approving_twice_is_approving_once(moderated):
    question = moderated.ask()
    moderated.moderator.do("question.approve", question=question)
    assert moderated.moderator.do("question.approve", question=question) == {}
    assert len(moderated.trail()) == 1


@pytest.mark.parametrize("act", ["dismiss", "archive"])
def test_question_put_away_is_not_approved_but_restored(moderated, act):
    question = moderated.ask()
    fields = {"reason": "unclear"} if act == "dismiss" else {}
    moderated.moderator.do(f"question.{act}", question=question, **fields)
    assert code_of(moderated.moderator.do, "question.approve", question=question) == "wrong_state"


# --- dismiss and archive ---------------------------------------------------------------------------------


def test_dismissed_question_leaves_everyones_sight(room):
    question = room.ask()
    assert room.texts() == ["What changed?"]
    room.moderator.do("question.dismiss", question=question, reason="off_topic")
    assert (room.texts(), room.texts(Role.SCREEN)) == ([], [])
    shown = desk(room, question)
    assert (shown["state"], shown["reason"], shown["words"]) == ("dismissed", "off_topic", "")


@pytest.mark.parametrize("reason", DISMISS_REASONS)
def test_author_is_told_the_reason(room, reason):
    amara = room.attendee()
    question = amara.do("question.ask", text="Buy my phone")["question"]
    room.moderator.do("question.dismiss", question=question, reason=reason, words="An advert")
    [own] = amara.you["questions"]
    assert (own["state"], own["reason"], own["words"]) == ("dismissed", reason, "An advert")


@pytest.mark.parametrize("words", ["", "  ", "\u200b"])
def test_another_reason_needs_words(room, words):
    question = room.ask()
    fields = {"reason": "other", "words": words}
    assert code_of(room.moderator.do, "question.dismiss", question=question, **fields) == "words_needed"
    assert room.texts() == ["What changed?"]


def test_words_of_a_reason_have_a_limit(room):
    question = room.ask()
    fields = {"reason": "other", "words": "x" * 201}
    assert code_of(room.moderator.do, "question.dismiss", question=question, **fields) == "text_too_long"


def test_archived_question_leaves_everyones_sight_without_a_verdict(room):
    question = room.ask()
    room.moderator.do("question.archive", question=question)
    assert (room.texts(), room.texts(Role.SCREEN)) == ([], [])
    shown = desk(room, question)
    assert (shown["state"], shown["reason"]) == ("archived", "")


@pytest.mark.parametrize("waiting", [False, True], ids=["live", "pending"])
@pytest.mark.parametrize("way", [["dismiss"], ["archive"], ["dismiss", "archive"], ["archive", "dismiss"]])
def test_restored_question_is_where_it_was(waiting, way):
    room = Room(moderated=waiting)
    question = room.ask()
    before = desk(room, question)
    for act in way:
        fields = {"reason": "unclear"} if act == "dismiss" else {}
        room.moderator.do(f"question.{act}", question=question, **fields)
    room.moderator.do("question.restore", question=question)
    assert desk(room, question) == before


def test_restoring_what_was_not_put_away_changes_nothing(room):
    question = room.ask()
    assert room.moderator.do("question.restore", question=question) == {}
    assert room.trail() == []


def test_archived_after_dismissal_no_longer_has_a_reason(room):
    amara = room.attendee()
    question = amara.do("question.ask", text="Why?")["question"]
    room.moderator.do("question.dismiss", question=question, reason="other", words="Rude")
    room.moderator.do("question.archive", question=question)
    [own] = amara.you["questions"]
    assert (own["state"], own["reason"], own["words"]) == ("archived", "", "")


# --- highlight and answered ------------------------------------------------------------------------------


def test_highlighted_question_is_pinned_on_every_screen_and_questions_are_on_stage(room):
    question = room.ask()
    room.moderator.do("question.highlight", question=question, on=True)
    assert [highlighted(room, role) for role in Role] == [[question]] * 3
    assert room.sees(Role.SCREEN)["stage"]["view"] == "questions"


def test_one_question_is_highlighted_at_a_time(room):
    first, second = room.ask("One?"), room.ask("Two?")
    for question in (first, second):
        room.moderator.do("question.highlight", question=question, on=True)
    assert highlighted(room) == [second]


def test_highlight_can_be_taken_off(room):
    question = room.ask()
    for on in (True, False):
        room.moderator.do("question.highlight", question=question, on=on)
    assert highlighted(room) == []


@pytest.mark.parametrize("act", ["dismiss", "archive", "answered"])
def test_highlight_ends_with_what_it_was_for(room, act):
    question = room.ask()
    room.moderator.do("question.highlight", question=question, on=True)
    fields = {"dismiss": {"reason": "unclear"}, "answered": {"on": True}}.get(act, {})
    room.moderator.do(f"question.{act}", question=question, **fields)
    assert (highlighted(room), desk(room, question)["highlighted"]) == ([], False)


def test_answered_question_is_ticked_off_for_everyone(room):
    question = room.ask()
    room.moderator.do("question.answered", question=question, on=True)
    assert [[shown["answered"] for shown in room.sees(role)["questions"]] for role in Role] == [[True]] * 3


def test_answered_question_cannot_be_highlighted(room):
    question = room.ask()
    room.moderator.do("question.answered", question=question, on=True)
    assert code_of(room.moderator.do, "question.highlight", question=question, on=True) == "wrong_state"


@pytest.mark.parametrize("act", ["highlight", "answered"])
def test_waiting_question_is_neither_highlighted_nor_answered(moderated, act):
    question = moderated.ask()
    assert code_of(moderated.moderator.do, f"question.{act}", question=question, on=True) == "wrong_state"


# --- where, who ------------------------------------------------------------------------------------------

ACTS = [
    ("approve", {}),
    ("dismiss", {"reason": "unclear"}),
    ("highlight", {"on": True}),
    ("answered", {"on": True}),
    ("archive", {}),
    ("restore", {}),
]


@pytest.mark.parametrize(("act", "fields"), ACTS)
def test_question_of_another_session_is_as_if_absent(room, act, fields):
    other = Room(moderated=act == "approve")
    question = other.ask()
    before = desk(other, question)
    assert code_of(room.moderator.do, f"question.{act}", question=question, **fields) == "not_found"
    assert desk(other, question) == before


@pytest.mark.parametrize(("act", "fields"), ACTS)
def test_ended_session_is_moderated_no_more(room, act, fields):
    question = room.ask()
    room.moderator.do("session.end")
    assert code_of(room.moderator.do, f"question.{act}", question=question, **fields) == "session_ended"


@pytest.mark.parametrize(("act", "fields"), ACTS)
def test_attendee_moderates_nothing(room, act, fields):
    question = room.ask()
    assert code_of(room.attendee().do, f"question.{act}", question=question, **fields) == "not_allowed"


def test_every_act_is_in_the_trail(room):
    question = room.ask()
    for act, fields in [
        ("highlight", {"on": True}),
        ("answered", {"on": True}),
        ("archive", {}),
        ("restore", {}),
    ]:
        room.moderator.do(f"question.{act}", question=question, **fields)
    room.moderator.do("question.dismiss", question=question, reason="other", words="Rude")
    assert room.trail() == [
        ("moderator", "question.highlight", "#1", "", ""),
        ("moderator", "question.answered", "#1", "", ""),
        ("moderator", "question.archive", "#1", "", ""),
        ("moderator", "question.restore", "#1", "", ""),
        ("moderator", "question.dismiss", "#1", "other", "Rude"),
    ]
