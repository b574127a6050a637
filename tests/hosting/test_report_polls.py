"""What a report tells of each kind of poll, and of whom."""

import csv
import io
import json

import pytest
from django.http import HttpResponse
from django.test import Client

from sessions.core import links
from sessions.core.clock import now_ms
from sessions.hosting.record import read_record
from sessions.hosting.report_polls import read_polls
from sessions.polls.actions import close_due_polls
from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def files(client: Client, room: Room):
    """What a moderator downloads, by name."""
    response = HttpResponse()
    links.grant(response, room.session, Role.MODERATOR)
    name = links.cookie_name(room.session, Role.MODERATOR)
    client.cookies[name] = response.cookies[name].value
    return lambda name: client.get(f"/s/{room.session.code}/report/{name}").content.decode("utf-8-sig")


def named_person(room, name):
    person = room.attendee()
    person.do("question.ask", text=f"Hello from {name}", name=name)
    return person


def only(room):
    [report] = read_polls(room.session)
    return report


def test_all_texts_not_only_the_newest(room, files):
    poll = room.poll(kind="text", options=[], title="What should change?")
    for n in range(60):
        room.attendee().do("poll.answer", poll=poll, text=f"Idea {n}")

    [table] = only(room).tables
    assert [row[0] for row in table.rows] == [f"Idea {n}" for n in range(60)]
    rows = list(csv.reader(io.StringIO(files("polls.csv"))))
    assert (len(rows), rows[1]) == (61, ["What should change?", "text", "60", "Idea 0"])
    assert len(json.loads(files("session.json"))["polls"][0]["full"]) == 60
    page = files("")
    assert (page.count("Idea "), "60 lines in all" in page) == (60, True)


def test_texts_that_are_not_on_the_wall_say_so(room):
    poll = room.poll(kind="text", options=[], settings={"review": True})
    for text in ("Shown", "Hidden", "Waiting"):
        room.attendee().do("poll.answer", poll=poll, text=text)
    cards = {card["text"]: card["id"] for card in room.sees(Role.MODERATOR)["polls"][0]["results"]["cards"]}
    room.moderator.do("answer.approve", answer=cards["Shown"])
    room.moderator.do("answer.hide", answer=cards["Hidden"], on=True)

    [table] = only(room).tables
    assert table.rows == [("Shown", ""), ("Hidden", "hidden"), ("Waiting", "not reviewed")]


def test_named_poll_lists_who_answered_what(room, files):
    poll = room.poll("Tea", "Coffee", named=True)
    tea, coffee = room.options(poll)
    named_person(room, "Amara").do("poll.answer", poll=poll, options=[coffee])
    named_person(room, "Bela").do("poll.answer", poll=poll, options=[tea])
    room.attendee().do("poll.answer", poll=poll, options=[tea])

    assert only(room).names_table.rows == [("Anonymous", "Tea"), ("Amara", "Coffee"), ("Bela", "Tea")]
    assert "Where should we start?,choice,3,Amara,Coffee" in files("polls.csv")
    assert json.loads(files("session.json"))["polls"][0]["named_answers"][1]["name"] == "Amara"
    assert "Who answered what" in files("")


def test_secret_poll_tells_nobody_who_answered_what(room, files):
    poll = room.poll("Tea", "Coffee")
    named_person(room, "Amara").do("poll.answer", poll=poll, options=room.options(poll)[:1])

    assert only(room).named is None
    assert "Amara" not in files("polls.csv")
    assert json.loads(files("session.json"))["polls"][0]["named_answers"] is None
    assert "Who answered what" not in files("")


