"""What the big screen shows."""

import pytest

from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


def stage(room):
    """The stage, which everyone is shown alike."""
    [shown] = {tuple(room.sees(role)["stage"].items()) for role in Role}
    return dict(shown)


def test_stage_begins_with_how_to_join(room):
    assert stage(room) == {"view": "join", "poll": None, "join_panel": True}


@pytest.mark.parametrize("view", ["questions", "blank"])
def test_view_is_shown_on_command(room, view):
    room.moderator.do("stage.show", view=view)
    assert stage(room) == {"view": view, "poll": None, "join_panel": True}


def test_poll_is_shown_on_command(room):
    first = room.poll()
    room.poll()
    room.moderator.do("stage.show", view="poll", poll=first)
    assert stage(room) == {"view": "poll", "poll": first, "join_panel": True}


def test_poll_view_without_a_poll_is_the_last_one_shown(room):
    poll = room.poll()
    room.moderator.do("stage.show", view="questions")
    room.moderator.do("stage.show", view="poll")
    assert stage(room)["poll"] == poll


def test_poll_view_without_any_poll_is_refused(room):
    assert code_of(room.moderator.do, "stage.show", view="poll") == "not_found"
    assert stage(room)["view"] == "join"


def test_draft_cannot_be_on_stage(room):
    poll = room.poll(opened=False)
    assert code_of(room.moderator.do, "stage.show", view="poll", poll=poll) == "not_found"


def test_deleted_poll_cannot_be_on_stage(room):
    poll = room.poll()
    room.moderator.do("poll.delete", poll=poll)
    assert code_of(room.moderator.do, "stage.show", view="poll", poll=poll) == "not_found"


def test_poll_of_another_session_cannot_be_on_stage(room):
    poll = Room().poll()
    assert code_of(room.moderator.do, "stage.show", view="poll", poll=poll) == "not_found"


def test_join_panel_can_be_hidden_and_shown(room):
    room.moderator.do("stage.join_panel", on=False)
    assert stage(room)["join_panel"] is False
    room.moderator.do("stage.join_panel", on=True)
    assert stage(room)["join_panel"] is True


def test_showing_what_is_shown_changes_nothing(room):
    before = room.session.revision
    assert room.moderator.do("stage.show", view="join") == {}
    assert room.moderator.do("stage.join_panel", on=True) == {}
    assert room.session.revision == before


def test_every_change_is_in_the_trail(room):
    room.moderator.do("stage.show", view="blank")
    room.moderator.do("stage.join_panel", on=False)
    assert room.trail() == [
        ("moderator", "stage.show", "blank", "", ""),
        ("moderator", "stage.join_panel", "off", "", ""),
    ]


@pytest.mark.parametrize(
    ("name", "fields"), [("stage.show", {"view": "blank"}), ("stage.join_panel", {"on": False})]
)
def test_only_moderators_move_the_stage(room, name, fields):
    assert code_of(room.attendee().do, name, **fields) == "not_allowed"
    room.moderator.do("session.end")
    assert code_of(room.moderator.do, name, **fields) == "session_ended"
