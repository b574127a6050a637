"""Which words a session refuses, in clouds and names."""

import pytest

from sessions.core.blocked_words import refuse_blocked, typed_words
from sessions.core.models import Session
from sessions.core.names import clean_name, poses_as_staff
from sessions.wire.errors import Code, Refused

EVERYDAY = [
    *(
        "Peter",
        "PETER",
        "Saint Peter",
        "cul-de-sac",
        "cul de sac",
        "Comic-Con",
        "café con leche",
        "bite-size",
    ),
    *(
        "summa cum laude",
        "Moby Dick",
        "blue tit",
        "fromage râpé",
        "Río Negro",
        "Scunthorpe",
        "Essex",
        "class",
    ),
    *(
        "cockpit",
        "analysis",
        "pass",
        "computer",
        "députée",
        "S, M, L",
        "péter un câble",
        "Dick Cheney",
        "Cumming",
    ),
    *(
        "kick-ass",
        "Maine Coon",
        "chili con carne",
        "con brio",
        "pêche",
        "Gerber",
        "how to kill a process",
        "nude",
    ),
    *(
        "strap on your seatbelt",
        "tied up",
        "la chatte",
        "pédale",
        "une folle idée",
        "jouir de",
        "tête-de-nègre",
    ),
    *(
        "spic and span",
        "Coon Rapids",
        "Chorlton cum Hardy",
        "a cock and bull story",
        "the Trans-Alaskan pipeline",
    ),
    *("cul de lampe", "cul sec !", "Con te partirò", "une tapette à souris", "bite size", "Vaya con Dios"),
    *("Pussy Riot", "hardcore", "hooker", "currency pegging", "scat", "skeet", "Lolita"),
]


def session(*languages, also_block="", never_block=""):
    return Session(languages=list(languages), also_block=also_block, never_block=never_block)


def blocked(text, *languages, **lists):
    try:
        refuse_blocked(session(*languages, **lists), text)
    except Refused as refused:
        return refused.details["word"]
    return ""


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_fine_in_both_languages(text):
    assert blocked(text, "en", "fr") == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("con", "fr"),
        ("bite", "fr"),
        ("merde !", "fr"),
        ("bitch", "en"),
        ("shit-show", "en"),
        ("CONNARD", "fr"),
    ],
)
def test_word_is_refused_in_sessions_of_its_language_only(text, language):
    other = {"en": "fr", "fr": "en"}[language]
    assert blocked(text, language)
    assert blocked(text, other) == ""
    assert blocked(text) == ""


def test_host_can_block_and_allow_words():
    assert blocked("the Acme way", "en", also_block="acme\nfoo bar") == "acme"
    assert blocked("Foo  BAR", also_block="acme, foo bar") == "foo bar"
    assert blocked("foo", also_block="foo bar") == ""
    assert blocked("acme-like", also_block="acme") == ""
    assert blocked("bitch", "en", never_block="Bitch") == ""
    assert blocked("Resting Bitch Face", "en", never_block="resting bitch face") == ""
    assert blocked("bitch", "en", never_block="resting bitch face") == "bitch"
    assert blocked("résumé", also_block="resume") == ""


def test_host_may_write_words_in_lines_or_with_commas():
    assert typed_words(" one\ntwo words, three;\n\n、four") == ["one", "two words", "three", "four"]


@pytest.mark.parametrize(
    "name",
    [
        *("Moderator", "THE MODERATOR", "Modérateur", "Modératrice", "Host", "your host", "L’hôte", "Mod 1"),
        *(
            "~ admin ~",
            "Anna (moderator)",
            "Ｍｏｄｅｒａｔｏｒ",
            "Моderator",
            "M\u200boderator",
            "Openfloor",
            "Animatrice",
        ),
    ],
)
def test_name_that_poses_as_staff_is_refused(name):
    with pytest.raises(Refused) as caught:
        clean_name(session("en"), name)
    assert caught.value.code is Code.NAME_RESERVED


@pytest.mark.parametrize(
    "name", ["Peter", "Ghost", "Modesto", "Mo", "Theo", "Hostein", "Thea Host-Müller", "", "Администрация"]
)
def test_other_names_are_kept(name):
    assert not poses_as_staff(name)
    assert clean_name(session("en", "fr"), name, empty_ok=True) == name


def test_name_with_a_listed_word_is_refused():
    with pytest.raises(Refused) as caught:
        clean_name(session("en"), "Big Bitch")
    assert caught.value.code is Code.WORD_BLOCKED
