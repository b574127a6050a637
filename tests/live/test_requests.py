"""What counts as a page of ours."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.translation import get_language_from_request
from hypothesis import given
from hypothesis import strategies as st

from sessions.core.cookies import read_cookies
from sessions.live.requests import header_dict, is_own_origin, language_of, read_query

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


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://LOCALHOST:8000", "LOCALHOST:8000", True),
        ("http://localhost", "localhost:8000", False),
        ("http://localhost:1@evil.example", "localhost:1@evil.example", False),
        ("http://[", "[", False),
        ("http://[::1", "[::1", False),
        ("http://localhost/x", "localhost/x", False),
        ("http://\xff", "\xff", False),
        (f"http://{HOST}", "127.0.0.1:1@evil.example", False),
        ("//localhost", "localhost", False),
        ("", "", False),
    ],
)
def test_origin_and_host_are_read_by_one_rule(settings, origin, host, own):
    settings.HTTPS, settings.PUBLIC_URL = False, f"http://{HOST}"
    settings.ALLOWED_HOSTS = [HOST, "localhost", "[::1]"]
    assert is_own_origin({"origin": origin, "host": host}) is own


HEADER = st.text(st.characters(max_codepoint=255), max_size=20)


@given(HEADER | st.sampled_from(["fr", "FR-ca;q=0.3, en;q=0.2", "*, fr", "de, *", "en;q=x, fr"]), HEADER)
def test_language_is_the_one_django_finds(accepted, cookie):
    headers = {"accept-language": accepted, "cookie": f"a=b; {cookie}"}
    request = RequestFactory().get("/", headers={name.title(): value for name, value in headers.items()})
    request.COOKIES = read_cookies(headers["cookie"])
    assert language_of(headers) == get_language_from_request(request)


@given(st.binary(max_size=30))
def test_query_is_read_as_django_reads_it(query):
    try:
        expected = QueryDict(query.decode())
    except UnicodeDecodeError:  # Django answers with 400
        expected = None
    assert expected is None or read_query(query) == expected


def test_headers_that_come_twice_are_joined():
    headers = [(b"Cookie", b"a=b"), (b"cookie", b"c=d"), (b"accept", b"x"), (b"Accept", b"y")]
    assert header_dict(headers) == {"cookie": "a=b; c=d", "accept": "x, y"}
