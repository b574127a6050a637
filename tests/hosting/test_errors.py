"""Pages for when something cannot be shown."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory

from sessions.hosting import errors
from sessions.hosting.actions import create_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_for():
    return RequestFactory().get


def test_missing_page_offers_the_field_for_a_code(client):
    response = client.get("/nothing/here")
    assert response.status_code == 404
    assert 'name="code"' in response.content.decode()


def test_missing_session_keeps_the_code_and_says_so(client):
    response = client.get("/s/1234567/poster/")
    page = response.content.decode()
    assert 'value="1234567"' in page
    assert "No open session has the code 123 4567." in page


@pytest.mark.parametrize(
    "page", ["desk/", "screen/", "remote/", "report/", "m/an-old-token", "w/an-old-token"]
)
def test_desk_and_screen_without_a_key_ask_for_the_link(client, page):
    create_session("Trust", code="3821214")
    response = client.get(f"/s/3821214/{page}")
    assert response.status_code == 404  # absent and forbidden are the same to programs
    assert "You need a link for this page" in response.content.decode()


def test_unknown_page_of_a_session_does_not_deny_the_session(client):
    create_session("Trust", code="3821214")
    page = client.get("/s/3821214/nothing").content.decode()
    assert "This page is not here" in page
    assert "No open session" not in page


def test_mistyped_address_comes_back_as_text_only(client):
    page = client.get('/s/"><script>alert(1)</poster/').content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: errors.bad_request(request, SuspiciousOperation("inner")), 400, "could not be read"),
        (lambda request: errors.forbidden(request, PermissionDenied("inner")), 403, "You need a link"),
        (lambda request: errors.csrf_failure(request, "inner"), 403, "This was not sent"),
        (errors.server_error, 500, "That was our fault"),
    ],
)
def test_page_says_in_plain_words_what_to_do_and_nothing_from_inside(request_for, answer, status, words):
    response = answer(request_for("/"))
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "inner" not in page


def test_unknown_host_name_gets_the_plain_page(client, settings):
    settings.ALLOWED_HOSTS = ["ask.example.org"]
    assert client.get("/", headers={"host": "ask.example.org"}).status_code == 200
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_server_error_page_needs_no_database(request_for, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.server_error(request_for("/")).status_code == 500
