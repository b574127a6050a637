"""What we set in a browser stays bounded however many sessions it has seen."""

import pytest
from websockets.asyncio.client import connect

from sessions.core.kept_cookies import MAX_KEPT, take_back_oldest
from tests.support.visitors import Visitor

MANY = 30


def held(kind, count=MANY):
    """The Cookie header of a browser that has seen many sessions, and others' cookies."""
    return "theme=dark; " + "; ".join(f"{kind}-{1_000_000 + n}-{n}=x" for n in range(1, count + 1)) + "; lang"


def taken_back(headers):
    """The names of cookies that are taken back."""
    return [value.partition("=")[0] for value in headers if "Max-Age=0" in value]


def oldest(kind, count):
    return [f"{kind}-{1_000_000 + n}-{n}" for n in range(1, count + 1)]


async def test_page_takes_the_oldest_cookies_back(talk):
    page = await Visitor(talk.deployment.base).send(talk.path, None, {"Cookie": held("attendee")})
    new = page.headers.get_all("Set-Cookie")
    assert sorted(taken_back(new)) == sorted(oldest("attendee", MANY - MAX_KEPT + 1))
    assert len([value for value in new if value.startswith(f"attendee-{talk.code}")]) == 1


async def test_socket_takes_the_oldest_cookies_back(talk):
    address = f"ws{talk.deployment.base.removeprefix('http')}/ws/s/{talk.code}/attendee"
    cookies = {"Cookie": held("attendee")}
    async with connect(
        address, origin=talk.deployment.base, additional_headers=cookies, proxy=None
    ) as socket:
        new = socket.response.headers.get_all("Set-Cookie")
    assert sorted(taken_back(new)) == sorted(oldest("attendee", MANY - MAX_KEPT + 1))


async def test_opened_link_takes_back_cookies_of_desks_only(talk):
    cookies = f"{held('moderator')}; {held('attendee')}"
    page = await Visitor(talk.deployment.base).send(talk.links["moderator"], None, {"Cookie": cookies})
    kinds = {name.partition("-")[0] for name in taken_back(page.headers.get_all("Set-Cookie"))}
    assert kinds == {"moderator"}


async def test_page_that_sets_none_takes_none_back(talk):
    page = await Visitor(talk.deployment.base).send("/healthz", None, {"Cookie": held("attendee")})
    assert page.headers.get_all("Set-Cookie") is None


@pytest.mark.parametrize(
    ("cookies", "count"),
    [(held("attendee", MAX_KEPT - 1), 0), (held("attendee", MAX_KEPT), 1), ("", 0), ("attendee-1-1", 0)],
)
def test_only_what_is_too_much_is_taken_back(cookies, count):
    answered = [(b"Set-Cookie", b"attendee-7777777-77=y; Path=/")]
    assert len(take_back_oldest([(b"cookie", cookies.encode())], answered)) == count


def test_cookies_without_a_number_are_the_oldest_and_the_new_one_stays():
    cookies = held("attendee", MAX_KEPT - 1) + "; attendee-9999999=x; attendee-7777777-1=x"
    taken = take_back_oldest([(b"cookie", cookies.encode())], [(b"set-cookie", b"attendee-7777777-1=y")])
    assert [value.partition(b"=")[0] for _, value in taken] == [b"attendee-9999999"]
