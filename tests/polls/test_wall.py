"""Open texts: what is on the wall, what waits, what is hidden, what is large."""

import pytest

from sessions.polls.models import Answer
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

EVERYONE_ELSE = [Role.ATTENDEE, Role.SCREEN]


@pytest.fixture
def wall(room):
    return room.poll(kind="text")


@pytest.fixture
def reviewed(room):
    return room.poll(kind="text", settings={"review": True})


@pytest.fixture
def texts(shown):
    def texts(poll, role=Role.ATTENDEE):
        return [card["text"] for card in shown(poll, role)["results"]["cards"]]

    return texts


def write(room, poll, text, who=None):
    (who or room.attendee()).do("poll.answer", poll=poll, text=text)
    return Answer.objects.get(poll=poll, value=text).pk


def states(shown, poll):
    return {card["text"]: card["state"] for card in shown(poll, Role.MODERATOR)["results"]["cards"]}


def test_newest_text_is_first(room, wall, texts):
    for n, text in enumerate(["One", "Two", "Three"]):
        room.attendee().do("poll.answer", poll=wall, text=text, at=1000 + n)
    assert texts(wall) == ["Three", "Two", "One"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        ("\u200b\u3164", "text_empty"),
        ("x" * 501, "text_too_long"),
        ("a\u202eb", "text_unpaintable"),
        ("a\u0000b", "text_unpaintable"),
        ("Z" + "\u0301" * 20, "text_unpaintable"),
    ],
)
def test_text_that_cannot_be_is_refused(room, wall, text, code):
    assert code_of(room.attendee().do, "poll.answer", poll=wall, text=text) == code
    assert Answer.objects.count() == 0


def test_wall_has_the_newest_forty_of_five_hundred(room, wall, shown, texts):
    from sessions.core.actors import Actor
    from sessions.polls.answers import answer_polls
    from sessions.wire.commands import AnswerPoll

    answer_polls(
        [
            (
                Actor(room.session_id, Role.ATTENDEE, f"k{n}", at=n + 1),
                AnswerPoll(poll=wall, text=f"Text {n}"),
            )
            for n in range(500)
        ]
    )
    assert texts(wall) == [f"Text {n}" for n in range(499, 459, -1)]
    assert (shown(wall)["results"]["total"], shown(wall)["answers"]) == (500, 500)


# --- review ----------------------------------------------------------------------------------------------


def test_text_waits_for_review(room, reviewed, texts, shown):
    text = write(room, reviewed, "Why not?")
    assert states(shown, reviewed) == {"Why not?": "pending"}
    assert shown(reviewed, Role.MODERATOR)["results"]["pending"] == 1
    for role in EVERYONE_ELSE:
        assert texts(reviewed, role) == []
        assert (shown(reviewed, role)["results"]["total"], shown(reviewed, role)["results"]["pending"]) == (
            0,
            0,
        )
    room.moderator.do("answer.approve", answer=text)
    assert [texts(reviewed, role) for role in Role] == [["Why not?"]] * 3


def test_changed_text_is_reviewed_again(room, reviewed, texts, shown):
    amara = room.attendee()
    room.moderator.do("answer.approve", answer=write(room, reviewed, "Nice", amara))
    write(room, reviewed, "Nasty", amara)
    assert (texts(reviewed), states(shown, reviewed)) == ([], {"Nasty": "pending"})


def test_same_text_again_stays_approved(room, reviewed, texts):
    amara = room.attendee()
    room.moderator.do("answer.approve", answer=write(room, reviewed, "Nice", amara))
    write(room, reviewed, "  Nice ".strip(), amara)
    assert texts(reviewed) == ["Nice"]


def test_approval_is_of_the_words_that_were_read(room, reviewed, texts, shown):
    amara = room.attendee()
    nice = write(room, reviewed, "Nice", amara)
    write(room, reviewed, "Nasty", amara)
    assert code_of(room.moderator.do, "answer.approve", answer=nice) == "not_found"
    assert states(shown, reviewed) == {"Nasty": "pending"}


def test_undo_of_an_approval_lets_the_text_wait_again(room, reviewed, texts):
    act = room.moderator.do("answer.approve", answer=write(room, reviewed, "Nice"))["act"]
    room.moderator.do("act.undo", act=act)
    assert texts(reviewed) == []


def test_showing_again_what_was_not_hidden_approves_nothing(room, reviewed, texts):
    text = write(room, reviewed, "Why not?")
    assert room.moderator.do("answer.hide", answer=text, on=False) == {}
    assert texts(reviewed) == []


def test_waiting_texts_are_all_at_the_desk_before_newer_ones(room, reviewed, shown):
    waiting = room.attendee()
    waiting.do("poll.answer", poll=reviewed, text="Still waiting", at=1)
    for n in range(41):
        room.attendee().do("poll.answer", poll=reviewed, text=f"Text {n}", at=2 + n)
    for answer in Answer.objects.exclude(value="Still waiting"):
        room.moderator.do("answer.approve", answer=answer.pk)
    assert states(shown, reviewed)["Still waiting"] == "pending"


# --- hiding ----------------------------------------------------------------------------------------------


