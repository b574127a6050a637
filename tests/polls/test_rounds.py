"""Starting over, second rounds, copies and the order of polls; and what of it can be taken back."""

import pytest

from sessions.polls.models import Answer, Poll
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


def answered(room, **fields):
    poll = room.poll(**fields)
    amara = room.attendee()
    amara.do("poll.answer", poll=poll, options=room.options(poll)[:1])
    return poll, amara


def undo(room, act):
    return room.moderator.do("act.undo", act=act)


def everyone_sees(room):
    return [room.sees(role) for role in Role]


# --- reset -----------------------------------------------------------------------------------------------


def test_reset_poll_is_a_draft_without_answers(room, shown):
    poll, amara = answered(room)
    room.moderator.do("poll.reset", poll=poll)
    desk = shown(poll, Role.MODERATOR)
    assert (desk["state"], desk["answers"], desk["results"]["counts"]) == ("draft", 0, [0, 0])
    assert (shown(poll), amara.you["answers"]) == (None, {})
    assert room.sees()["stage"] == {"view": "questions", "poll": None, "join_panel": True}


def test_undo_of_a_reset_brings_everything_back(room):
    poll, amara = answered(room, results="hidden", seconds=30)
    room.moderator.do("poll.reveal", poll=poll, on=True)
    before = everyone_sees(room), amara.you
    undo(room, room.moderator.do("poll.reset", poll=poll)["act"])
    assert (everyone_sees(room), amara.you) == before


def test_reset_poll_takes_answers_anew(room, shown):
    poll, amara = answered(room)
    room.moderator.do("poll.reset", poll=poll)
    room.moderator.do("poll.open", poll=poll)
    amara.do("poll.answer", poll=poll, options=room.options(poll)[1:])
    assert shown(poll)["results"]["counts"] == [0, 1]


def test_reset_stays_once_somebody_answered_anew(room, shown):
    poll, amara = answered(room)
    act = room.moderator.do("poll.reset", poll=poll)["act"]
    room.moderator.do("poll.open", poll=poll)
    amara.do("poll.answer", poll=poll, options=room.options(poll)[1:])
    assert code_of(undo, room, act) == "undo_stale"
    assert shown(poll)["results"]["counts"] == [0, 1]


def test_reset_after_an_undone_reset_is_empty_again(room, shown):
    poll, _ = answered(room)
    undo(room, room.moderator.do("poll.reset", poll=poll)["act"])
    room.moderator.do("poll.reset", poll=poll)
    assert shown(poll, Role.MODERATOR)["answers"] == 0
    assert Answer.objects.count() == 1


def test_reset_poll_can_be_edited(room, shown):
    poll, _ = answered(room)
    act = room.moderator.do("poll.reset", poll=poll)["act"]
    room.moderator.do("poll.update", poll=poll, title="Where else?", options=["A", "B"])
    assert code_of(undo, room, act) == "undo_stale"


# --- second round ----------------------------------------------------------------------------------------


def test_second_round_is_open_beside_the_first(room, shown):
    poll, _ = answered(room)
    again = room.moderator.do("poll.repeat", poll=poll)["poll"]
    first, second = shown(poll), shown(again)
    assert (first["state"], first["results"]["counts"]) == ("closed", [1, 0])
    assert (second["state"], second["results"]["counts"], second["repeats"]) == ("open", [0, 0], poll)
    assert [option["text"] for option in second["options"]] == [option["text"] for option in first["options"]]
    assert room.sees()["stage"]["poll"] == again


def test_second_round_stands_right_behind_the_first(room):
    first = answered(room, title="A")[0]
    room.poll(title="B", opened=False)
    again = room.moderator.do("poll.repeat", poll=first)["poll"]
    room.poll(title="C", opened=False)
    third = room.moderator.do("poll.repeat", poll=again)["poll"]
    desk = sorted(room.sees(Role.MODERATOR)["polls"], key=lambda poll: poll["position"])
    assert [poll["id"] for poll in desk][:3] == [first, again, third]
    assert [poll["title"] for poll in desk] == ["A", "A", "A", "B", "C"]


def test_undo_of_a_second_round_outlives_a_move(room, shown):
    poll, _ = answered(room)
    other = room.poll(title="B", opened=False)
    room.moderator.do("poll.open", poll=poll)
    made = room.moderator.do("poll.repeat", poll=poll)
    room.moderator.do("poll.move", poll=other, before=poll)
    undo(room, made["act"])
    assert shown(poll)["state"] == "open"


def test_same_repeat_twice_is_one_round(room):
    poll, _ = answered(room)
    first = room.moderator.do("poll.repeat", poll=poll, command_id="c1")
    assert room.moderator.do("poll.repeat", poll=poll, command_id="c1") == {"poll": first["poll"]}


