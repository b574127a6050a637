"""Changing the settings of a session, ending it and opening it again."""

import pytest
from django.utils import translation

from sessions.core.models import AuditEntry
from sessions.hosting.actions import create_session, rotate_link
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


def settings_of(room):
    """What everyone is told of the settings, which all are told alike."""
    names = ("title", "open", "moderated", "intake_open", "question_max_length", "names")
    sessions = [room.sees(role)["session"] for role in Role]
    [shown] = {tuple(session[name] for name in names) for session in sessions}
    return dict(zip(names, shown, strict=True))


def test_settings_are_shown_to_everyone(room):
    assert settings_of(room) == {
        "title": "Rebuilding trust, together",
        "open": True,
        "moderated": False,
        "intake_open": True,
        "question_max_length": 160,
        "names": "optional",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Budget evening"),
        ("moderated", True),
        ("intake_open", False),
        ("question_max_length", 50),
        ("question_max_length", 500),
        ("names", "off"),
    ],
)
def test_setting_changes_alone(room, field, value):
    before = settings_of(room)
    act = room.moderator.do("session.update", **{field: value})
    assert settings_of(room) == before | {field: value}
    assert act.keys() == {"act"}
    assert room.trail() == [("moderator", "session.update", field, "", "")]


def test_settings_that_are_the_same_change_nothing(room):
    before = room.session.revision
    assert room.moderator.do("session.update", moderated=False, title="Rebuilding  trust, together") == {}
    assert (room.session.revision, room.trail()) == (before, [])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "text_empty"),
        ({"title": "x" * 121}, "text_too_long"),
        ({"title": "a\u202eb"}, "text_unpaintable"),
        ({"question_max_length": 49}, "number_out_of_range"),
        ({"question_max_length": 501}, "number_out_of_range"),
        ({"question_max_length": -1}, "number_out_of_range"),
        ({"moderated": True, "title": ""}, "text_empty"),
    ],
)
def test_setting_that_cannot_be_is_refused_with_all_others(room, fields, code):
    before = settings_of(room)
    assert code_of(room.moderator.do, "session.update", **fields) == code
    assert (settings_of(room), room.trail()) == (before, [])


def test_shorter_limit_leaves_earlier_questions_whole(room):
    room.ask("x" * 160)
    room.moderator.do("session.update", question_max_length=50)
    assert room.texts() == ["x" * 160]


def test_ended_session_frees_its_code(room):
    code = room.session.code
    room.moderator.do("session.end")
    assert settings_of(room)["open"] is False
    assert create_session("Next talk", code=code).code == code


def test_ended_session_keeps_its_settings(room):
    room.moderator.do("session.end")
    assert code_of(room.moderator.do, "session.update", title="Other") == "session_ended"


def test_ending_twice_is_ending_once(room):
    room.moderator.do("session.end")
    assert room.moderator.do("session.end") == {}
    assert room.trail() == [("moderator", "session.end", "", "", "")]


def test_ended_session_can_be_reopened(room):
    room.moderator.do("session.end")
    room.moderator.do("session.reopen")
    assert settings_of(room)["open"] is True
    assert [act for _, act, *_ in room.trail()] == ["session.end", "session.reopen"]


def test_session_is_not_reopened_beside_one_with_its_code(room):
    room.moderator.do("session.end")
    create_session("Next talk", code=room.session.code)
    assert code_of(room.moderator.do, "session.reopen") == "code_taken"
    assert settings_of(room)["open"] is False


@pytest.mark.parametrize("name", ["session.update", "session.end", "session.reopen"])
def test_attendee_changes_no_settings(room, name):
    assert code_of(room.attendee().do, name) == "not_allowed"


@pytest.mark.parametrize(("role", "links"), [(Role.MODERATOR, (2, 1)), (Role.SCREEN, (1, 2))])
def test_rotating_a_link_raises_its_number_only_and_is_in_the_trail(room, role, links):
    before = room.session.revision
    session = rotate_link(room.session_id, role)
    assert (session.moderator_link, session.screen_link, session.revision) == (*links, before + 1)
    assert room.trail() == [("moderator", "link.rotate", role.value, "", "")]


def test_starting_is_the_first_entry_of_the_trail(room):
    entry = AuditEntry.objects.filter(session=room.session_id).earliest("pk")
    assert (entry.role, entry.act, entry.changes) == ("host", "session.create", [])


# --- word lists ------------------------------------------------------------------------------------------


def lists_of(room, role=Role.MODERATOR):
    session = room.sees(role)["session"]
    return {name: session.get(name) for name in ("languages", "also_block", "never_block")}


@pytest.mark.parametrize(
    ("active", "languages"), [("en", ["en"]), ("fr", ["fr"]), ("fr-ca", ["fr"]), ("de", ["en"])]
)
def test_word_lists_are_those_of_the_language_the_host_starts_in(active, languages):
    with translation.override(active):
        room = Room()
    assert lists_of(room)["languages"] == languages


def test_word_lists_are_told_to_moderators_only(room):
    room.moderator.do(
        "session.update", languages=["fr", "en", "fr"], also_block=" Acme,\n\n foo ", never_block="con"
    )
    expected = {"languages": ["en", "fr"], "also_block": "Acme,\n\nfoo", "never_block": "con"}
    assert lists_of(room) == expected
    for role in (Role.ATTENDEE, Role.SCREEN):
        assert set(lists_of(room, role).values()) == {None}


def test_changed_word_list_counts_at_once_and_can_be_undone(room):
    cloud = room.poll(kind="wordcloud")
    room.attendee().do("poll.answer", poll=cloud, texts=["Acme"])
    act = room.moderator.do("session.update", also_block="acme")["act"]
    assert code_of(room.attendee().do, "poll.answer", poll=cloud, texts=["ACME"]) == "word_blocked"
    assert code_of(room.attendee().do, "question.ask", text="Why?", name="Mr Acme") == "word_blocked"
    room.moderator.do("act.undo", act=act)
    room.attendee().do("poll.answer", poll=cloud, texts=["acme"])
    assert code_of(room.attendee().do, "poll.answer", poll=cloud, texts=["bitch"]) == "word_blocked"
    room.moderator.do("session.update", never_block="bitch")
    room.attendee().do("poll.answer", poll=cloud, texts=["bitch"])
    room.moderator.do("session.update", never_block="", languages=[])
    room.attendee().do("poll.answer", poll=cloud, texts=["bitch"])


def test_word_lists_are_bounded(room):
    assert code_of(room.moderator.do, "session.update", also_block="x" * 2001) == "text_too_long"
    assert code_of(room.moderator.do, "session.update", languages=["tlh"]) == "wrong_type"
