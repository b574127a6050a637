"""Reading what clients send."""

import json

import pytest

from sessions.live.dispatch import ACTIONS, GROUPED
from sessions.wire import limits
from sessions.wire.commands import COMMANDS, Command, Envelope, decode, list_fields, parse
from sessions.wire.errors import Code, Refused
from sessions.wire.roles import Role


def refusal(function, *args, **more):
    with pytest.raises(Refused) as caught:
        function(*args, **more)
    return caught.value


def test_frame_is_read_into_name_id_and_fields():
    frame = '{"t":"question.ask","id":"c1","d":{"text":"What changed?"}}'
    assert decode(frame) == Envelope("question.ask", "c1", {"text": "What changed?"})


def test_frame_in_bytes_is_read_the_same():
    assert decode(b'{"t":"session.end","id":"c1"}') == Envelope("session.end", "c1", {})


def test_envelope_ignores_what_later_clients_add():
    assert decode('{"t":"session.end","id":"c1","sent_at":5}') == Envelope("session.end", "c1", {})


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "hello",
        "[]",
        "null",
        '{"t":"question.ask"}',
        '{"id":"c1"}',
        '{"t":7,"id":"c1"}',
        '{"t":"question.ask","id":7}',
        '{"t":"question.ask","id":""}',
        '{"t":"question.ask","id":"%s"}' % ("x" * (limits.MAX_COMMAND_ID_CHARACTERS + 1)),
        '{"t":"question.ask","id":"c\\u0000"}',
        '{"t":"question.ask","id":"c1","d":[]}',
        '{"t":"question.ask","id":"c1","d":{"text":"\\ud800"}}',
        b"\xff\xfe",
        "[" * 5000,
    ],
)
def test_frame_that_cannot_be_read_is_malformed(frame):
    assert refusal(decode, frame).code is Code.MALFORMED


@pytest.mark.parametrize("command_id", ["c", " ~", "x" * limits.MAX_COMMAND_ID_CHARACTERS])
def test_ids_of_any_length_up_to_the_longest_are_read(command_id):
    assert decode(json.dumps({"t": "session.end", "id": command_id})).id == command_id


@pytest.mark.parametrize(
    ("field", "number"), [("seen", 0), ("seen", 2**53 - 1), ("act", 0), ("act", 2**53 - 1)]
)
def test_what_a_page_had_seen_is_any_number_a_browser_can_hold(field, number):
    frame = {"t": "session.end", "id": "c1", field: number}
    assert getattr(decode(json.dumps(frame)), field) == number
    for wrong in (-1, 2**53):
        assert refusal(decode, json.dumps(frame | {field: wrong})).code is Code.MALFORMED
    assert decode('{"t":"session.end","id":"c1"}') == Envelope("session.end", "c1", {}, seen=0, act=0)


@pytest.mark.parametrize("number", [1, 2, 2**53 - 1])
def test_anything_may_have_any_number_from_one_that_a_browser_can_hold(number):
    fields = {"question": number, "on": True, "counter": number}
    command = parse("question.upvote", fields, Role.ATTENDEE)
    assert (command.question, command.counter) == (number, number)
    answer = parse("poll.answer", {"poll": number, "epoch": number, "counter": 0}, Role.ATTENDEE)
    assert (answer.epoch, answer.counter) == (number, 0)
    assert parse("poll.answer", {"poll": 1, "epoch": 0}, Role.ATTENDEE).epoch == 0


def test_command_is_made_from_its_fields():
    command = parse("question.upvote", {"question": 3, "on": True}, Role.ATTENDEE)
    assert command == COMMANDS["question.upvote"](question=3, on=True)


def test_unknown_command_is_refused():
    assert refusal(parse, "question.explode", {}, Role.ATTENDEE).code is Code.UNKNOWN_COMMAND