def test_undo_of_a_second_round_opens_the_first_again(room, shown):
    poll, _ = answered(room)
    made = room.moderator.do("poll.repeat", poll=poll)
    undo(room, made["act"])
    assert (shown(poll)["state"], shown(made["poll"])) == ("open", None)
    assert room.sees()["stage"]["poll"] == poll


def test_answered_second_round_stays(room):
    made = room.moderator.do("poll.repeat", poll=answered(room)[0])
    options = room.options(made["poll"])
    room.attendee().do("poll.answer", poll=made["poll"], options=options[:1])
    assert code_of(undo, room, made["act"]) == "undo_stale"


def test_draft_has_no_second_round(room):
    assert code_of(room.moderator.do, "poll.repeat", poll=room.poll(opened=False)) == "poll_not_open"


@pytest.mark.parametrize("kind", ["quiz", "survey"])
def test_quiz_or_survey_has_no_second_round(room, kind):
    assert code_of(room.moderator.do, "poll.repeat", poll=room.poll(kind=kind)) == "poll_not_open"


# --- copies ----------------------------------------------------------------------------------------------


def test_copy_is_a_draft_with_everything_prepared(room, shown):
    fields = {
        "settings": {"highest": 2},
        "results": "answered",
        "show_count": False,
        "named": True,
        "seconds": 9,
    }
    poll, _ = answered(room, **fields)
    made = room.moderator.do("poll.duplicate", poll=poll)
    copy, source = shown(made["poll"], Role.MODERATOR), shown(poll, Role.MODERATOR)
    assert (copy["state"], copy["answers"], copy["position"], copy["repeats"]) == ("draft", 0, 2, None)
    for same in ("kind", "title", "settings", "results_mode", "show_count", "named", "seconds"):
        assert copy[same] == source[same]
    undo(room, made["act"])
    assert shown(made["poll"], Role.MODERATOR) is None


def test_copied_quiz_keeps_its_solutions(room, shown):
    quiz = room.poll(kind="quiz", opened=False)
    settings = {"correct": [1], "several": False}
    room.poll("A", "B", kind="quiz_question", parent=quiz, settings=settings, opened=False)
    copy = room.moderator.do("poll.duplicate", poll=quiz)["poll"]
    [question] = [poll for poll in room.sees(Role.MODERATOR)["polls"] if poll["parent"] == copy]
    assert question["settings"] == settings


def test_copied_question_is_of_the_same_quiz(room, shown):
    quiz = room.poll(kind="quiz", opened=False)
    settings = {"correct": [1]}
    question = room.poll("A", "B", kind="quiz_question", parent=quiz, settings=settings, opened=False)
    copy = room.moderator.do("poll.duplicate", poll=question)["poll"]
    assert shown(copy, Role.MODERATOR)["parent"] == quiz


# --- order -----------------------------------------------------------------------------------------------


def order(room):
    polls = sorted(room.sees(Role.MODERATOR)["polls"], key=lambda poll: poll["position"])
    return [poll["title"] for poll in polls]


@pytest.mark.parametrize(
    ("poll", "before", "expected"),
    [(2, 0, "CAB"), (0, None, "BCA"), (0, 2, "BAC"), (1, 1, None), (1, 2, "ABC"), (2, None, "ABC")],
)
def test_poll_is_moved_before_another(room, poll, before, expected):
    polls = [room.poll(title=title, opened=False) for title in "ABC"]
    fields = {"poll": polls[poll], "before": None if before is None else polls[before]}
    if expected is None:
        assert code_of(room.moderator.do, "poll.move", **fields) == "not_found"
        return
    made = room.moderator.do("poll.move", **fields)
    assert order(room) == list(expected)
    if made:
        undo(room, made["act"])
        assert order(room) == list("ABC")


def test_poll_is_not_moved_into_another_list(room):
    quiz = room.poll(kind="quiz", opened=False)
    fields = {"kind": "quiz_question", "parent": quiz, "settings": {"correct": [0]}, "opened": False}
    question, poll = room.poll("A", "B", **fields), room.poll(opened=False)
    assert code_of(room.moderator.do, "poll.move", poll=poll, before=question) == "not_found"
    assert code_of(room.moderator.do, "poll.move", poll=question, before=poll) == "not_found"
    elsewhere = Room().poll(opened=False)
    assert code_of(room.moderator.do, "poll.move", poll=poll, before=elsewhere) == "not_found"


# --- what can no longer be taken back --------------------------------------------------------------------


