"""Every act can be taken back, while nothing was built on it."""

import pytest

from sessions.core.models import AuditEntry
from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


def undo(room, act):
    return room.moderator.do("act.undo", act=act)


def everyone_sees(room):
    return [room.sees(role) for role in Role]


def on_question(name, **fields):
    return lambda room, question, poll: room.moderator.do(f"question.{name}", question=question, **fields)


def on_poll(name, **fields):
    return lambda room, question, poll: room.moderator.do(f"poll.{name}", poll=poll, **fields)


def on_session(name, **fields):
    return lambda room, question, poll: room.moderator.do(name, **fields)


ACTS = {
    "dismiss": on_question("dismiss", reason="unclear"),
    "archive": on_question("archive"),
    "highlight": on_question("highlight", on=True),
    "answered": on_question("answered", on=True),
    "open a poll": on_poll("open"),
    "reveal": on_poll("reveal", on=True),
    "hide": on_poll("reveal", on=False),
    "delete a poll": on_poll("delete"),
    "stage": on_session("stage.show", view="blank"),
    "join panel": on_session("stage.join_panel", on=False),
    "settings": on_session("session.update", title="Other", moderated=True, intake_open=False, names="off"),
    "end": on_session("session.end"),
}


@pytest.mark.parametrize("name", ACTS)
def test_undo_brings_back_what_everyone_saw(room, name):
    question, poll = room.ask(), room.poll(opened=False)
    before = everyone_sees(room)
    act = ACTS[name](room, question, poll)["act"]
    assert everyone_sees(room) != before
    undo(room, act)
    assert everyone_sees(room) == before


def test_undo_of_approval_hides_the_question_again():
    room = Room(moderated=True)
    question = room.ask()
    act = room.moderator.do("question.approve", question=question)["act"]
    assert room.texts() == ["What changed?"]
    undo(room, act)
    assert (room.texts(), room.texts(Role.MODERATOR)) == ([], ["What changed?"])


def test_undo_of_restore_puts_away_again(room):
    question = room.ask()
    room.moderator.do("question.dismiss", question=question, reason="other", words="Rude")
    before = everyone_sees(room)
    undo(room, room.moderator.do("question.restore", question=question)["act"])
    assert everyone_sees(room) == before


def test_undo_of_a_highlight_gives_it_back_to_the_one_before(room):
    first, second = room.ask("One?"), room.ask("Two?")
    room.moderator.do("question.highlight", question=first, on=True)
    before = everyone_sees(room)
    undo(room, room.moderator.do("question.highlight", question=second, on=True)["act"])
    assert everyone_sees(room) == before


def test_undo_of_opening_a_poll_reopens_the_one_before(room):
    room.poll()
    second = room.poll(opened=False)
    before = everyone_sees(room)
    undo(room, room.moderator.do("poll.open", poll=second)["act"])
    assert everyone_sees(room) == before


def test_undo_of_a_new_poll_removes_it(room):
    made = room.moderator.do("poll.create", title="Where?", options=["Here", "There"])
    undo(room, made["act"])
    assert room.sees(Role.MODERATOR)["polls"] == []


def test_undo_of_deleting_a_poll_brings_back_its_answers_and_its_place_on_stage(room):
    poll = room.poll()
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    before = everyone_sees(room)
    undo(room, room.moderator.do("poll.delete", poll=poll)["act"])
    assert everyone_sees(room) == before


def test_undo_is_an_act_of_its_own_in_the_trail(room):
    question = room.ask()
    act = room.moderator.do("question.archive", question=question)["act"]
    entry = AuditEntry.objects.get(pk=undo(room, act)["act"])
    assert (entry.role, entry.act, entry.target, entry.undoes_id) == ("moderator", "act.undo", "#1", act)


def test_undo_twice_is_undo_once(room):
    question = room.ask()
    act = room.moderator.do("question.archive", question=question)["act"]
    undo(room, act)
    before = room.session.revision
    assert undo(room, act) == {}
    assert (room.session.revision, room.texts()) == (before, ["What changed?"])


def test_undo_of_an_undo_does_it_again(room):
    question = room.ask()
    act = room.moderator.do("question.archive", question=question)["act"]
    after = everyone_sees(room)
    undo(room, undo(room, act)["act"])
    assert everyone_sees(room) == after


def test_votes_in_between_do_not_stand_in_the_way(room):
    question = room.ask()
    act = room.moderator.do("question.highlight", question=question, on=True)["act"]
    room.attendee().do("question.upvote", question=question, on=True)
    undo(room, act)
    [shown] = room.sees()["questions"]
    assert (shown["highlighted"], shown["score"]) == (False, 1)


# --- what can no longer be taken back ----------------------------------------------------------------------


def stale(room, act):
    before, entries = everyone_sees(room), AuditEntry.objects.count()
    assert code_of(undo, room, act) == "undo_stale"
    assert (everyone_sees(room), AuditEntry.objects.count()) == (before, entries)