@pytest.mark.parametrize(
    ("kind", "options", "answer", "words"),
    [
        ("ranking", ["A", "B"], lambda a, b: {"order": [b, a]}, "B › A"),
        ("points", ["A", "B"], lambda a, b: {"points": {str(a): 30, str(b): 70}}, "A: 30, B: 70"),
        ("rating", [], lambda: {"number": 4}, "4"),
        ("number", [], lambda: {"number": 7}, "7"),
        ("wordcloud", [], lambda: {"texts": ["Paris", "Lyon"]}, "Paris, Lyon"),
        ("text", [], lambda: {"text": "More time"}, "More time"),
    ],
)
def test_named_answer_of_each_kind_in_words(room, kind, options, answer, words):
    poll = room.moderator.do("poll.create", kind=kind, title="Which?", options=options, named=True)["poll"]
    room.moderator.do("poll.open", poll=poll)
    named_person(room, "Amara").do("poll.answer", poll=poll, **answer(*room.options(poll)))

    assert only(room).names_table.rows == [("Amara", words)]


def test_quiz_has_the_whole_ranking_with_names(room):
    quiz = room.moderator.do("poll.create", kind="quiz", title="Pub quiz")["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "settings": {"correct": [0]}}
    question = room.poll("Right", "Wrong", title="Which?", **fields)
    right, wrong = room.options(question)
    for n in range(7):
        player = room.attendee()
        player.do("quiz.join", quiz=quiz, name=f"Player {n}")
        player.do("poll.answer", poll=question, options=[right if n == 3 else wrong])
    room.moderator.do("poll.reveal", poll=question, on=True)

    report = only(room)
    assert report.tables[0].rows[:2] == [(1, "Player 3", 1000), (2, "Player 0", 0)]
    assert len(report.tables[0].rows) == 7
    assert [part.poll.title for part in report.parts] == ["Which?"]


def test_survey_names_its_parts(room):
    survey = room.moderator.do("poll.create", kind="survey", title="Afterwards")["poll"]
    part = room.poll(kind="rating", title="The day", options=[], parent=survey, opened=False)
    room.moderator.do("poll.open", poll=survey)
    room.attendee().do("poll.answer", poll=part, number=5)

    report = only(room)
    assert report.tables[0].rows == [("The day", 1)]
    assert [one.poll.title for one in report.parts] == ["The day"]


def test_polls_stand_in_the_hosts_order_without_drafts(room):
    first, second = room.poll(title="First"), room.poll(title="Second")
    room.poll(title="Never asked", opened=False)
    room.moderator.do("poll.move", poll=second, before=first)

    assert [one.poll.title for one in read_polls(room.session)] == ["Second", "First"]


def test_second_round_stands_beside_the_first(room, files):
    first = room.poll("Tea", "Coffee", title="Which?")
    room.attendee().do("poll.answer", poll=first, options=room.options(first)[:1])
    again = room.moderator.do("poll.repeat", poll=first)["poll"]
    for _ in range(2):
        room.attendee().do("poll.answer", poll=again, options=room.options(again)[1:])

    report = only(room)
    assert [one.poll.id for one in report.rounds] == [first, again]
    assert [one.tables[0].rows[1] for one in report.rounds] == [("Coffee", 0, 0), ("Coffee", 2, 100)]
    rows = list(csv.reader(io.StringIO(files("polls.csv"))))
    assert [row[0] for row in rows] == ["Which?"] * 3 + ["Which? (round 2)"] * 3
    polls = json.loads(files("session.json"))["polls"]
    assert [(poll["id"], poll["repeats"]) for poll in polls] == [(first, None), (again, first)]
    page = files("")
    assert (page.count("report__rounds"), "Round 1" in page, "Round 2" in page) == (1, True, True)


def test_record_names_the_clock_where_time_was_up(room, files):
    poll = room.poll(seconds=1)
    Poll.objects.filter(pk=poll).update(closes_at=now_ms() - 10_000)
    close_due_polls(room.session_id)

    assert room.trail()[-1][:3] == ("clock", "poll.timeout", f"poll {poll}")
    assert [(line.who, line.what) for line in read_record(room.session)][-1] == ("the clock", "time was up")
    assert json.loads(files("session.json"))["acts"][-1]["role"] == "clock"
    assert "the clock" in files("")


def test_record_says_what_was_done_to_texts_and_words(room):
    text = room.poll(kind="text", options=[])
    room.attendee().do("poll.answer", poll=text, text="Hello")
    [card] = room.sees(Role.MODERATOR)["polls"][0]["results"]["cards"]
    room.moderator.do("answer.enlarge", poll=text, answer=card["id"])
    room.moderator.do("answer.enlarge", poll=text, answer=None)
    room.moderator.do("answer.hide", answer=card["id"], on=True)
    room.moderator.do("answer.hide", answer=card["id"], on=False)

    assert [line.what for line in read_record(room.session)][-4:] == [
        "text shown large",
        "all texts shown again",
        "text hidden",
        "text shown again",
    ]


def test_all_words_of_a_cloud_with_how_many_gave_them_and_which_are_hidden(room):
    cloud = room.poll(kind="wordcloud", options=[])
    for words in (["Paris", "Lyon"], ["paris"], ["Nantes"]):
        room.attendee().do("poll.answer", poll=cloud, texts=words)
    [table] = only(room).tables
    assert (table.head, sorted(table.rows)) == (
        ("Word", "People"),
        [("Lyon", 1), ("Nantes", 1), ("Paris", 2)],
    )
    [lyon] = [
        word for word in room.sees(Role.MODERATOR)["polls"][0]["results"]["words"] if word["text"] == "Lyon"
    ]
    room.moderator.do("word.hide", word=lyon["id"], on=True)
    [table] = only(room).tables
    assert table.head == ("Word", "People", "State")
    assert sorted(table.rows) == [("Lyon", 1, "hidden"), ("Nantes", 1, ""), ("Paris", 2, "")]


def test_name_that_was_taken_down_is_in_no_report(room, files):
    quiz = room.poll(kind="quiz", named=True)
    question = room.poll("A", "B", kind="quiz_question", parent=quiz, settings={"correct": [0]}, named=True)
    rude = room.attendee()
    rude.do("quiz.join", quiz=quiz, name="Rude")
    rude.do("poll.answer", poll=question, options=[room.options(question)[0]])
    [player] = room.sees(Role.MODERATOR)["polls"][0]["results"]["listed"]
    assert "Rude" in files("")
    room.moderator.do("player.hide", player=player["id"], on=True)
    names = ("", "polls.csv", "session.json")
    assert [name for name in names if "Rude" in files(name)] == []
    assert [name for name in names if "Player 1" not in files(name)] == []
    assert [line.what for line in read_record(room.session)][-1] == "name hidden"


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "\u200e=1+1", "\u2068=1\u2069", "@x"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_disarmed(room, files, text):
    poll = room.poll(kind="text", options=[])
    room.attendee().do("poll.answer", poll=poll, text=text)
    rows = list(csv.reader(io.StringIO(files("polls.csv"))))
    assert rows[1][3] == f"'{text}"


def test_tables_open_in_a_spreadsheet_of_the_pages_language(room, files, client):
    poll = room.poll(kind="rating", title="The day; the room", options=[], named=True)
    number = room.poll(
        kind="number", title="Hours", options=[], settings={"decimals": 1}, named=True, opened=False
    )
    for points in (2, 3):
        room.attendee().do("poll.answer", poll=poll, number=points)
    room.moderator.do("poll.close", poll=poll)
    room.moderator.do("poll.open", poll=number)
    for hours in (2.5, 3.5):
        room.attendee().do("poll.answer", poll=number, number=hours)
    room.attendee().do("question.ask", text="-1; why, please?")

    def rows(name: str, delimiter: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(files(name)), delimiter=delimiter))

    average = {"en": "2.5", "fr": "2,5"}
    for language, delimiter in (("en", ","), ("fr", ";")):
        client.cookies["django_language"] = language
        polls = rows("polls.csv", delimiter)
        assert [row[4] for row in polls if row[0] == "The day; the room"][6] == average[language]
        cells = [cell for row in polls if row[0] == "Hours" for cell in row[3:]]
        assert average[language] in cells
        wrong = {"en": ",", "fr": "."}[language]
        assert not [cell for cell in cells if wrong in cell]
        [head, question] = rows("questions.csv", delimiter)
        assert (head[1], question[1]) == ("question", "'-1; why, please?")
        assert all(cell == cell.strip() for cell in head)