def test_secret_poll_does_not_become_named_by_undo(room, shown):
    fields = {"title": "Where?", "options": ["Here", "There"]}
    poll = room.moderator.do("poll.create", **fields, named=True)["poll"]
    act = room.moderator.do("poll.update", poll=poll, **fields, named=False)["act"]
    room.moderator.do("poll.open", poll=poll)
    assert code_of(undo, room, act) == "undo_stale"
    assert shown(poll)["named"] is False


def quiz_of(room, questions=1):
    quiz = room.poll(kind="quiz", opened=False)
    fields = {"kind": "quiz_question", "parent": quiz, "settings": {"correct": [0]}, "opened": False}
    return quiz, [room.poll("A", "B", **fields) for _ in range(questions)]


def test_quiz_with_questions_is_not_removed_by_undo(room):
    made = room.moderator.do("poll.create", title="Quiz", kind="quiz")
    settings = {"correct": [0]}
    room.poll("A", "B", kind="quiz_question", parent=made["poll"], settings=settings, opened=False)
    assert code_of(undo, room, made["act"]) == "undo_stale"


def test_quiz_is_no_draft_again_once_a_question_opened(room, shown):
    quiz, [question] = quiz_of(room)
    act = room.moderator.do("poll.open", poll=quiz)["act"]
    room.moderator.do("poll.open", poll=question)
    assert code_of(undo, room, act) == "undo_stale"
    assert (shown(quiz)["state"], shown(question)["state"]) == ("open", "open")


def test_question_does_not_reopen_beside_another(room, shown):
    _, [first, second] = quiz_of(room, 2)
    room.moderator.do("poll.open", poll=first)
    act = room.moderator.do("poll.close", poll=first)["act"]
    room.moderator.do("poll.open", poll=second)
    assert code_of(undo, room, act) == "undo_stale"
    assert (shown(first)["state"], shown(second)["state"]) == ("closed", "open")


def test_question_does_not_reopen_in_a_closed_quiz(room, shown):
    quiz, [question] = quiz_of(room)
    room.moderator.do("poll.open", poll=question)
    act = room.moderator.do("poll.close", poll=question)["act"]
    room.moderator.do("poll.close", poll=quiz)
    assert code_of(undo, room, act) == "undo_stale"
    assert shown(question)["state"] == "closed"


def test_question_whose_solution_was_shown_does_not_reopen(room, shown):
    _, [first, second] = quiz_of(room, 2)
    room.moderator.do("poll.open", poll=first)
    act = room.moderator.do("poll.open", poll=second)["act"]
    room.moderator.do("poll.reveal", poll=first, on=True)
    assert code_of(undo, room, act) == "undo_stale"
    assert (shown(first)["state"], shown(first)["results"]["correct"]) == ("closed", [0])


def test_part_of_a_deleted_survey_does_not_come_back_alone(room):
    survey = room.poll(kind="survey", opened=False)
    part = room.poll(parent=survey, opened=False)
    act = room.moderator.do("poll.delete", poll=part)["act"]
    room.moderator.do("poll.delete", poll=survey)
    assert code_of(undo, room, act) == "undo_stale"
    assert room.sees(Role.MODERATOR)["polls"] == []


def test_undo_of_opening_a_question_makes_it_a_draft_again(room, shown):
    _, [first, second] = quiz_of(room, 2)
    room.moderator.do("poll.open", poll=first)
    before = everyone_sees(room)
    undo(room, room.moderator.do("poll.open", poll=second)["act"])
    assert everyone_sees(room) == before


def test_undo_of_opening_a_question_opens_the_poll_before_again(room, shown):
    room.poll()
    _, [question] = quiz_of(room)
    before = everyone_sees(room)
    undo(room, room.moderator.do("poll.open", poll=question)["act"])
    assert everyone_sees(room) == before


def test_undo_of_hiding_a_revealed_question_shows_points_again(room, shown):
    quiz, [question] = quiz_of(room)
    room.moderator.do("poll.open", poll=question)
    amara = room.attendee()
    amara.do("quiz.join", quiz=quiz, name="Amara")
    amara.do("poll.answer", poll=question, options=room.options(question)[:1])
    room.moderator.do("poll.reveal", poll=question, on=True)
    act = room.moderator.do("poll.reveal", poll=question, on=False)["act"]
    assert (amara.you["played"], shown(quiz)["results"]["leaders"][0]["points"]) == ({}, 0)
    undo(room, act)
    assert (amara.you["played"], shown(quiz)["results"]["leaders"][0]["points"]) == (
        {str(question): 1000},
        1000,
    )
    assert Poll.objects.get(pk=question).results_mode == "live"
