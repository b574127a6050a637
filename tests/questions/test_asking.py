"""Asking, editing and withdrawing."""

import pytest

from sessions.core.models import Participant
from sessions.questions.models import Question
from sessions.wire.roles import Role
from tests.support.model import NOBODY
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def moderated():
    return Room(moderated=True)


def test_question_is_shown_to_everyone(room):
    question = room.attendee().do("question.ask", text="What changed?", name="Amara")["question"]
    [shown] = room.sees()["questions"]
    assert shown == {
        "id": question,
        "number": 1,
        "text": "What changed?",
        "author": "Amara",
        "score": 0,
        "highlighted": False,
        "answered": False,
        "asked_at": shown["asked_at"],
        "state": "live",
    }
    assert room.sees(Role.SCREEN)["questions"] == [shown]
    assert room.sees(Role.MODERATOR)["questions"] == [shown | {"reason": "", "words": ""}]


def test_question_is_anonymous_unless_named(room):
    room.ask("What changed?")
    assert [question["author"] for question in room.sees()["questions"]] == [""]


def test_question_waits_for_review_where_there_is_one(moderated):
    moderated.ask("What changed?")
    assert moderated.texts(Role.MODERATOR) == ["What changed?"]
    assert (moderated.texts(), moderated.texts(Role.SCREEN)) == ([], [])


def test_author_sees_their_waiting_question(moderated):
    amara, jonas = moderated.attendee(), moderated.attendee()
    question = amara.do("question.ask", text="What changed?")["question"]
    [own] = amara.you["questions"]
    assert own == {
        "id": question,
        "number": 1,
        "text": "What changed?",
        "author": "",
        "score": 0,
        "state": "pending",
        "answered": False,
        "highlighted": False,
        "asked_at": own["asked_at"],
        "editable": True,
        "reason": "",
        "words": "",
    }
    assert jonas.you == NOBODY


def test_numbers_are_given_in_turn_and_never_again(room):
    amara = room.attendee()
    amara.do("question.ask", text="One?")
    gone = amara.do("question.ask", text="Two?")["question"]
    amara.do("question.withdraw", question=gone)
    amara.do("question.ask", text="Three?")
    assert [question["number"] for question in room.sees()["questions"]] == [1, 3]


def test_numbers_start_anew_in_every_session(room):
    other = Room()
    assert [room.question(room.ask()).number, other.question(other.ask()).number] == [1, 1]


def test_same_command_twice_is_one_question(room):
    amara = room.attendee()
    first = amara.do("question.ask", command_id="c1", text="What changed?")
    again = amara.do("question.ask", command_id="c1", text="What changed?")
    assert first == again
    assert room.texts() == ["What changed?"]


def test_same_command_of_two_people_is_two_questions(room):
    for person in (room.attendee(), room.attendee()):
        person.do("question.ask", command_id="c1", text="What changed?")
    assert room.texts() == ["What changed?", "What changed?"]


def test_repeated_command_is_answered_even_when_questions_are_closed_by_now(room):
    amara = room.attendee()
    first = amara.do("question.ask", command_id="c1", text="What changed?")
    room.moderator.do("session.update", intake_open=False)
    room.moderator.do("session.end")
    assert amara.do("question.ask", command_id="c1", text="What changed?") == first


def test_question_as_long_as_the_session_allows_is_taken(room):
    room.moderator.do("session.update", question_max_length=500)
    assert room.question(room.ask("x" * 500)).text == "x" * 500


def test_question_longer_than_the_session_allows_is_refused(room):
    assert code_of(room.ask, "x" * 161) == "text_too_long"
    assert room.texts() == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "text_empty"),
        ({"text": "\u3164"}, "text_empty"),
        ({"text": "a\u202eb"}, "text_unpaintable"),
        ({"text": "Why?", "name": "x" * 41}, "text_too_long"),
        ({"text": "Why?", "name": "a\u0000"}, "text_unpaintable"),
    ],
)
def test_text_that_cannot_be_is_refused(room, fields, code):
    assert code_of(room.attendee().do, "question.ask", **fields) == code
    assert Question.objects.count() == 0


def test_closed_intake_takes_no_questions(room):
    room.ask("Before?")
    room.moderator.do("session.update", intake_open=False)
    assert code_of(room.ask, "After?") == "intake_closed"
    assert room.texts() == ["Before?"]


def test_reopened_intake_takes_questions_again(room):
    room.moderator.do("session.update", intake_open=False)
    room.moderator.do("session.update", intake_open=True)
    room.ask("After?")
    assert room.texts() == ["After?"]


def test_ended_session_takes_no_questions(room):
    room.moderator.do("session.end")
    assert code_of(room.ask) == "session_ended"


def test_review_switched_on_in_mid_session_holds_only_new_questions(room):
    room.ask("Before?")
    room.moderator.do("session.update", moderated=True)
    room.ask("After?")
    assert room.texts() == ["Before?"]


def test_review_switched_off_leaves_waiting_questions_waiting(moderated):
    moderated.ask("Before?")
    moderated.moderator.do("session.update", moderated=False)
    moderated.ask("After?")
    assert moderated.texts() == ["After?"]


