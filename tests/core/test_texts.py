"""What people write is cleaned, measured and refused."""

import contextlib
import json
from pathlib import Path

import pytest

from sessions.core.texts import clean_line, comparison_key, count_characters
from sessions.wire.errors import Code, Refused

LIMIT = 20
CASES = json.loads((Path(__file__).parents[1] / "cases" / "texts.json").read_text())


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
        ("\u202a+33 1 23\u202c", "+33 1 23"),
        ("\u202d+1 555\u202c", "+1 555"),
        ("a\u200b\u00adb\u2060\ufeffc", "abc"),
        ("a \u200b b", "a b"),
        ("a\u200db", "ab"),
        ("x\u2067y", "xy"),
        ("x\u2069y", "xy"),
        ("\u2067x\u2068y\u2069z", "x\u2068y\u2069z"),
        ("a" + "\u200f" * 50, "a\u200f"),
        ("a" + "\ufe0f" * 50, "a\ufe0f"),
        ("a" + "\U000e0061" * 50, "a"),
        ("a\u3164\u3164b", "ab"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_text_people_write_is_kept_as_one_line(typed, kept):
    assert clean_line(typed, 40) == kept


@pytest.mark.parametrize(
    "text",
    [
        "🩷 🫩 🫨 🪿 🫆 🫜",
        "a new one: \U0001faff \U0001fbfe \U00032000",
        "👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥 1️⃣ 🇫🇷 👩🏻‍❤️‍💋‍👨🏿",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "Tiếng Việt: nghĩa, trường, đặng",
        "ཧྐྵྨླྺྼྻྂ བསྒྲུབས",
        "कार्त्स्न्य श्री क्ष",
        "می\u200cخواهم ه\u200d.ق",
        "ක්\u200dය ක්\u200dෂ",
        "น้ำ ปี่ กี๊",
        "葛\U000e0100城",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "Z\u0351\u036b\u0313a",
    ],
)
def test_real_scripts_and_emoji_are_kept_as_they_are(text):
    assert clean_line(text, 200) == text


@pytest.mark.parametrize(("text", "length"), CASES["lengths"])
def test_length_is_in_characters_as_people_see_them(text, length):
    assert count_characters(text) == length


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_spellings_of_one_text_have_one_key(one, other):
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize(("one", "other"), CASES["different"])
def test_different_texts_have_different_keys(one, other):
    assert comparison_key(one) != comparison_key(other)


def test_bytes_are_bounded_and_the_refusal_says_how_much_fits():
    family = "👨‍👩‍👧‍👦"
    assert clean_line(family * 12, LIMIT) == family * 12
    assert refused(family * 13) == (Code.TEXT_TOO_LONG, {"length": 13, "limit": 12})
    assert refused("a\u200e" * LIMIT * 10)[0] is Code.TEXT_TOO_LONG
    assert refused("a\u200e" * LIMIT + "\u2068\u2069" * 100)[0] is Code.TEXT_TOO_LONG


@pytest.mark.parametrize(
    "text",
    [
        "a" + ("\u0301" * 8 + "\u200d") * 12,
        "a" + "\u0489" * 9,
        "a" + "\u20dd" * 9,
        "क" + "\u093e" * 9,
        "ك" + ("\u064e" * 8 + "\u200d") * 2,
        "👍" + "🏽" * 40,
        "👨" + "\u200d👨" * 20,
    ],
)
def test_letter_under_a_heap_of_marks_is_refused(text):
    assert refused(text)[0] is Code.TEXT_UNPAINTABLE


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
        ("a\ud800b", "U+D800"),
        ("a\ue000b", "U+E000"),
        ("a\uffffb", "U+FFFF"),
        ("z" + "\u0335" * 9, "U+0335"),
    ],
)
def test_character_that_cannot_be_painted_is_refused_and_named(text, character):
    assert refused(text) == (Code.TEXT_UNPAINTABLE, {"character": character})


def test_blank_text_does_not_hide_what_cannot_be_painted():
    assert refused("\u0007 \u200b")[0] is Code.TEXT_UNPAINTABLE


# Seconds, minutes or more for one text where each character looks back over those before it.
ENDLESS = {
    "marks to put in order": "a" + "\u0316\u0301" * 60_000,
    "selectors behind an emoji": "\U0001f600" + "\ufe0f" * 120_000 + "\u200d",
    "half flags": "\U0001f1e6" * 120_000,
    "joined emoji": "\U0001f468\u200d" * 60_000,
    "isolates": "\u2066" * 60_000 + "a" + "\u2069" * 60_000,
    "skin tones": ("\U0001f600" + "\U0001f3fb" * 50 + "\u200d") * 2000,
    "spaces and nothing": " \u200b" * 60_000 + "a",
    "signs in front": "\u0600" * 120_000,
    "keycaps": "1\ufe0f\u20e3" * 40_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_text_of_any_length_is_judged_at_once(text):
    with contextlib.suppress(Refused):
        assert len(clean_line(text, LIMIT)) <= LIMIT


def test_flags_are_one_character_each_and_half_of_one_too():
    assert count_characters("\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea\U0001f1eb") == 3
    assert count_characters("\U0001f1eb\U0001f1f7\u0301x") == 2
