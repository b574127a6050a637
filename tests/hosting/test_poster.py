"""The poster on the door."""

import pytest

from sessions.core import links
from sessions.hosting.actions import create_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings):
    settings.PUBLIC_URL = "https://ask.example.org"
    return create_session("<b>Trust</b> & us", code="3821214")


def test_poster_says_title_address_and_code_and_shows_the_qr(client, session):
    page = client.get("/s/3821214/poster/").content.decode()
    for part in (
        "&lt;b&gt;Trust&lt;/b&gt; &amp; us",
        "ask.example.org",
        "#382 1214",
        'src="/s/3821214/qr.svg"',
    ):
        assert part in page


def test_poster_gives_no_key_away(client, session):
    page = client.get("/s/3821214/poster/").content.decode()
    for secret in (links.moderator_url(session), links.screen_url(session)):
        assert secret.rsplit("/", 1)[1] not in page


def test_poster_of_no_session_is_not_found(client, session):
    assert client.get("/s/1234567/poster/").status_code == 404
