"""Moderators' acts on what they had seen: refused where somebody changed it since, and never needlessly."""

import pytest

from sessions.polls.actions import close_due_polls
from sessions.polls.models import Poll
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

REFUSED = "changed_since"


@pytest.fixture
def room():
    return Room()


class Page:
    """A moderator's page: what it shows, and the acts it was told of."""

    def __init__(self, room):
        self.room, self.seen, self.act = room, room.session.revision, 0

    def do(self, name, **fields):
        """Do an act as the page that shows `seen`; remembers what it is told."""
        made = self.room.moderator.do(name, saw=(self.seen, self.act), **fields)
        self.act = made.get("act", self.act)
        return made

    def copy(self, name, **fields):
        """The same act once more, later: a copy that was stuck on its way."""
        saw = self.seen, self.act
        return lambda: self.room.moderator.do(name, saw=saw, **fields)


@pytest.fixture
def page(room):
    return lambda: Page(room)


# --- late copies of one's own -------------------------------------------------------------------------------


TWO_ACTS = {
    "answered": [("question.answered", {"on": True}), ("question.answered", {"on": False})],
    "pinned": [("question.highlight", {"on": True}), ("question.highlight", {"on": False})],
    "archived": [("question.archive", {}), ("question.restore", {})],
    "dismissed": [("question.dismiss", {"reason": "unclear"}), ("question.restore", {})],
}


@pytest.mark.parametrize("acts", TWO_ACTS.values(), ids=TWO_ACTS)
def test_late_copy_of_an_act_on_a_question_does_not_undo_the_newer_one(room, page, acts):
    question, desk = room.ask(), page()
    (first, fields), (second, more) = acts
    late = desk.copy(first, question=question, **fields)
    desk.do(first, question=question, **fields)
    desk.do(second, question=question, **more)
    before = room.sees(), room.trail()
    assert code_of(late) == REFUSED
    assert (room.sees(), room.trail()) == before


POLL_ACTS = {
    "open": [("poll.open", {}), ("poll.close", {})],
    "reveal": [("poll.reveal", {"on": True}), ("poll.reveal", {"on": False})],
    "reset": [("poll.open", {}), ("poll.reset", {})],
}


@pytest.mark.parametrize("acts", POLL_ACTS.values(), ids=POLL_ACTS)
def test_late_copy_of_an_act_on_a_poll_does_not_undo_the_newer_one(room, page, acts):
    poll = room.poll(opened=acts is POLL_ACTS["reveal"], results="hidden")
    desk = page()
    late = []
    for name, fields in acts:
        late.append(desk.copy(name, poll=poll, **fields))
        desk.do(name, poll=poll, **fields)
    before = room.sees()
    for copy in late[:-1]:
        assert code_of(copy) == REFUSED
    assert late[-1]() == {}
    assert room.sees() == before


def test_late_copy_of_a_reset_does_not_take_the_answers_of_the_next_round(room, page):
    poll, desk = room.poll(), page()
    late = desk.copy("poll.reset", poll=poll)
    desk.do("poll.reset", poll=poll)
    desk.do("poll.open", poll=poll)
    room.attendee().do("poll.answer", poll=poll, options=[room.options(poll)[0]])
    assert code_of(late) == REFUSED
    assert Poll.objects.get(pk=poll).answers == 1


def test_late_copy_of_opening_does_not_close_the_poll_that_is_open_now(room, page):
    first, second, desk = room.poll(opened=False), room.poll(opened=False), page()
    late = desk.copy("poll.open", poll=first)
    desk.do("poll.open", poll=first)
    desk.do("poll.open", poll=second)
    assert code_of(late) == REFUSED
    assert Poll.objects.get(pk=second).state == "open"


def test_late_copies_of_settings_stage_and_end_do_not_undo_newer_ones(room, page):
    desk = page()
    for first, second in [
        (("session.update", {"title": "First"}), ("session.update", {"title": "Second"})),
        (("stage.show", {"view": "blank"}), ("stage.show", {"view": "questions"})),
        (("stage.join_panel", {"on": False}), ("stage.join_panel", {"on": True})),
        (("session.end", {}), ("session.reopen", {})),
    ]:
        late = desk.copy(first[0], **first[1])
        desk.do(first[0], **first[1])
        desk.do(second[0], **second[1])
        before = room.sees()
        assert code_of(late) == REFUSED
        assert room.sees() == before


def test_late_copy_of_an_undo_does_nothing(room, page):
    question, desk = room.ask(), page()
    act = desk.do("question.archive", question=question)["act"]
    late = desk.copy("act.undo", act=act)
    again = desk.do("act.undo", act=act)["act"]
    desk.do("act.undo", act=again)
    assert late() == {}
    assert room.question(question).state == "archived"


def test_late_copy_of_hiding_a_word_does_not_hide_it_again(room, page):
    cloud = room.poll(kind="wordcloud", options=[])
    room.attendee().do("poll.answer", poll=cloud, texts=["trust"])
    word, desk = Poll.objects.get(pk=cloud).word_set.get().pk, page()
    late = desk.copy("word.hide", word=word, on=True)
    desk.do("word.hide", word=word, on=True)
    desk.do("word.hide", word=word, on=False)
    assert code_of(late) == REFUSED


# --- two moderators -----------------------------------------------------------------------------------------


