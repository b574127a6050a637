"""Guessing passwords: a few tries are free, then everybody waits, at the host's page and the administration's."""

import pytest
from django.test import Client

from sessions.core.attempts import Attempts
from sessions.hosting import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sign-in/"
RIGHT = "a long enough one"


def stopped():
    return 1000.0


@pytest.fixture(autouse=True)
def few_attempts(monkeypatch):
    monkeypatch.setattr(sign_in, "by_name", Attempts(free=3, seconds_each=30, clock=stopped))
    monkeypatch.setattr(sign_in, "by_address", Attempts(free=6, seconds_each=10, clock=stopped))


@pytest.fixture
def hana(django_user_model):
    return django_user_model.objects.create_user("hana", password=RIGHT)


def attempt(password, name="hana", **options):
    return Client().post(PAGE, {"username": name, "password": password}, **options)


def test_wait_after_a_few_wrong_passwords_is_told_and_holds_for_the_right_one(hana):
    assert [attempt("wrong").status_code for _ in range(3)] == [200, 200, 200]

    answer = attempt(RIGHT)

    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    page = answer.content.decode()
    assert "That was the wrong password too often. Try again in 30 seconds." in page
    assert ('value="hana"' in page, RIGHT in page) == (True, False)


def test_others_sign_in_meanwhile(hana, django_user_model):
    django_user_model.objects.create_user("omar", password=RIGHT)
    for _ in range(3):
        attempt("wrong", "HANA")
    assert attempt(RIGHT, "omar").status_code == 302
    assert attempt(RIGHT, REMOTE_ADDR="192.0.2.1").status_code == 302
    assert attempt(RIGHT).status_code == 429


def test_one_password_tried_on_many_names(hana):
    for n in range(6):
        attempt("Sunshine-2026", f"host{n}")
    assert attempt(RIGHT)["Retry-After"] == "10"


def test_signing_in_costs_nothing(hana):
    assert [attempt(RIGHT).status_code for _ in range(8)] == [302] * 8


def test_administration_waits_too(hana, rf):
    form = {"username": "hana", "password": "wrong"}
    codes = []
    for _ in range(4):
        tried = sign_in.AdminSignInForm(rf.post("/admin/login/"), data=form)
        assert not tried.is_valid()
        codes.append(tried.non_field_errors().as_data()[0].code)
    assert codes == ["invalid_login"] * 3 + ["too_many"]
