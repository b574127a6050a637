"""The list of one's own sessions, and what can be done from it: host, moderator, attendee, outsider."""

import pytest
from django.http import HttpResponse
from django.test import Client

from sessions.core import links
from sessions.core.models import Session
from sessions.hosting.actions import create_session
from sessions.join import identity
from sessions.wire.roles import Role
from tests.support.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(settings):
    settings.HOSTING = "accounts"


@pytest.fixture
def anyone(settings):
    settings.HOSTING = "anyone"


@pytest.fixture
def hana(django_user_model):
    return django_user_model.objects.create_user("hana", password="a long enough one")


@pytest.fixture
def session(hana):
    return create_session("Trust, together", code="3821214", owner=hana)


def browser(*cookies_of: HttpResponse) -> Client:
    client = Client()
    for response in cookies_of:
        client.cookies.update(response.cookies)
    return client


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def moderator_of(session) -> Client:
    response = HttpResponse()
    links.grant(response, session, Role.MODERATOR)
    return browser(response)


def attendee_of(session) -> Client:
    response = HttpResponse()
    identity.remember(response, session.pk, session.code, identity.new_key())
    return browser(response)


def listed(client) -> list[str]:
    return [session.title for session, _ in client.get("/host/").context["sessions"]]


def test_host_with_an_account_sees_own_sessions_newest_first(accounts, session, hana):
    create_session("Second", owner=hana)
    assert listed(signed_in(hana)) == ["Second", "Trust, together"]


def test_other_host_sees_none_of_them(accounts, session, hana, django_user_model):
    assert listed(signed_in(hana)) == ["Trust, together"]
    assert listed(signed_in(django_user_model.objects.create_user("omar"))) == []


@pytest.mark.parametrize("path", ["/host/", "/host/1/desk", "/host/1/screen"])
def test_outsider_is_sent_to_sign_in(accounts, path):
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (302, "/accounts/sign-in/?next=/host/")


@pytest.mark.parametrize("path", ["/host/start", "/host/1/duplicate"])
def test_outsider_starts_nothing(accounts, session, path):
    response = Client().post(path, {"title": "Mine now"})
    assert response["Location"] == "/accounts/sign-in/?next=/host/"
    assert Session.objects.count() == 1


def test_moderator_link_makes_no_host_where_accounts_are_needed(accounts, session):
    assert moderator_of(session).get("/host/").status_code == 302


def test_open_hosting_lists_what_this_browser_moderates(anyone, session):
    assert listed(moderator_of(session)) == ["Trust, together"]
    assert listed(attendee_of(session)) == []
    assert listed(Client()) == []


def test_replaced_link_drops_out_of_the_list(anyone, session):
    client = moderator_of(session)
    assert listed(client) == ["Trust, together"]
    Session.objects.filter(pk=session.pk).update(moderator_link=2)
    assert listed(client) == []


@pytest.mark.parametrize(
    ("page", "role"), [("desk", Role.MODERATOR), ("report", Role.MODERATOR), ("screen", Role.SCREEN)]
)
def test_host_goes_to_desk_and_screen_with_the_key(accounts, session, hana, page, role):
    response = signed_in(hana).get(f"/host/{session.pk}/{page}")
    assert (response.status_code, response["Location"]) == (303, f"/s/3821214/{page}/")
    assert links.holds({name: c.value for name, c in response.cookies.items()}, session, role)


@pytest.mark.parametrize("page", ["desk", "report", "screen"])
def test_session_of_somebody_else_is_not_there(accounts, session, hana, django_user_model, page):
    omar = signed_in(django_user_model.objects.create_user("omar"))
    assert signed_in(hana).get(f"/host/{session.pk}/{page}").status_code == 303
    response = omar.get(f"/host/{session.pk}/{page}")
    assert response.status_code == 404
    assert not [name for name in response.cookies if name.endswith(session.code)]


def test_attendee_gets_no_key_from_the_list(anyone, session):
    assert moderator_of(session).get(f"/host/{session.pk}/desk").status_code == 303
    assert attendee_of(session).get(f"/host/{session.pk}/desk").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_whatever_its_length(accounts, hana, number, django_assert_num_queries):
    for index in range(number):
        create_session(f"Talk {index}", owner=hana)
    client = signed_in(hana)
    with django_assert_num_queries(3):  # login session, account, sessions
        assert len(client.get("/host/").context["sessions"]) == number


def test_ended_session_is_marked_and_has_no_poster(anyone, session):
    Session.objects.filter(pk=session.pk).update(ended=True)
    page = moderator_of(session).get("/host/").content.decode()
    assert "Ended" in page
    assert "/poster/" not in page


def test_host_signs_in_and_out(accounts, hana):
    client = Client()
    answer = client.post("/accounts/sign-in/", {"username": "hana", "password": "a long enough one"})
    assert (answer.status_code, answer["Location"]) == (302, "/host/")
    assert "Sign out" in client.get("/host/").content.decode()
    assert client.post("/accounts/sign-out/")["Location"] == "/"
    assert client.get("/host/").status_code == 302


def test_wrong_password_is_explained_and_the_name_kept(accounts, hana):
    page = Client().post("/accounts/sign-in/", {"username": "hana", "password": "no"}).content.decode()
    assert 'value="hana"' in page
    assert 'role="alert"' in page


def test_sign_in_goes_on_to_no_other_site(accounts, hana):
    form = {"username": "hana", "password": "a long enough one", "next": "https://evil.example/"}
    assert Client().post("/accounts/sign-in/", form)["Location"] == "/host/"


def test_home_asks_outsiders_to_sign_in_before_starting(accounts, hana):
    assert 'action="/host/start"' not in Client().get("/").content.decode()
    assert 'action="/host/start"' in signed_in(hana).get("/").content.decode()


def test_the_page_of_a_signed_in_host_has_names_and_secrets(accounts, hana, session):
    page = Markup(signed_in(hana).get("/host/").content.decode())
    assert page.wrong == []
    assert "/accounts/sign-out/" in [form["action"] for form in page.forms()]