def test_unknown_field_is_refused_and_named():
    refused = refusal(parse, "question.ask", {"text": "Why?", "votes": 9}, Role.ATTENDEE)
    assert (refused.code, refused.details) == (Code.UNKNOWN_FIELD, {"field": "votes"})


def test_missing_field_is_refused_and_named():
    refused = refusal(parse, "question.upvote", {"on": True}, Role.ATTENDEE)
    assert (refused.code, refused.details) == (Code.MISSING_FIELD, {"field": "question"})


@pytest.mark.parametrize(
    ("name", "fields", "role"),
    [
        ("question.ask", {"text": 5}, Role.ATTENDEE),
        ("question.ask", {"text": None}, Role.ATTENDEE),
        ("question.upvote", {"question": "3", "on": True}, Role.ATTENDEE),
        ("question.upvote", {"question": 3, "on": 1}, Role.ATTENDEE),
        ("question.upvote", {"question": 0, "on": True}, Role.ATTENDEE),
        ("question.upvote", {"question": -1, "on": True}, Role.ATTENDEE),
        ("question.upvote", {"question": 2**53, "on": True}, Role.ATTENDEE),
        ("question.upvote", {"question": 1.5, "on": True}, Role.ATTENDEE),
        ("poll.answer", {"poll": 1, "options": 2}, Role.ATTENDEE),
        ("poll.answer", {"poll": 1, "options": ["2"]}, Role.ATTENDEE),
        ("question.dismiss", {"question": 1, "reason": "boring"}, Role.MODERATOR),
        ("stage.show", {"view": "fireworks"}, Role.MODERATOR),
        ("poll.create", {"title": "T", "options": ["A", "B"], "kind": "lottery"}, Role.MODERATOR),
        ("session.update", {"moderated": "yes"}, Role.MODERATOR),
        ("session.update", {"names": "required"}, Role.MODERATOR),
    ],
)
def test_value_of_the_wrong_type_is_refused(name, fields, role):
    assert refusal(parse, name, fields, role).code is Code.WRONG_TYPE


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("role", list(Role))
def test_command_is_only_for_its_role(name, role):
    if COMMANDS[name].role is role:
        return
    assert refusal(parse, name, {}, role).code is Code.NOT_ALLOWED


def test_role_is_checked_before_the_fields_are_looked_at():
    assert refusal(parse, "poll.open", {"nonsense": 1}, Role.ATTENDEE).code is Code.NOT_ALLOWED


def test_forms_send_numbers_and_booleans_as_text():
    command = parse("question.upvote", {"question": "3", "on": "true"}, Role.ATTENDEE, strict=False)
    assert command == COMMANDS["question.upvote"](question=3, on=True)


def test_forms_send_lists_of_numbers_as_text():
    command = parse("poll.answer", {"poll": "1", "options": ["2", "3"]}, Role.ATTENDEE, strict=False)
    assert command == COMMANDS["poll.answer"](poll=1, options=[2, 3])


def test_lists_are_known_to_forms():
    lists = {name: list_fields(name) for name in COMMANDS if list_fields(name)}
    assert lists == {
        "poll.answer": {"options", "order", "texts"},
        "poll.create": {"options"},
        "poll.update": {"options"},
        "session.update": {"languages"},
    }


def test_unknown_command_has_no_lists():
    assert list_fields("question.explode") == set()


def test_every_command_has_exactly_one_action():
    assert {*ACTIONS, *GROUPED} == set(COMMANDS.values())
    assert not ACTIONS.keys() & GROUPED.keys()


def test_every_command_is_named_noun_verb_and_says_what_it_does():
    for name, command in COMMANDS.items():
        noun, _, verb = name.partition(".")
        assert noun.isalpha(), name
        assert verb.replace("_", "").isalpha(), name
        assert command.__doc__ != Command.__doc__, name


def test_a_vote_is_small_on_the_wire():
    vote = json.dumps({"t": "question.upvote", "id": "c" * 12, "d": {"question": 123456, "on": True}})
    assert len(vote) < 100
