"""Frames as they leave the server."""

import json

from sessions.wire.events import EVENTS, Ok, Snapshot, Update, You, encode
from sessions.wire.state import Change, Gone, OwnState, SessionState, StageState, State

SESSION = SessionState(
    "3821214", "Trust", True, False, True, 160, "optional", "ask.org", "https://ask.org/s/3821214/", 1
)
STAGE = StageState("join", None, True)


def test_ok_is_only_its_id_where_nothing_was_made():
    assert encode(Ok(id="c1")) == b'{"t":"ok","id":"c1"}'


def test_ok_holds_what_was_made():
    assert encode(Ok(id="c1", d={"question": 12})) == b'{"t":"ok","id":"c1","d":{"question":12}}'


def test_update_holds_only_what_moved():
    assert encode(Update(rev=8, d=Change(people=3))) == b'{"t":"update","rev":8,"d":{"people":3}}'


def test_update_names_what_is_gone():
    change = Change(gone=Gone(questions=[4]), people=1)
    assert (
        encode(Update(rev=8, d=change)) == b'{"t":"update","rev":8,"d":{"gone":{"questions":[4]},"people":1}}'
    )


def test_snapshot_holds_everything():
    frame = json.loads(encode(Snapshot(rev=8, d=State(SESSION, STAGE, [], [], 2))))
    assert frame == {
        "t": "snapshot",
        "rev": 8,
        "d": {
            "session": {
                "code": "3821214",
                "title": "Trust",
                "open": True,
                "moderated": False,
                "intake_open": True,
                "question_max_length": 160,
                "names": "optional",
                "address": "ask.org",
                "url": "https://ask.org/s/3821214/",
                "protocol": 1,
                "ended_at": None,
            },
            "stage": {"view": "join", "poll": None, "join_panel": True},
            "questions": [],
            "polls": [],
            "people": 2,
            "moderators": 0,
        },
    }


def test_own_state_is_whole():
    frame = encode(You(d=OwnState(votes=[1])))
    assert frame == (
        b'{"t":"you","d":{"name":"","team":"","votes":[1],"answers":{},"played":{},"scores":{},"results":{},'
        b'"questions":[]}}'
    )


def test_names_of_events_are_the_closed_list():
    assert [event.__struct_config__.tag for event in EVENTS] == [
        "ok",
        "error",
        "snapshot",
        "update",
        "you",
        "bye",
        "beat",
    ]
