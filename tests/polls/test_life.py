"""A poll from draft to deletion."""

import pytest

from sessions.polls.models import Option, Poll
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

EVERYONE_ELSE = [Role.ATTENDEE, Role.SCREEN]


@pytest.fixture
def room():
    return Room()


def polls(room, role=Role.ATTENDEE):
    return room.sees(role)["polls"]


def states(room, role=Role.MODERATOR):
    return [poll["state"] for poll in polls(room, role)]


def test_draft_is_seen_by_moderators_only(room):
    poll = room.poll("Here", "There", opened=False)
    here, there = room.options(poll)
    assert polls(room, Role.MODERATOR) == [
        {
            "id": poll,
            "kind": "choice",
            "title": "Where should we start?",
            "options": [{"id": here, "text": "Here"}, {"id": there, "text": "There"}],
            "settings": {"lowest": 1, "highest": 1, "order": "fixed", "show": "percent"},
            "state": "draft",
            "results_mode": "live",
            "revealed": False,
            "answers": 0,
            "show_count": True,
            "results": {"counts": [0, 0], "percents": [0, 0], "people": 0, "correct": None},
            "position": 1,
            "named": False,
            "parent": None,
            "repeats": None,
            "seconds": 0,
            "opened_at": None,
            "closes_at": None,
            "epoch": 1,
        }
    ]
    assert [polls(room, role) for role in EVERYONE_ELSE] == [[], []]


def test_same_command_twice_is_one_poll(room):
    fields = {"command_id": "c1", "title": "Where?", "options": ["Here", "There"]}
    first = room.moderator.do("poll.create", **fields)
    assert room.moderator.do("poll.create", **fields) == {"poll": first["poll"]}
    assert states(room) == ["draft"]


def test_polls_are_in_the_order_they_were_made(room):
    made = [room.poll(opened=False, title=title) for title in ("One?", "Two?")]
    assert [(poll["id"], poll["position"]) for poll in polls(room, Role.MODERATOR)] == [
        (made[0], 1),
        (made[1], 2),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "text_empty"),
        ({"title": "x" * 201}, "text_too_long"),
        ({"title": "a\u202eb"}, "text_unpaintable"),
        ({"options": []}, "option_count"),
        ({"options": ["Here"]}, "option_count"),
        ({"options": [str(n) for n in range(21)]}, "option_count"),
        ({"options": ["Here", " "]}, "text_empty"),
        ({"options": ["Here", "x" * 121]}, "text_too_long"),
        ({"options": ["Here", " here "]}, "option_repeated"),
        ({"options": ["Here", "Неrе"]}, "option_repeated"),  # Cyrillic
    ],
)
@pytest.mark.parametrize("name", ["poll.create", "poll.update"])
def test_poll_that_cannot_be_is_refused(room, name, fields, code):
    fields = {"title": "Where?", "options": ["Here", "There"]} | fields
    if name == "poll.update":
        fields["poll"] = room.poll("A", "B", opened=False)
    before = polls(room, Role.MODERATOR)
    assert code_of(room.moderator.do, name, **fields) == code
    assert polls(room, Role.MODERATOR) == before
    assert Option.objects.count() == sum(len(poll["options"]) for poll in before)


def test_draft_can_be_changed_as_a_whole(room):
    poll = room.poll("Here", "There", opened=False)
    fields = {
        "title": "Which?",
        "options": ["There", "Where", "Here"],
        "settings": {"highest": 2, "order": "votes"},
        "results": "hidden",
        "show_count": False,
        "named": True,
        "seconds": 30,
    }
    room.moderator.do("poll.update", poll=poll, **fields)
    [shown] = polls(room, Role.MODERATOR)
    assert [option["text"] for option in shown["options"]] == ["There", "Where", "Here"]
    assert shown["settings"] == {"lowest": 1, "highest": 2, "order": "votes", "show": "percent"}
    columns = ("title", "results_mode", "show_count", "named", "seconds")
    assert [shown[column] for column in columns] == ["Which?", "hidden", False, True, 30]


