"""What counts as a page of ours."""

import pytest

from sessions.live.requests import is_own_origin

HOST = "ask.example.org"


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_URL = f"https://{HOST}"
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = [HOST, "localhost"]


def test_our_public_address_is_ours_whatever_a_proxy_makes_of_the_host():
    assert is_own_origin({"origin": f"https://{HOST}", "host": "web:8000"})


def test_page_of_the_host_it_talks_to_is_ours():
    assert is_own_origin({"origin": "https://localhost", "host": "localhost"})


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://evil.example",
        f"https://{HOST}.evil.example",
        f"https://evil.example/{HOST}",
        f"https://{HOST}@evil.example",
        f"https://{HOST}:8443",
        f"ftp://{HOST}",
        HOST,
    ],
)
def test_other_pages_are_not_ours(origin):
    assert not is_own_origin({"origin": origin, "host": HOST})


def test_host_that_is_not_ours_makes_no_page_ours():
    assert not is_own_origin({"origin": "https://rebound.example", "host": "rebound.example"})


def test_page_that_came_unencrypted_is_not_ours_where_we_are_encrypted(settings):
    assert not is_own_origin({"origin": f"http://{HOST}", "host": HOST})
    settings.HTTPS, settings.PUBLIC_URL = False, f"http://{HOST}"
    assert is_own_origin({"origin": f"http://{HOST}", "host": HOST})
