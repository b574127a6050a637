"""Starting a session from the home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.core import links
from sessions.core.attempts import Attempts
from sessions.core.models import Session
from sessions.hosting import starts
from sessions.polls.models import Poll
from sessions.wire.roles import Role
from tests.support.clocks import Clock
from tests.support.rooms import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_hosting(settings):
    settings.HOSTING = "anyone"


def test_start_opens_a_session_and_hands_over_its_desk(client):
    response = client.post("/host/start", {"title": "  Rebuilding   trust "})
    session = Session.objects.get()
    assert (session.title, session.moderated, session.owner) == ("Rebuilding trust", False, None)
    assert (response.status_code, response["Location"]) == (303, f"/s/{session.code}/desk/#share")
    cookies = {name: cookie.value for name, cookie in response.cookies.items()}
    assert links.holds(cookies, session, Role.MODERATOR)


def test_start_can_ask_for_review_first(client):
    client.post("/host/start", {"title": "Trust", "moderated": "on"})
    assert Session.objects.get().moderated


def test_signed_in_host_owns_what_they_start(client, django_user_model):
    host = django_user_model.objects.create_user("hana")
    client.force_login(host)
    client.post("/host/start", {"title": "Trust"})
    assert Session.objects.get().owner == host


@pytest.mark.parametrize(
    ("title", "code", "words"),
    [
        ("", "text_empty", "Write something first."),
        ("\u3164 \u200b", "text_empty", "Write something first."),
        ("x" * 121, "text_too_long", "121 characters, at most 120 fit"),
        ("a\u202eb", "text_unpaintable", "U+202E"),
    ],
)
def test_title_that_cannot_be_is_explained_kept_and_starts_nothing(client, title, code, words):
    response = client.post("/host/start", {"title": title, "moderated": "on"})
    page = response.content.decode()
    assert response.status_code == 422
    assert (response.context["title"], response.context["moderated"]) == (title, True)
    assert f'data-code="{code}"' in page
    assert words in page
    assert not Session.objects.exists()


def test_start_without_the_forms_secret_is_refused_in_plain_words(django_user_model):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/host/start", {"title": "Trust"})
    assert response.status_code == 403
    assert "This was not sent" in response.content.decode()
    assert not Session.objects.exists()


def test_start_cannot_be_done_by_following_a_link(client):
    assert client.get("/host/start?title=Trust").status_code == 405
    assert not Session.objects.exists()


def test_form_sent_twice_starts_one_session(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("hana"))
    both = [client.post("/host/start", {"title": "Trust"}) for _ in range(2)]
    session = Session.objects.get()
    assert {response["Location"] for response in both} == {f"/s/{session.code}/desk/#share"}
    for response in both:
        assert links.holds({n: c.value for n, c in response.cookies.items()}, session, Role.MODERATOR)


@pytest.mark.parametrize("later", [{"title": "Budget"}, {"title": "Trust", "moderated": "on"}])
def test_another_form_starts_another_session(client, django_user_model, later):
    client.force_login(django_user_model.objects.create_user("hana"))
    client.post("/host/start", {"title": "Trust"})
    client.post("/host/start", later)
    assert Session.objects.count() == 2


def test_same_title_later_or_after_the_end_starts_another_session(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("hana"))
    for change in ({"created_at": timezone.now() - timedelta(minutes=1)}, {"ended": True}, {}):
        client.post("/host/start", {"title": "Trust"})
        Session.objects.filter(pk=Session.objects.latest("pk").pk).update(**change)
    assert Session.objects.count() == 3


def test_people_without_a_cookie_are_not_taken_for_one(client):
    for _ in range(2):
        client.post("/host/start", {"title": "Trust"})
    assert Session.objects.count() == 2


def test_form_to_start_another_like_it_sent_twice_starts_one(client, django_user_model):
    hana = django_user_model.objects.create_user("hana")
    client.force_login(hana)
    client.post("/host/start", {"title": "Trust"})
    source = Session.objects.get()
    room = Person(source.pk, Role.MODERATOR)
    room.do("poll.create", title="Where?", options=["Here", "There"])
    places = {client.post(f"/host/{source.pk}/duplicate")["Location"] for _ in range(2)}
    assert (len(places), Session.objects.count(), Poll.objects.count()) == (1, 2, 2)


# --- how many -----------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch, settings):
    """Three sessions at once, and the clock by which more are allowed."""
    clock = Clock()
    settings.SESSIONS_PER_NETWORK = 3
    monkeypatch.setattr(starts, "started", Attempts(3, starts.SECONDS_EACH, clock))
    return clock


def start(client, title, **more):
    return client.post("/host/start", {"title": title}, **more)


def test_network_that_started_many_is_told_the_limit_and_keeps_what_it_typed(client, clock):
    assert [start(client, f"Talk {n}").status_code for n in range(3)] == [303] * 3
    refused = client.post("/host/start", {"title": "Talk <4>", "moderated": "on"})
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert (
        "Too many sessions were started from your network (limit: 3). You can start the next one in 5 s."
        in page
    )
    assert 'value="Talk &lt;4&gt;"' in page
    assert 'name="moderated" checked' in page
    assert Session.objects.count() == 3


def test_one_more_session_is_allowed_each_time_the_wait_is_over(client, clock):
    for n in range(3):
        start(client, f"Talk {n}")
    clock.now += starts.SECONDS_EACH - 0.1
    assert start(client, "Too early").status_code == 429
    clock.now += 0.1
    assert [start(client, "Now").status_code, start(client, "One more").status_code] == [303, 429]


def test_other_networks_and_signed_in_hosts_start_sessions_meanwhile(client, clock, django_user_model):
    for n in range(3):
        start(client, f"Talk {n}")
    assert start(client, "Elsewhere", REMOTE_ADDR="192.0.2.7").status_code == 303
    client.force_login(django_user_model.objects.create_user("hana"))
    assert [start(client, f"Hana's {n}").status_code for n in range(5)] == [303] * 5


def test_sessions_like_another_one_count_too_and_refused_titles_do_not(client, clock):
    desk = start(client, "Trust")
    client.cookies = desk.cookies
    source = Session.objects.get()
    assert [start(client, "").status_code for _ in range(5)] == [422] * 5
    copies = []
    for _ in range(3):
        copies.append(client.post(f"/host/{source.pk}/duplicate"))
        Session.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert [copy.status_code for copy in copies] == [303, 303, 429]
    assert 'value="Trust"' in copies[-1].content.decode()
    assert Session.objects.count() == 3


def test_last_session_of_the_limit_is_handed_over_again_to_a_form_sent_twice(client, clock):
    secret = client.get("/").cookies["csrftoken"]
    assert secret
    places = [start(client, title)["Location"] for title in ("One", "Two", "Three", "Three")]
    assert (places[2] == places[3], Session.objects.count()) == (True, 3)