def test_question_edited_since_is_not_approved_unread(room, page):
    room.moderator.do("session.update", moderated=True)
    author = room.attendee()
    question = author.do("question.ask", text="A fair question?")["question"]
    desk = page()
    author.do("question.edit", question=question, text="Something else entirely")
    assert code_of(desk.do, "question.approve", question=question) == REFUSED
    assert room.question(question).state == "pending"
    assert "act" in page().do("question.approve", question=question)


def test_votes_and_answers_are_no_change_to_what_a_moderator_saw(room, page):
    question, poll, desk = room.ask(), room.poll(), page()
    room.attendee().do("question.upvote", question=question, on=True)
    room.attendee().do("poll.answer", poll=poll, options=[room.options(poll)[0]])
    assert "act" in desk.do("question.highlight", question=question, on=True)
    assert "act" in desk.do("poll.close", poll=poll)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("question.highlight", {"on": True}),
        ("question.answered", {"on": True}),
        ("question.archive", {}),
        ("question.dismiss", {"reason": "unclear"}),
    ],
)
def test_same_act_of_two_moderators_at_once_is_done_once_and_refused_to_none(room, page, name, fields):
    question = room.ask()
    one, other = page(), page()
    assert "act" in one.do(name, question=question, **fields)
    assert other.do(name, question=question, **fields) == {}


@pytest.mark.parametrize("name", ["poll.open", "poll.close", "poll.reset", "poll.delete"])
def test_same_act_on_a_poll_of_two_moderators_at_once_is_done_once(room, page, name):
    poll = room.poll(opened=name != "poll.open")
    one, other = page(), page()
    assert "act" in one.do(name, poll=poll)
    if name == "poll.delete":
        assert code_of(other.do, name, poll=poll) == "not_found"
    else:
        assert other.do(name, poll=poll) == {}


def test_acts_of_two_moderators_on_different_things_go_through(room, page):
    first, second, one, other = room.ask(), room.ask(), page(), page()
    one.do("question.answered", question=first, on=True)
    assert "act" in other.do("question.highlight", question=second, on=True)
    one.do("session.update", title="Another title")
    assert "act" in other.do("stage.join_panel", on=False)
    assert "act" in other.do("session.update", intake_open=False)


def test_draft_edited_since_is_neither_overwritten_nor_opened_nor_deleted(room, page):
    poll, one, other = room.poll(opened=False), page(), page()
    one.do("poll.update", poll=poll, title="Where shall we begin?", options=["Here", "There"])
    for name, fields in [
        ("poll.update", {"title": "Something else", "options": ["Yes", "No"]}),
        ("poll.open", {}),
        ("poll.delete", {}),
    ]:
        assert code_of(other.do, name, poll=poll, **fields) == REFUSED
    assert Poll.objects.get(pk=poll).title == "Where shall we begin?"


def test_poll_opened_since_is_not_deleted(room, page):
    poll, one, other = room.poll(opened=False), page(), page()
    one.do("poll.open", poll=poll)
    assert code_of(other.do, "poll.delete", poll=poll) == REFUSED


def test_polls_moved_since_can_be_opened_and_answers_enlarged(room, page):
    first, second, one, other = room.poll(opened=False), room.poll(opened=False), page(), page()
    one.do("poll.move", poll=second, before=first)
    assert "act" in other.do("poll.open", poll=second)


def test_end_of_a_countdown_is_no_surprise(room, page):
    poll = room.poll(seconds=10, results="hidden")
    desk = page()
    Poll.objects.filter(pk=poll).update(closes_at=1)
    close_due_polls(room.session_id)
    assert Poll.objects.get(pk=poll).state == "closed"
    assert desk.do("poll.close", poll=poll) == {}
    assert "act" in desk.do("poll.reveal", poll=poll, on=True)


# --- one moderator, quickly ---------------------------------------------------------------------------------


def test_own_acts_that_the_page_does_not_show_yet_are_no_surprise(room, page):
    question, desk = room.ask(), page()
    for name, fields in [
        ("question.highlight", {"on": True}),
        ("question.answered", {"on": True}),
        ("question.answered", {"on": False}),
        ("question.dismiss", {"reason": "unclear"}),
    ]:
        assert "act" in desk.do(name, question=question, **fields)
    made = desk.do("poll.create", title="Where?", options=["Here", "There"])
    assert "act" in desk.do("poll.open", poll=made["poll"])
    assert "act" in desk.do("poll.repeat", poll=made["poll"])


def test_own_quiz_is_led_without_a_refusal(room, page):
    desk = page()
    quiz = desk.do("poll.create", kind="quiz", title="Pub quiz")["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "options": ["A", "B"], "settings": {"correct": [0]}}
    parts = [desk.do("poll.create", title=f"{n}?", **fields)["poll"] for n in range(2)]
    for part in parts:
        desk.do("poll.open", poll=part)
        desk.do("poll.reveal", poll=part, on=True)
        desk.do("stage.show", view="leaderboard", poll=quiz)
    assert "act" in desk.do("poll.reset", poll=quiz)


def test_acts_that_do_not_say_what_was_seen_are_never_refused_for_it(room):
    question = room.ask()
    for on in (True, False, True):
        assert "act" in room.moderator.do("question.highlight", question=question, on=on)