def test_act_somebody_built_on_stays(room):
    question = room.ask()
    act = room.moderator.do("question.dismiss", question=question, reason="unclear")["act"]
    room.moderator.do("question.archive", question=question)
    stale(room, act)


def test_withdrawn_question_does_not_come_back():
    room = Room(moderated=True)
    amara = room.attendee()
    question = amara.do("question.ask", text="What changed?")["question"]
    act = room.moderator.do("question.archive", question=question)["act"]
    room.moderator.do("question.restore", question=question)
    amara.do("question.withdraw", question=question)
    stale(room, act)


def test_dismissed_highlight_does_not_come_back_beside_another(room):
    first, second = room.ask("One?"), room.ask("Two?")
    room.moderator.do("question.highlight", question=first, on=True)
    act = room.moderator.do("question.dismiss", question=first, reason="unclear")["act"]
    room.moderator.do("question.highlight", question=second, on=True)
    stale(room, act)


def test_approval_of_a_question_pinned_by_now_stays():
    room = Room(moderated=True)
    question = room.ask()
    act = room.moderator.do("question.approve", question=question)["act"]
    room.moderator.do("question.highlight", question=question, on=True)
    stale(room, act)


def test_tick_does_not_come_back_on_a_question_pinned_by_now(room):
    question = room.ask()
    room.moderator.do("question.answered", question=question, on=True)
    act = room.moderator.do("question.answered", question=question, on=False)["act"]
    room.moderator.do("question.highlight", question=question, on=True)
    stale(room, act)


def test_closed_poll_does_not_reopen_beside_another(room):
    first = room.poll()
    act = room.moderator.do("poll.close", poll=first)["act"]
    room.poll()
    stale(room, act)


def test_opened_poll_does_not_become_a_draft_once_somebody_answered(room):
    poll = room.poll(opened=False)
    act = room.moderator.do("poll.open", poll=poll)["act"]
    room.attendee().do("poll.answer", poll=poll, options=room.options(poll)[:1])
    stale(room, act)


def test_new_poll_is_not_removed_once_it_was_opened(room):
    made = room.moderator.do("poll.create", title="Where?", options=["Here", "There"])
    room.moderator.do("poll.open", poll=made["poll"])
    stale(room, made["act"])


def edited_draft(room):
    poll = room.moderator.do("poll.create", title="Where?", options=["Here", "There"])["poll"]
    act = room.moderator.do("poll.update", poll=poll, title="Which?", options=["A", "B", "C"])["act"]
    return poll, act


def prepared(poll):
    row = Poll.objects.get(pk=poll)
    return row.title, row.option_texts


def test_draft_gets_its_earlier_words_back(room):
    poll, act = edited_draft(room)
    assert prepared(poll) == ("Which?", ["A", "B", "C"])
    undo(room, act)
    assert prepared(poll) == ("Where?", ["Here", "There"])


def test_edit_of_a_draft_stays_once_it_was_opened(room):
    poll, act = edited_draft(room)
    room.moderator.do("poll.open", poll=poll)
    stale(room, act)
    assert prepared(poll) == ("Which?", ["A", "B", "C"])


def test_act_of_another_session_is_as_if_absent(room):
    other = Room()
    act = other.moderator.do("question.archive", question=other.ask())["act"]
    assert code_of(undo, room, act) == "not_found"
    assert other.texts() == []


def test_act_that_never_was_is_not_found(room):
    assert code_of(undo, room, 999_999) == "not_found"


def test_starting_the_session_is_no_act_to_take_back(room):
    assert code_of(undo, room, AuditEntry.objects.get(session=room.session_id).pk) == "not_found"


def test_withdrawing_is_not_the_moderators_to_take_back(room):
    amara = room.attendee()
    amara.do("question.withdraw", question=amara.do("question.ask", text="Why?")["question"])
    entry = AuditEntry.objects.get(session=room.session_id, act="question.withdraw")
    assert code_of(undo, room, entry.pk) == "not_found"


def test_ended_session_takes_back_nothing_but_its_end(room):
    act = room.moderator.do("question.archive", question=room.ask())["act"]
    end = room.moderator.do("session.end")["act"]
    assert code_of(undo, room, act) == "session_ended"
    undo(room, end)
    assert room.sees()["session"]["open"] is True


def test_session_does_not_reopen_beside_one_with_its_code(room):
    from sessions.hosting.actions import create_session

    end = room.moderator.do("session.end")["act"]
    create_session("Next talk", code=room.session.code)
    assert code_of(undo, room, end) == "code_taken"
    assert room.sees()["session"]["open"] is False


def test_rotated_link_does_not_come_back(room):
    from sessions.hosting.actions import rotate_link

    rotate_link(room.session_id, Role.MODERATOR)
    entry = AuditEntry.objects.get(session=room.session_id, act="link.rotate")
    assert code_of(undo, room, entry.pk) == "not_found"
    assert room.session.moderator_link == 2


def test_attendee_takes_nothing_back(room):
    act = room.moderator.do("question.archive", question=room.ask())["act"]
    assert code_of(room.attendee().do, "act.undo", act=act) == "not_allowed"
