"""A survey: several polls on one form, answered at one's own pace, told afterwards."""

import pytest

from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

EVERYONE_ELSE = [Role.ATTENDEE, Role.SCREEN]


class Survey:
    """A survey of a choice, a rating and a text."""

    def __init__(self, room, opened=True, part=None, **fields):
        self.room = room
        self.id = room.poll(kind="survey", opened=False, **fields)
        part = {"parent": self.id, "opened": False, **(part or {})}
        self.choice = room.poll("Here", "There", kind="choice", **part)
        self.rating = room.poll(kind="rating", **part)
        self.text = room.poll(kind="text", **part)
        self.parts = [self.choice, self.rating, self.text]
        if opened:
            room.moderator.do("poll.open", poll=self.id)

    def answer(self, who=None, **fields):
        """The choice, unless another part and its field are given."""
        fields = fields or {"poll": self.choice, "options": self.room.options(self.choice)[:1]}
        (who or self.room.attendee()).do("poll.answer", **fields)


@pytest.fixture
def survey(room):
    return Survey(room)


def states(shown, survey):
    return [shown(one, Role.MODERATOR)["state"] for one in (survey.id, *survey.parts)]


def test_parts_open_and_close_with_the_survey(room, survey, shown):
    assert states(shown, survey) == ["open"] * 4
    assert room.sees()["stage"] == {"view": "poll", "poll": survey.id, "join_panel": True}
    room.moderator.do("poll.close", poll=survey.id)
    assert states(shown, survey) == ["closed"] * 4
    room.moderator.do("poll.open", poll=survey.id)
    assert states(shown, survey) == ["open"] * 4


def test_people_who_answered_before_a_part_was_started_over_are_not_counted(room, survey, shown):
    survey.answer()
    survey.answer(poll=survey.rating, number=4)
    assert shown(survey.id, Role.MODERATOR)["results"]["people"] == 2
    room.moderator.do("poll.reset", poll=survey.rating)
    results = shown(survey.id, Role.MODERATOR)["results"]
    assert (results["people"], results["parts"]) == (1, [1, 0, 0])


@pytest.mark.parametrize("act", ["open", "close"])
def test_part_does_not_open_or_close_alone(room, survey, act):
    assert code_of(room.moderator.do, f"poll.{act}", poll=survey.choice) == "kind_here"


def test_other_poll_closes_the_survey_and_undo_opens_it_again(room, survey, shown):
    act = room.moderator.do("poll.open", poll=room.poll(opened=False))["act"]
    assert states(shown, survey) == ["closed"] * 4
    room.moderator.do("act.undo", act=act)
    assert states(shown, survey) == ["open"] * 4


def test_every_answer_is_kept_at_once(room, survey):
    amara = room.attendee()
    survey.answer(amara)
    survey.answer(amara, poll=survey.rating, number=4)
    [here, _] = room.options(survey.choice)
    assert amara.you["answers"] == {str(survey.choice): [here], str(survey.rating): 4}


@pytest.mark.parametrize("role", list(Role))
def test_progress_is_told_as_it_moves(room, survey, shown, role):
    amara, jonas = room.attendee(), room.attendee()
    survey.answer(amara)
    survey.answer(jonas)
    survey.answer(jonas, poll=survey.rating, number=4)
    assert shown(survey.id, role)["results"] == {"parts": [2, 1, 0], "people": 2}
    assert shown(survey.id, role)["answers"] == 2


def test_progress_is_hidden_with_the_count(room, shown):
    survey = Survey(room, show_count=False)
    survey.answer()
    for role in EVERYONE_ELSE:
        assert (shown(survey.id, role)["results"], shown(survey.id, role)["answers"]) == (None, None)
    assert shown(survey.id, Role.MODERATOR)["results"] == {"parts": [1, 0, 0], "people": 1}


@pytest.mark.parametrize("role", EVERYONE_ELSE)
@pytest.mark.parametrize("mode", ["live", "answered"])
def test_results_of_parts_are_told_afterwards(room, shown, role, mode):
    survey = Survey(room, part={"results": mode})
    survey.answer()
    assert shown(survey.choice, Role.MODERATOR)["results"]["counts"] == [1, 0]
    assert shown(survey.choice, role)["results"] is None
    room.moderator.do("poll.close", poll=survey.id)
    assert shown(survey.choice, role)["results"]["counts"] == [1, 0]


def test_revealing_the_survey_reveals_its_parts(room, shown):
    survey = Survey(room, part={"results": "hidden"})
    room.moderator.do("poll.close", poll=survey.id)
    assert [shown(part)["results"] for part in survey.parts] == [None] * 3
    act = room.moderator.do("poll.reveal", poll=survey.id, on=True)["act"]
    assert all(shown(part)["results"] for part in survey.parts)
    room.moderator.do("act.undo", act=act)
    assert [shown(part)["results"] for part in survey.parts] == [None] * 3


