"""Capability links and the cookies they become."""

import pytest
from django.http import HttpResponse

from sessions.core import links
from sessions.hosting.actions import create_session, rotate_link
from sessions.wire.roles import Role

pytestmark = pytest.mark.django_db

POWERS = [Role.MODERATOR, Role.SCREEN]


@pytest.fixture
def session():
    return create_session("Trust", code="3821214")


@pytest.fixture
def other():
    return create_session("Budget", code="1111111")


def token(session, role):
    url = links.moderator_url(session) if role is Role.MODERATOR else links.screen_url(session)
    return url.rsplit("/", 1)[1]


def cookies(session, role):
    response = HttpResponse()
    links.grant(response, session, role)
    return {name: morsel.value for name, morsel in response.cookies.items()}


def test_addresses_are_built_from_the_public_one(session, settings):
    settings.PUBLIC_URL = "https://ask.example.org"
    assert links.attendee_url(session) == "https://ask.example.org/s/3821214/"
    assert (
        links.moderator_url(session)
        == f"https://ask.example.org/s/3821214/m/{token(session, Role.MODERATOR)}"
    )
    assert links.screen_url(session) == f"https://ask.example.org/s/3821214/w/{token(session, Role.SCREEN)}"
    assert links.address() == "ask.example.org"


@pytest.mark.parametrize("role", POWERS)
def test_link_opens_its_role_only(session, role):
    other_role = next(power for power in POWERS if power is not role)
    assert links.opens(session, role, token(session, role))
    assert not links.opens(session, other_role, token(session, role))


@pytest.mark.parametrize("role", POWERS)
def test_link_of_another_session_does_not_open(session, other, role):
    assert links.opens(other, role, token(other, role))
    assert not links.opens(session, role, token(other, role))


@pytest.mark.parametrize("guess", ["", "x", "0" * 22, "None"])
def test_guess_does_not_open(session, guess):
    assert not links.opens(session, Role.MODERATOR, guess)


@pytest.mark.parametrize("role", POWERS)
def test_cookie_holds_its_role_only(session, role):
    assert [power for power in POWERS if links.holds(cookies(session, role), session, power)] == [role]


def test_cookie_of_another_session_under_this_ones_name_holds_nothing(session, other):
    [stolen] = cookies(other, Role.MODERATOR).values()
    assert links.holds(cookies(session, Role.MODERATOR), session, Role.MODERATOR)
    assert not links.holds({"moderator-3821214": stolen}, session, Role.MODERATOR)


def test_screen_cookie_under_the_moderators_name_holds_nothing(session):
    [held] = cookies(session, Role.SCREEN).values()
    assert not links.holds({"moderator-3821214": held}, session, Role.MODERATOR)


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(session):
    response = HttpResponse()
    links.grant(response, session, Role.MODERATOR)
    [cookie] = response.cookies.values()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("role", POWERS)
def test_rotation_ends_link_and_cookie_of_that_role(session, role):
    before = token(session, role), cookies(session, role)
    session = rotate_link(session.pk, role)
    assert not links.opens(session, role, before[0])
    assert not links.holds(before[1], session, role)
    assert links.opens(session, role, token(session, role))


def test_rotation_leaves_the_other_role_alone(session):
    screen = cookies(session, Role.SCREEN)
    session = rotate_link(session.pk, Role.MODERATOR)
    assert links.holds(screen, session, Role.SCREEN)


def test_sessions_held_are_those_whose_cookie_is_good(session, other):
    held = cookies(session, Role.MODERATOR) | {"moderator-1111111": "1.1:forged"}
    assert links.held_sessions(held) == [session]
