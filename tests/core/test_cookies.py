"""One reader of cookies."""

import pytest
from django.http import parse_cookie
from hypothesis import given
from hypothesis import strategies as st

from sessions.core.cookies import MOST_COOKIES, codes_in, read_cookies, sign, unsign

PIECES = st.text(st.characters(max_codepoint=255), max_size=12) | st.sampled_from(
    ['"', "a=b", "a", "=", "a=b=c", '"\\000"', "attendee-1=x", "path=/shop", "version=2", " ", ",", "\\"]
)


@given(st.lists(PIECES, max_size=8))
def test_any_header_is_read_as_pages_read_it(pieces):
    header = ";".join(pieces)
    by_django = parse_cookie(header)
    assert {**read_cookies(header), **by_django} == by_django | {
        name: value for name, value in read_cookies(header).items() if name.startswith("attendee-")
    }


@given(st.text(st.characters(max_codepoint=255)), st.text(st.characters(max_codepoint=255)))
def test_ours_is_read_whatever_stands_around_it(before, after):
    good = sign("attendee", "17.key")
    header = f"{before};attendee-3821214-17={good};{after}"
    assert unsign("attendee", read_cookies(header)["attendee-3821214-17"]) == "17.key"


def test_far_more_cookies_than_a_browser_keeps_are_not_read():
    ours = f"attendee-3821214-17={sign('attendee', '17.key')}"
    others = "; ".join(f"c{n}={n}" for n in range(12_000))
    assert len(read_cookies(others)) == MOST_COOKIES
    assert "attendee-3821214-17" in read_cookies(f"{'; '.join(others.split('; ')[:400])}; {ours}; {others}")


@pytest.mark.parametrize("kind", ["attendee", "moderator", "screen"])
def test_of_two_with_one_name_the_good_one_counts(kind):
    good, name = sign(kind, "17.1"), f"{kind}-3821214-17"
    for header in (
        f"{name}={good}; {name}=17.1:forged",
        f"{name}=x; {name}={good}",
        f"{name}={good}; {name}",
    ):
        assert read_cookies(header)[name] == good


def test_signature_of_one_kind_is_none_of_another():
    assert unsign("moderator", sign("screen", "17.1")) == ""


def test_codes_are_those_of_our_cookies_only():
    names = [
        "attendee-3821214-17",
        "attendee-2222222",
        "attendee-",
        "attendee-\x00",
        "moderator-1111111",
        "x",
    ]
    assert codes_in(dict.fromkeys(names, ""), "attendee") == ["2222222", "3821214"]
