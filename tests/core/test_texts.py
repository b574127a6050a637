"""What people write is cleaned, measured and refused."""

import pytest

from sessions.core.texts import clean_line
from sessions.wire.errors import Code, Refused

LIMIT = 20


def refused(text, limit=LIMIT):
    with pytest.raises(Refused) as caught:
        clean_line(text, limit)
    return caught.value.code, caught.value.details


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("What changed?", "What changed?"),
        ("  What \t\n changed?  ", "What changed?"),
        ("Caf\u0065\u0301", "Caf\u00e9"),
        ("ما الذي تغيّر؟", "ما الذي تغيّر؟"),
        ("\u2068Rāma\u2069 \u200e(3)", "\u2068Rāma\u2069 \u200e(3)"),
        ("👩\u200d👩\u200d👧 🇫🇷 👍🏽", "👩\u200d👩\u200d👧 🇫🇷 👍🏽"),
        ("क्षि ก้ำ", "क्षि ก้ำ"),
        ("<b>not bold</b>", "<b>not bold</b>"),
    ],
)
def test_text_people_write_is_kept_as_one_line(typed, kept):
    assert clean_line(typed, 40) == kept


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\t", "\u200b\u200b", "\u00ad", "\u3164", "\u2800", "\u200e", "\ufe0f", "\u0301", "\u00a0"],
)
def test_text_that_looks_blank_is_empty(text):
    assert refused(text) == (Code.TEXT_EMPTY, {})


def test_blank_text_may_be_left_out_where_it_is_optional():
    assert clean_line(" \u200b ", LIMIT, empty_ok=True) == ""


def test_text_at_the_limit_is_kept():
    assert clean_line("x" * LIMIT, LIMIT) == "x" * LIMIT


def test_text_above_the_limit_is_refused_with_its_length():
    assert refused("x" * (LIMIT + 1)) == (Code.TEXT_TOO_LONG, {"length": 21, "limit": 20})


def test_length_is_counted_in_characters_not_in_bytes():
    assert clean_line("é" * LIMIT, LIMIT) == "é" * LIMIT
    assert clean_line("e\u0301" * LIMIT, LIMIT) == "é" * LIMIT
    assert clean_line("🎤" * LIMIT, LIMIT) == "🎤" * LIMIT


def test_length_is_counted_without_white_space_around():
    assert clean_line(" " * 50 + "x" * LIMIT + "\n" * 50, LIMIT) == "x" * LIMIT


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("a\u0000b", "U+0000"),
        ("a\u0007b", "U+0007"),
        ("a\u001bb", "U+001B"),
        ("a\u007fb", "U+007F"),
        ("a\u0085\u0086b", "U+0086"),
        ("a\u202eb", "U+202E"),
        ("a\u202ab", "U+202A"),
        ("a\ud800b", "U+D800"),
        ("a\ue000b", "U+E000"),
        ("a\uffffb", "U+FFFF"),
        ("z" + "\u0335" * 9, "U+0335"),
    ],
)
def test_character_that_cannot_be_painted_is_refused_and_named(text, character):
    assert refused(text) == (Code.TEXT_UNPAINTABLE, {"character": character})


def test_blank_text_does_not_hide_what_cannot_be_painted():
    assert refused("\u202e \u202e")[0] is Code.TEXT_UNPAINTABLE