def test_options_left_alone_keep_their_ids(room):
    poll = room.poll("Here", "There", opened=False)
    before = room.options(poll)
    room.moderator.do("poll.update", poll=poll, title="Which?", options=["Here", "There"])
    assert room.options(poll) == before


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_poll_that_was_opened_cannot_be_edited(room, closed):
    poll = room.poll("Here", "There")
    if closed:
        room.moderator.do("poll.close", poll=poll)
    fields = {"title": "Which?", "options": ["Here", "Elsewhere"]}
    assert code_of(room.moderator.do, "poll.update", poll=poll, **fields) == "poll_not_draft"
    assert [option["text"] for option in polls(room)[0]["options"]] == ["Here", "There"]


def test_open_poll_is_on_every_phone_and_on_stage(room):
    poll = room.poll()
    for role in EVERYONE_ELSE:
        assert [shown["state"] for shown in polls(room, role)] == ["open"]
        assert room.sees(role)["stage"] == {"view": "poll", "poll": poll, "join_panel": True}


def test_opening_a_poll_closes_the_one_before(room):
    room.poll()
    room.poll()
    assert states(room) == ["closed", "open"]


def test_opening_an_open_poll_changes_nothing(room):
    poll = room.poll()
    before = room.session.revision
    assert room.moderator.do("poll.open", poll=poll) == {}
    assert room.session.revision == before


def test_closed_poll_can_be_reopened_with_its_answers(room):
    poll = room.poll()
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    room.moderator.do("poll.close", poll=poll)
    room.moderator.do("poll.open", poll=poll)
    [shown] = polls(room)
    assert (shown["state"], shown["answers"]) == ("open", 1)


def test_draft_cannot_be_closed(room):
    poll = room.poll(opened=False)
    assert code_of(room.moderator.do, "poll.close", poll=poll) == "poll_not_open"
    assert states(room) == ["draft"]


def test_deleted_poll_is_gone_for_everyone_and_from_the_stage(room):
    poll = room.poll()
    assert [len(polls(room, role)) for role in Role] == [1, 1, 1]
    room.moderator.do("poll.delete", poll=poll)
    assert [polls(room, role) for role in Role] == [[], [], []]
    assert room.sees()["stage"] == {"view": "questions", "poll": None, "join_panel": True}


def test_deleting_a_poll_that_is_not_on_stage_leaves_the_stage(room):
    other, on_stage = room.poll(), room.poll()
    room.moderator.do("poll.delete", poll=other)
    assert room.sees()["stage"] == {"view": "poll", "poll": on_stage, "join_panel": True}


def test_deleted_poll_is_as_if_absent(room):
    poll = room.poll()
    room.moderator.do("poll.delete", poll=poll)
    for name, fields in (("open", {}), ("close", {}), ("delete", {}), ("reveal", {"on": True})):
        assert code_of(room.moderator.do, f"poll.{name}", poll=poll, **fields) == "not_found"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("poll.open", {}),
        ("poll.close", {}),
        ("poll.delete", {}),
        ("poll.reveal", {"on": True}),
        ("poll.update", {"title": "Mine", "options": ["A", "B"]}),
    ],
)
def test_poll_of_another_session_is_as_if_absent(room, name, fields):
    other = Room()
    poll = other.poll(opened=False)
    before = polls(other, Role.MODERATOR)
    assert code_of(room.moderator.do, name, poll=poll, **fields) == "not_found"
    assert polls(other, Role.MODERATOR) == before


def test_every_step_is_in_the_trail(room):
    poll = room.poll(opened=False)
    room.moderator.do("poll.open", poll=poll)
    room.moderator.do("poll.reveal", poll=poll, on=True)
    room.moderator.do("poll.close", poll=poll)
    room.moderator.do("poll.delete", poll=poll)
    target = f"poll {poll}"
    assert room.trail() == [
        ("moderator", f"poll.{act}", target, "", "")
        for act in ("create", "open", "reveal", "close", "delete")
    ]


@pytest.mark.parametrize("act", ["poll.create", "poll.open", "poll.close", "poll.delete", "poll.reveal"])
def test_ended_session_changes_no_polls(room, act):
    poll = room.poll()
    room.moderator.do("session.end")
    fields = {
        "poll.create": {"title": "Where?", "options": ["A", "B"]},
        "poll.reveal": {"poll": poll, "on": True},
    }
    assert code_of(room.moderator.do, act, **fields.get(act, {"poll": poll})) == "session_ended"
    assert Poll.objects.count() == 1
