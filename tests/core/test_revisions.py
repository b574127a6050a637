"""The order of all visible changes."""

import pytest

from sessions.core.revisions import moved
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bells():
    """The ids of the sessions whose bell rang."""
    heard = []

    def hear(sender, session_id, **_):
        heard.append(session_id)

    moved.connect(hear)
    yield heard
    moved.disconnect(hear)


def test_new_session_has_a_revision_clients_can_know():
    assert Room().session.revision == 1


def test_visible_change_raises_the_revision_and_stamps_the_row():
    room = Room()
    question = room.ask()
    assert (room.session.revision, room.question(question).revision) == (2, 2)


def test_one_act_on_many_rows_is_one_revision():
    room = Room()
    first, second = room.ask("One?"), room.ask("Two?")
    room.moderator.do("question.highlight", question=first, on=True)
    before = room.session.revision
    room.moderator.do("question.highlight", question=second, on=True)
    assert room.session.revision == before + 1
    assert {room.question(first).revision, room.question(second).revision} == {before + 1}


def test_act_that_changes_nothing_keeps_the_revision():
    room = Room()
    question, amara = room.ask(), room.attendee()
    amara.do("question.upvote", question=question, on=True)
    before = room.session.revision
    amara.do("question.upvote", question=question, on=True)
    room.moderator.do("question.approve", question=question)
    assert room.session.revision == before


def test_bell_rings_once_for_each_act_that_is_seen(bells):
    room = Room()
    question = room.ask()
    room.moderator.do("question.highlight", question=question, on=True)
    assert bells == [room.session_id, room.session_id]


def test_bell_is_silent_where_nothing_changed(bells):
    room = Room()
    question = room.ask()
    bells.clear()
    room.moderator.do("question.approve", question=question)
    assert bells == []


def test_bell_is_silent_where_an_act_was_refused(bells):
    room = Room()
    assert code_of(room.attendee().do, "question.ask", text=" ") == "text_empty"
    assert bells == []


def test_sessions_have_revisions_of_their_own(bells):
    room, other = Room(), Room()
    room.ask()
    assert (room.session.revision, other.session.revision, bells) == (2, 1, [room.session_id])