def test_name_is_remembered_until_another_is_given(room):
    amara = room.attendee()
    amara.do("question.ask", text="One?", name="Amara")
    assert amara.you["name"] == "Amara"
    amara.do("question.ask", text="Two?")
    assert (amara.you["name"], [own["author"] for own in amara.you["questions"]]) == ("", ["Amara", ""])


def test_names_are_dropped_where_they_are_off(room):
    room.moderator.do("session.update", names="off")
    amara = room.attendee()
    amara.do("question.ask", text="One?", name="Amara")
    assert ([question["author"] for question in room.sees()["questions"]], amara.you["name"]) == ([""], "")


# --- changing one's own ----------------------------------------------------------------------------------


@pytest.fixture(params=[False, True], ids=["shown at once", "waiting"])
def asked(request):
    """A room, a person and their untouched question."""
    room = Room(moderated=request.param)
    amara = room.attendee()
    return room, amara, amara.do("question.ask", text="What chnaged?")["question"]


def test_own_question_can_be_edited(asked):
    room, amara, question = asked
    amara.do("question.edit", question=question, text="What  changed?")
    assert room.texts(Role.MODERATOR) == ["What changed?"]
    assert [own["text"] for own in amara.you["questions"]] == ["What changed?"]


def test_own_question_can_be_withdrawn(asked):
    room, amara, question = asked
    amara.do("question.withdraw", question=question)
    assert [room.texts(role) for role in Role] == [[], [], []]
    assert amara.you["questions"] == []


def test_withdrawn_words_are_erased(asked):
    room, amara, question = asked
    amara.do("question.withdraw", question=question)
    row = room.question(question)
    assert (row.state, row.text, row.author) == ("withdrawn", "", "")


def test_withdrawing_twice_is_withdrawing_once(asked):
    room, amara, question = asked
    amara.do("question.withdraw", question=question)
    before = room.session.revision
    assert amara.do("question.withdraw", question=question) == {}
    assert room.session.revision == before


def test_withdrawn_question_is_not_there_for_the_moderator(asked):
    room, amara, question = asked
    amara.do("question.withdraw", question=question)
    assert code_of(room.moderator.do, "question.approve", question=question) == "not_found"


@pytest.mark.parametrize("act", ["edit", "withdraw"])
def test_question_of_somebody_else_cannot_be_changed(asked, act):
    room, _, question = asked
    fields = {"text": "Mine now"} if act == "edit" else {}
    assert code_of(room.attendee().do, f"question.{act}", question=question, **fields) == "not_found"
    assert room.texts(Role.MODERATOR) == ["What chnaged?"]


@pytest.mark.parametrize("act", ["edit", "withdraw"])
@pytest.mark.parametrize("touched", ["approved", "voted", "highlighted", "answered", "dismissed", "archived"])
def test_question_others_dealt_with_cannot_be_changed(touched, act):
    room = Room(moderated=touched == "approved")
    amara = room.attendee()
    question = amara.do("question.ask", text="What changed?")["question"]
    assert [own["editable"] for own in amara.you["questions"]] == [True]
    {
        "approved": lambda: room.moderator.do("question.approve", question=question),
        "voted": lambda: room.attendee().do("question.upvote", question=question, on=True),
        "highlighted": lambda: room.moderator.do("question.highlight", question=question, on=True),
        "answered": lambda: room.moderator.do("question.answered", question=question, on=True),
        "dismissed": lambda: room.moderator.do("question.dismiss", question=question, reason="unclear"),
        "archived": lambda: room.moderator.do("question.archive", question=question),
    }[touched]()
    fields = {"text": "Something else"} if act == "edit" else {}
    assert code_of(amara.do, f"question.{act}", question=question, **fields) == "question_settled"
    assert [(own["text"], own["editable"]) for own in amara.you["questions"]] == [("What changed?", False)]


def test_approval_taken_back_does_not_reopen_words_people_voted_for():
    room = Room(moderated=True)
    amara = room.attendee()
    question = amara.do("question.ask", text="More parks?")["question"]
    act = room.moderator.do("question.approve", question=question)["act"]
    room.attendee().do("question.upvote", question=question, on=True)
    room.moderator.do("act.undo", act=act)
    assert code_of(amara.do, "question.edit", question=question, text="Fewer parks?") == "question_settled"


def test_edit_with_bad_text_changes_nothing(asked):
    room, amara, question = asked
    assert code_of(amara.do, "question.edit", question=question, text=" ") == "text_empty"
    assert room.texts(Role.MODERATOR) == ["What chnaged?"]


def test_question_of_another_session_cannot_be_changed():
    room, other = Room(), Room()
    question = room.ask()
    same_key = other.attendee()
    assert code_of(same_key.do, "question.edit", question=question, text="Mine now") == "not_found"
    assert room.texts() == ["What changed?"]


def test_withdrawing_is_in_the_trail_without_the_words(asked):
    room, amara, question = asked
    amara.do("question.withdraw", question=question)
    assert room.trail() == [("attendee", "question.withdraw", "#1", "", "")]


def test_asking_leaves_one_participant(room):
    amara = room.attendee()
    amara.do("question.ask", text="One?")
    amara.do("question.ask", text="Two?")
    assert Participant.objects.filter(session=room.session_id).count() == 1
