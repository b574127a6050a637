"""The record after a talk: complete, for moderators only, and silent about who did what."""

import csv
import io
import json
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from sessions.core import links
from sessions.core.models import Participant, Session
from sessions.hosting.demo import demo_session
from sessions.hosting.report import read_report
from sessions.questions.models import Question
from sessions.wire.roles import Role
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return demo_session()


@pytest.fixture
def moderator(client: Client, session: Session) -> Client:
    client.cookies[links.cookie_name(session, Role.MODERATOR)] = _cookie(session)
    return client


def _cookie(session: Session) -> str:
    from django.http import HttpResponse

    response = HttpResponse()
    links.grant(response, session, Role.MODERATOR)
    return response.cookies[links.cookie_name(session, Role.MODERATOR)].value


def test_report_counts_what_happened(session: Session) -> None:
    report = read_report(session)

    assert (len(report.questions), report.answered, report.votes) == (12, 1, 291)
    assert report.participants == Participant.objects.filter(session=session).count()
    assert [question.score for question in report.questions] == [87, 63, 41, 38, 22, 17, 12, 9, 2, 0, 0, 0]
    assert [(one.poll.title, one.poll.answers) for one in report.polls] == [("Where should we start?", 80)]


def test_report_page_for_a_moderator(moderator: Client, session: Session) -> None:
    page = moderator.get(f"/s/{session.code}/report/")

    assert page.status_code == 200
    assert "How do you show residents" in page.content.decode()


@pytest.mark.parametrize("name", ["", "questions.csv", "polls.csv", "session.json"])
def test_report_for_an_outsider_is_not_there(client: Client, session: Session, name: str) -> None:
    assert client.get(f"/s/{session.code}/report/{name}").status_code == 404


def test_questions_csv_has_a_row_for_each(moderator: Client, session: Session) -> None:
    text = moderator.get(f"/s/{session.code}/report/questions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert len(rows) == 12
    assert (rows[1]["question"], rows[1]["name"], rows[1]["votes"]) == (
        "Which data could councils share tomorrow without changing a single law?",
        "Amara",
        "63",
    )


def test_csv_cell_that_a_spreadsheet_would_run(moderator: Client, session: Session) -> None:
    from sessions.core.actors import Actor
    from sessions.questions.actions import ask_question
    from sessions.wire.commands import AskQuestion

    ask_question(Actor(session.pk, Role.ATTENDEE, "mallory", "1"), AskQuestion(text="=HYPERLINK(1)"))

    text = moderator.get(f"/s/{session.code}/report/questions.csv").content.decode("utf-8-sig")

    assert [row["question"] for row in csv.DictReader(io.StringIO(text)) if "HYPER" in row["question"]] == [
        "'=HYPERLINK(1)"
    ]


def test_report_tells_nobodys_identity(moderator: Client, session: Session) -> None:
    record = moderator.get(f"/s/{session.code}/report/session.json").content.decode()

    assert json.loads(record)["polls"][0]["results"]["counts"] == [37, 22, 14, 7]
    assert Participant.objects.filter(session=session, key="demo-1").exists()
    assert "demo-1" not in record


def test_named_poll_knows_players_by_their_name_in_the_quiz() -> None:
    room = Room()
    quiz = room.poll(kind="quiz")
    amara = room.attendee()
    amara.do("quiz.join", quiz=quiz, name="Amara")
    poll = room.poll("Tea", "Coffee", named=True)
    amara.do("poll.answer", poll=poll, options=room.options(poll)[:1])

    named = next(one for one in read_report(room.session).polls if one.poll.id == poll).named

    assert [(row["name"], row["answer"]) for row in named or []] == [("Amara", "Tea")]


def test_times_name_their_zone(moderator: Client, session: Session, settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    page = moderator.get(f"/s/{session.code}/report/").content.decode()
    assert "Asia/Tokyo (UTC+09:00)" in page
    text = moderator.get(f"/s/{session.code}/report/questions.csv").content.decode("utf-8-sig")
    question = Question.objects.filter(session=session).order_by("-score", "number").first()
    [asked_at, *_] = [row["asked_at (Asia/Tokyo)"] for row in csv.DictReader(io.StringIO(text))]
    assert asked_at == question.asked_at.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%d %H:%M:%S")