def test_hidden_text_is_at_the_desk_only(room, wall, texts, shown):
    write(room, wall, "Fine")
    act = room.moderator.do("answer.hide", answer=write(room, wall, "Rude"), on=True)["act"]
    assert [texts(wall, role) for role in EVERYONE_ELSE] == [["Fine"], ["Fine"]]
    assert states(shown, wall) == {"Fine": "shown", "Rude": "hidden"}
    assert shown(wall)["results"]["total"] == 1
    room.moderator.do("act.undo", act=act)
    assert sorted(texts(wall)) == ["Fine", "Rude"]


@pytest.mark.parametrize("review", [False, True])
def test_hidden_text_does_not_come_back_by_being_changed(room, texts, shown, review):
    wall, amara = room.poll(kind="text", settings={"review": review}), room.attendee()
    act = room.moderator.do("answer.hide", answer=write(room, wall, "Rude", amara), on=True)["act"]
    write(room, wall, "Ruder", amara)
    assert (texts(wall), states(shown, wall)) == ([], {"Ruder": "hidden"})
    assert code_of(room.moderator.do, "act.undo", act=act) == "undo_stale"
    room.moderator.do("answer.hide", answer=Answer.objects.get().pk, on=False)
    assert texts(wall) == ["Ruder"]


# --- one large -------------------------------------------------------------------------------------------


def test_one_text_is_shown_large(room, wall, shown):
    text = write(room, wall, "Look at this")
    act = room.moderator.do("answer.enlarge", poll=wall, answer=text)["act"]
    assert [shown(wall, role)["results"]["enlarged"] for role in Role] == [text] * 3
    room.moderator.do("answer.enlarge", poll=wall, answer=None)
    assert shown(wall)["results"]["enlarged"] is None
    assert code_of(room.moderator.do, "act.undo", act=act) == "undo_stale"


def test_old_text_can_be_large(room, wall, shown, texts):
    old = room.attendee()
    old.do("poll.answer", poll=wall, text="Old", at=1)
    for n in range(40):
        room.attendee().do("poll.answer", poll=wall, text=f"Text {n}", at=2 + n)
    room.moderator.do("answer.enlarge", poll=wall, answer=Answer.objects.get(value="Old").pk)
    assert (len(texts(wall)), texts(wall)[-1]) == (41, "Old")


def test_changed_text_is_large_no_more(room, wall, shown):
    amara = room.attendee()
    room.moderator.do("answer.enlarge", poll=wall, answer=write(room, wall, "Nice", amara))
    write(room, wall, "Nasty", amara)
    assert shown(wall)["results"]["enlarged"] is None


def test_hidden_text_is_large_no_more_and_undo_brings_both_back(room, wall, shown):
    text = write(room, wall, "Rude")
    room.moderator.do("answer.enlarge", poll=wall, answer=text)
    act = room.moderator.do("answer.hide", answer=text, on=True)["act"]
    assert [shown(wall, role)["results"]["enlarged"] for role in Role] == [None] * 3
    room.moderator.do("act.undo", act=act)
    assert shown(wall)["results"]["enlarged"] == text


@pytest.mark.parametrize("role", Role)
def test_text_that_undo_makes_large_again_after_it_was_hidden_is_on_no_screen(room, wall, shown, role):
    rude, nice = write(room, wall, "Rude"), write(room, wall, "Nice")
    room.moderator.do("answer.enlarge", poll=wall, answer=rude)
    act = room.moderator.do("answer.enlarge", poll=wall, answer=nice)["act"]
    room.moderator.do("answer.hide", answer=rude, on=True)
    room.moderator.do("act.undo", act=act)
    results = shown(wall, role)["results"]
    assert results["enlarged"] is None
    if role is not Role.MODERATOR:
        assert [card["text"] for card in results["cards"]] == ["Nice"]


@pytest.mark.parametrize("role", Role)
def test_large_text_that_waits_again_is_on_no_screen(room, reviewed, shown, role):
    text = write(room, reviewed, "Approved too early")
    act = room.moderator.do("answer.approve", answer=text)["act"]
    room.moderator.do("answer.enlarge", poll=reviewed, answer=text)
    assert shown(reviewed, role)["results"]["enlarged"] == text
    room.moderator.do("act.undo", act=act)
    results = shown(reviewed, role)["results"]
    assert results["enlarged"] is None
    assert role is Role.MODERATOR or results["cards"] == []


def test_text_that_is_not_shown_cannot_be_large(room, reviewed):
    text = write(room, reviewed, "Waiting")
    assert code_of(room.moderator.do, "answer.enlarge", poll=reviewed, answer=text) == "not_found"


def test_text_of_another_poll_cannot_be_large(room, wall):
    text = write(room, wall, "Elsewhere")
    other = room.poll(kind="text")
    assert code_of(room.moderator.do, "answer.enlarge", poll=other, answer=text) == "not_found"


@pytest.mark.parametrize(("act", "fields"), [("approve", {}), ("hide", {"on": True})])
def test_text_of_another_session_is_as_if_absent(room, act, fields):
    other = Room()
    text = write(other, other.poll(kind="text"), "Elsewhere")
    assert code_of(room.moderator.do, f"answer.{act}", answer=text, **fields) == "not_found"


def test_answer_of_another_kind_is_no_text_to_hide(room):
    poll = room.poll("A", "B")
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    assert code_of(room.moderator.do, "answer.hide", answer=Answer.objects.get().pk, on=True) == "not_found"
