"""Hosts' pages, error pages and refusals speak the reader's language, chosen or asked for by the browser."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from sessions.core import links
from sessions.core.models import Session
from sessions.hosting.demo import QUESTIONS, TITLE, demo_session
from sessions.hosting.errors import server_error
from sessions.live.consumer import language_of
from sessions.polls.models import Option, Poll
from sessions.wire.roles import Role

from ..support.sockets import Refused
from ..support.talks import Talk
from .words import strangers

FRENCH = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}


@pytest.fixture
def session(db: None) -> Session:
    return demo_session()


@pytest.fixture
def contents(session: Session) -> list[str]:
    """What people wrote, and names that are the same everywhere."""
    polls = Poll.objects.values_list("title", flat=True)
    return [
        TITLE,
        settings.TIME_ZONE,
        *(question[0] for question in QUESTIONS),
        *polls,
        *Option.objects.values_list("text", flat=True),
    ]


@pytest.fixture
def reader(session: Session) -> Client:
    """A moderator who reads French."""
    client = Client(headers=FRENCH)
    response = HttpResponse()
    links.grant(response, session, Role.MODERATOR)
    client.cookies.update(response.cookies)
    return client


def test_a_page_in_english_is_noticed(client: Client, session: Session, contents: list[str]):
    assert {"join", "seven", "review"} <= strangers(client.get("/").content.decode(), contents)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/join?code=12",
        "/join?code=9999999",
        "/host/",
        "/s/9999999/",
        "/s/3821214/nowhere",
        "/nowhere",
        "/accounts/sign-in/",
        "/s/3821214/poster/",
        "/s/3821214/report/",
    ],
)
def test_page_has_only_french_words(reader: Client, contents: list[str], path: str):
    page = reader.get(path)
    assert 'lang="fr"' in page.text
    assert strangers(page.text, contents) == set()


def test_page_that_needs_a_link_is_french(session: Session):
    assert strangers(Client(headers=FRENCH).get("/s/3821214/report/").text) == set()


def test_refused_forms_are_french(reader: Client, settings):
    assert strangers(reader.post("/host/start", {"title": ""}).text, [TITLE]) == set()
    checked = Client(headers=FRENCH, enforce_csrf_checks=True)
    assert strangers(checked.post("/host/start").text) == set()
    settings.HOSTING = "accounts"
    User.objects.create_user("hana", password="secret")
    refused = reader.post("/accounts/sign-in/", {"username": "hana", "password": "wrong"})
    assert strangers(refused.text.replace("hana", "")) == set()
    assert "L’identifiant et le mot de passe ne correspondent pas." in refused.text


def test_server_error_is_french():
    with translation.override("fr"):
        assert strangers(server_error(None).text) == set()


# --- choosing --------------------------------------------------------------------------------------------


def test_choosing_a_language_brings_back_the_same_page(client: Client, session: Session):
    page = "http://testserver/join?code=9999999"
    answer = client.post("/language", {"language": "fr"}, headers={"Referer": page})

    assert (answer.status_code, answer.url) == (302, page)
    assert "Aucune séance ouverte n’a le code 999 9999." in client.get("/join?code=9999999").text


def test_the_chosen_language_wins_over_the_browsers(client: Client, db: None):
    client.post("/language", {"language": "en"})
    assert 'lang="en"' in client.get("/", headers=FRENCH).text


def test_choosing_leads_to_no_other_site(client: Client, db: None):
    for fields in ({"next": "https://evil.example/"}, {}):
        answer = client.post(
            "/language", {"language": "fr", **fields}, headers={"Referer": "https://evil.example/"}
        )
        assert answer.url == "/"


def test_a_page_that_answers_a_form_offers_a_way_back(client: Client, db: None):
    refused = client.post("/host/start", {"title": ""})
    assert '<input type="hidden" name="next" value="/">' in refused.text


def test_each_language_names_itself(reader: Client):
    page = reader.get("/").text
    assert 'value="en" lang="en">English</button>' in page
    assert 'value="fr" lang="fr" aria-current="true">Français</button>' in page


# --- over the wire ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        ({"accept-language": "de,fr;q=0.5"}, "fr"),
        ({"accept-language": "tlh"}, "en"),
        ({"accept-language": "fr", "cookie": "django_language=en"}, "en"),
        ({"accept-language": "en", "cookie": "a=b; django_language=fr"}, "fr"),
        ({"accept-language": "fr", "cookie": "django_language=tlh"}, "fr"),
        ({"accept-language": "fr", "cookie": "django_language=" + "x" * 600}, "fr"),
    ],
)
def test_language_of_a_socket(headers: dict[str, str], language: str):
    assert language_of(headers) == language


async def test_refusals_come_in_french(talk: Talk):
    phone = await talk.attendee(headers=FRENCH)
    with pytest.raises(Refused, match=r"Texte trop long\u202f: 161 caractères, 160 au maximum\."):
        await phone.do("question.ask", text="x" * 161)


async def test_farewells_come_in_french(talk: Talk):
    moderator = await talk.moderator(headers=FRENCH)
    desk = await talk.host.get(f"{talk.path}desk/")
    await talk.host.post(talk.links["rotate"], {"csrfmiddlewaretoken": desk.csrf, "role": "moderator"})
    bye = await moderator.frame("bye")
    assert bye["d"]["message"] == "Ce lien a été remplacé. Demandez le nouveau à l’organisation."


async def test_refused_form_of_an_attendee_is_french(talk: Talk):
    phone = await talk.visitor()
    await phone.post(
        "/language", {"language": "fr", "csrfmiddlewaretoken": (await phone.get(talk.path)).csrf}
    )
    page = await phone.get(talk.path)
    fields = {"csrfmiddlewaretoken": page.csrf, "t": "question.ask", "text": ""}
    refused = await phone.post(f"{talk.path}do", fields)

    assert refused.status == 422
    assert "Écrivez d’abord quelque chose." in refused.text
    assert strangers(refused.text, ["Rebuilding trust, together"]) == set()
    assert f'name="next" value="{talk.path}"' in refused.text
