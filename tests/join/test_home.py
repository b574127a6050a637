"""The home page and joining by code, over HTTP."""

import pytest
from django.http import HttpResponse
from django.utils import timezone

from sessions.core.attempts import Attempts
from sessions.core.models import Participant, Session
from sessions.hosting.actions import create_session
from sessions.join import identity, views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_hosting(settings):
    settings.HOSTING = "anyone"


def joined(client, session):
    """Let this browser have been in `session` once."""
    response = HttpResponse()
    identity.remember(response, session.pk, session.code, identity.new_key())
    client.cookies.update(response.cookies)


def test_home_offers_joining_and_starting(client):
    page = client.get("/").content.decode()
    assert "Join with a code" in page
    assert 'action="/host/start"' in page


def test_home_writes_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")
    assert (Session.objects.count(), Participant.objects.count()) == (0, 0)


@pytest.mark.parametrize("typed", ["3821214", "#382 1214", "382-1214"])
def test_code_leads_to_its_session(client, typed):
    create_session("Trust", code="3821214")
    response = client.get("/join", {"code": typed})
    assert (response.status_code, response["Location"]) == (303, "/s/3821214/")


def test_code_of_an_ended_session_leads_to_what_is_left_to_read(client):
    session = create_session("Trust", code="3821214")
    Session.objects.filter(pk=session.pk).update(ended=True)
    assert client.get("/join", {"code": "3821214"})["Location"] == "/s/3821214/"


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("#382 1214", "382 1214", "No open session has the code 382 1214."),
        ("38212", "38212", "A code has seven digits, like 382 1214."),
        ("trust", "trust", "A code has seven digits, like 382 1214."),
        ("  ", "", "Type the code first."),
    ],
)
def test_wrong_code_is_explained_and_what_was_typed_is_kept(client, typed, kept, words):
    response = client.get("/join", {"code": typed})
    assert response.status_code == 404
    assert (response.context["typed"], str(response.context["join_error"])) == (kept, words)
    assert words in response.content.decode()


def test_what_was_typed_comes_back_as_text_only(client):
    page = client.get("/join", {"code": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_sessions_joined_before_are_one_tap_away(client):
    earlier = create_session("Budget evening", code="1111111")
    later = create_session("Trust, together", code="2222222")
    for session in (earlier, later):
        joined(client, session)
    page = client.get("/").content.decode()
    assert page.index('href="/s/2222222/"') < page.index('href="/s/1111111/"')
    assert '<bdi class="recent__title" dir="auto">Trust, together</bdi>' in page


def test_a_session_joined_by_somebody_else_is_not_listed(client):
    create_session("Trust", code="2222222")
    client.cookies["attendee-2222222"] = "1.forged:signature"
    assert "/s/2222222/" not in client.get("/").content.decode()


def test_an_ended_session_is_no_longer_listed(client):
    session = create_session("Trust", code="2222222")
    joined(client, session)
    assert "/s/2222222/" in client.get("/").content.decode()
    Session.objects.filter(pk=session.pk).update(ended=True)
    assert "/s/2222222/" not in client.get("/").content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_home_asks_the_database_once_however_many_sessions(client, sessions, django_assert_num_queries):
    for number in range(sessions):
        joined(client, create_session(f"Talk {number} {timezone.now()}"))
    with django_assert_num_queries(1):
        assert len(client.get("/").context["recent"]) == sessions


@pytest.fixture
def few_free(monkeypatch):
    monkeypatch.setattr(views, "wrong_codes", Attempts(free=3, seconds_each=60, clock=lambda: 1000.0))


def test_too_many_wrong_codes_are_told_to_wait(client, few_free):
    statuses = [client.get("/join", {"code": f"555000{n}"}).status_code for n in range(3)]
    answer = client.get("/join", {"code": "555 0009"})
    page = answer.content.decode()
    assert (statuses, answer.status_code, answer["Retry-After"]) == ([404, 404, 404], 429, "60")
    assert (
        "Too many wrong codes came from your network. Try again in 60 seconds, or scan the QR code." in page
    )
    assert 'value="555 0009"' in page
    assert client.get("/join", {"code": "5550009"}, REMOTE_ADDR="192.0.2.1").status_code == 404


ADDRESSES = ["", "state", "you", "qr.svg", "qr.png", "poster/", "desk/", "screen/", "report/", "m/x", "w/x"]


def test_wrong_codes_are_counted_together_wherever_they_are_tried(client, few_free):
    tried = [client.get(f"/s/555000{n % 10}/{address}").status_code for n, address in enumerate(ADDRESSES)]
    assert tried == [404] * 3 + [429] * (len(ADDRESSES) - 3)
    assert client.get("/join", {"code": "5550009"}).status_code == 429
    assert "Too many wrong codes" in client.get("/s/5550001/").content.decode()


def test_right_code_leads_on_while_others_have_to_wait(client, few_free):
    session = create_session("Trust", code="3821214")
    for n in range(9):
        client.get("/join", {"code": f"555000{n}"})
    assert client.get("/join", {"code": "382 1214"}).status_code == 303
    for address in ("qr.svg", "poster/"):
        assert client.get(f"/s/{session.code}/{address}").status_code == 200


def test_what_is_no_code_at_all_is_free(client, monkeypatch):
    monkeypatch.setattr(views, "wrong_codes", Attempts(free=1, seconds_each=60))
    assert [client.get("/join", {"code": "tea"}).status_code for _ in range(3)] == [404, 404, 404]