def test_one_part_can_be_revealed_alone(room, shown):
    survey = Survey(room, part={"results": "hidden"})
    room.moderator.do("poll.close", poll=survey.id)
    room.moderator.do("poll.reveal", poll=survey.rating, on=True)
    assert [bool(shown(part)["results"]) for part in survey.parts] == [False, True, False]


def test_countdown_of_the_survey_is_that_of_its_parts(room):
    survey = Survey(room, seconds=60, part={"seconds": 5})
    closes_at = Poll.objects.get(pk=survey.id).closes_at
    fields = {"poll": survey.rating, "number": 3}
    assert code_of(room.attendee().do, "poll.answer", at=closes_at + 1501, **fields) == "poll_not_open"
    room.attendee().do("poll.answer", at=closes_at + 1500, **fields)


def test_parts_are_made_before_it_opens(room, survey):
    fields = {"title": "And?", "options": ["A", "B"], "parent": survey.id}
    assert code_of(room.moderator.do, "poll.create", **fields) == "poll_not_draft"
    assert code_of(room.moderator.do, "poll.duplicate", poll=survey.choice) == "poll_not_draft"


def test_survey_in_a_survey_is_refused(room):
    survey = Survey(room, opened=False)
    for kind in ("survey", "quiz", "quiz_question"):
        fields = {"title": "And?", "options": ["A", "B"], "kind": kind, "parent": survey.id}
        assert code_of(room.moderator.do, "poll.create", **fields) == "kind_here"


def test_order_of_parts_is_the_order_of_the_progress(room, shown):
    survey = Survey(room, opened=False)
    room.moderator.do("poll.move", poll=survey.rating, before=survey.choice)
    room.moderator.do("poll.open", poll=survey.id)
    survey.answer(poll=survey.rating, number=1)
    assert shown(survey.id)["results"]["parts"] == [1, 0, 0]
    act = room.moderator.do("poll.move", poll=survey.rating, before=None)["act"]
    assert shown(survey.id)["results"]["parts"] == [0, 0, 1]
    room.moderator.do("act.undo", act=act)
    assert shown(survey.id)["results"]["parts"] == [1, 0, 0]


def test_deleted_part_leaves_an_open_survey_and_undo_brings_it_back(room, survey, shown):
    survey.answer()
    act = room.moderator.do("poll.delete", poll=survey.choice)["act"]
    assert (shown(survey.choice), shown(survey.id)["results"]) == (None, {"parts": [0, 0], "people": 0})
    fields = {"poll": survey.choice, "options": room.options(survey.choice)[:1]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == "not_found"
    room.moderator.do("act.undo", act=act)
    assert shown(survey.id)["results"] == {"parts": [1, 0, 0], "people": 1}


def test_deleted_survey_is_gone_with_its_parts_and_comes_back_with_them(room, survey, shown):
    survey.answer()
    act = room.moderator.do("poll.delete", poll=survey.id)["act"]
    assert [room.sees(role)["polls"] for role in Role] == [[], [], []]
    room.moderator.do("act.undo", act=act)
    assert states(shown, survey) == ["open"] * 4
    assert shown(survey.id)["results"]["people"] == 1


def test_reset_part_stays_open_without_answers(room, survey, shown):
    survey.answer()
    act = room.moderator.do("poll.reset", poll=survey.choice)["act"]
    assert (states(shown, survey), shown(survey.id)["results"]["parts"]) == (["open"] * 4, [0, 0, 0])
    assert room.sees()["stage"]["poll"] == survey.id
    room.moderator.do("act.undo", act=act)
    assert shown(survey.id)["results"]["parts"] == [1, 0, 0]


def test_reset_survey_starts_over_and_undo_brings_all_back(room, survey, shown):
    amara = room.attendee()
    survey.answer(amara)
    before = [room.sees(role) for role in Role], amara.you
    act = room.moderator.do("poll.reset", poll=survey.id)["act"]
    assert states(shown, survey) == ["draft"] * 4
    assert amara.you["answers"] == {}
    room.moderator.do("act.undo", act=act)
    assert ([room.sees(role) for role in Role], amara.you) == before


def test_copy_has_its_own_parts(room, survey, shown):
    survey.answer()
    copy = room.moderator.do("poll.duplicate", poll=survey.id)["poll"]
    parts = [poll for poll in room.sees(Role.MODERATOR)["polls"] if poll["parent"] == copy]
    assert [(part["kind"], part["state"], part["answers"]) for part in parts] == [
        ("choice", "draft", 0),
        ("rating", "draft", 0),
        ("text", "draft", 0),
    ]
    assert shown(copy, Role.MODERATOR)["results"] == {"parts": [0, 0, 0], "people": 0}


def test_survey_of_another_session_takes_no_part(room):
    other = Survey(Room(), opened=False)
    fields = {"title": "And?", "options": ["A", "B"], "parent": other.id}
    assert code_of(room.moderator.do, "poll.create", **fields) == "not_found"
