"""Refusals: codes for programs, words for people."""

import pytest
from django.utils import translation

from sessions.wire.errors import MESSAGES, Code, Refused
from sessions.wire.events import bye, encode, refusal

# What the words of any code may need.
DETAILS = {
    "field": "votes",
    "detail": "Expected `int`",
    "length": 170,
    "limit": 160,
    "character": "U+202E",
    "lowest": 2,
    "highest": 20,
    "text": "Here",
    "code": "3821214",
    "word": "heck",
    "name": "Moderator",
    "total": 100,
    "sum": 90,
    "seconds": 3,
}


def test_every_code_has_words():
    assert set(MESSAGES) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_words_are_a_sentence_with_nothing_left_to_fill_in(code):
    message = Refused(code, **DETAILS).message
    assert message[0].isupper()
    assert message.endswith(".") or code is Code.WRONG_TYPE
    assert "{" not in message


@pytest.mark.parametrize("code", list(Code))
def test_words_do_not_show_the_code(code):
    if "_" in code.value:
        assert code.value not in Refused(code, **DETAILS).message


def test_refusal_names_the_limit():
    frame = encode(refusal("c1", Refused(Code.TEXT_TOO_LONG, length=170, limit=160)))
    assert frame == (
        b'{"t":"error","id":"c1","d":{"code":"text_too_long",'
        b'"message":"This is too long: 170 characters, at most 160 fit.","retry_after":null}}'
    )


def test_refusal_says_how_long_to_wait():
    assert refusal("c1", Refused(Code.TOO_FAST, seconds=2)).d.retry_after == 2.0


def test_bye_without_return_says_so():
    frame = encode(bye(Code.LINK_ROTATED))
    assert frame == (
        b'{"t":"bye","d":{"code":"link_rotated",'
        b'"message":"This link was replaced. Ask the host for the new one.","retry_after":null}}'
    )


def test_words_are_in_the_language_of_the_reader():
    with translation.override("fr"):
        french = refusal("c1", Refused(Code.TEXT_EMPTY)).d
    english = refusal("c1", Refused(Code.TEXT_EMPTY)).d
    assert english.message == "Write something first."
    assert french.code == english.code == "text_empty"
