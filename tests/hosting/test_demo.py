"""The example talk that a start prints, and when it does not."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from sessions.core.models import Session
from sessions.hosting import demo
from sessions.wire.errors import Refused

pytestmark = pytest.mark.django_db


def start() -> str:
    out = StringIO()
    call_command("create_session", "--demo", stdout=out)
    return out.getvalue()


def test_interrupted_start_leaves_no_half_of_a_talk(monkeypatch):
    monkeypatch.setattr(demo, "QUESTIONS", [*demo.QUESTIONS[:3], ("", "", 0, "live")])
    with pytest.raises(Refused):
        demo.demo_session()
    assert not Session.objects.exists()


def test_server_for_accounts_says_where_to_sign_in_and_starts_no_talk(settings):
    settings.HOSTING, settings.PUBLIC_URL = "accounts", "https://ask.example.org"
    assert start() == (
        "Hosts sign in at https://ask.example.org/host/. "
        "There is no account yet. The first: script/manage createsuperuser\n"
    )
    get_user_model().objects.create_user("anna")
    assert start() == "Hosts sign in at https://ask.example.org/host/.\n"
    assert not Session.objects.exists()


def test_server_for_anyone_starts_the_talk(settings):
    settings.HOSTING = "anyone"
    assert demo.TITLE in start()
    assert Session.objects.get().code == demo.CODE
