"""Numbers as people type them: the same cases as in tests/js/digits.test.js."""

import json
import math
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.core.digits import plain_digits, read_typed_number, read_typed_whole, rounded
from sessions.join.codes import normalise

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text())


@pytest.mark.parametrize(("text", "decimals", "value"), CASES["numbers"])
def test_number_is_read_as_people_write_it(text, decimals, value):
    assert rounded(read_typed_number(text), decimals) == value


@pytest.mark.parametrize("text", CASES["none"])
def test_what_is_no_number_is_none(text):
    assert math.isnan(read_typed_number(text))
    assert read_typed_whole(text) is None


@pytest.mark.parametrize(("text", "plain"), CASES["digits"])
def test_digits_of_every_script_are_digits(text, plain):
    assert plain_digits(text) == plain


@given(st.text(st.characters(categories=["Nd"], max_codepoint=0x1FFFF), min_size=7, max_size=7))
def test_codes_and_numbers_are_read_in_the_same_digits(text):
    digits = "".join(str(unicodedata.decimal(character)) for character in text)
    assert normalise(text) == digits
    assert read_typed_whole(text) == int(digits)


@given(st.text())
def test_any_text_is_read(text):
    assert isinstance(read_typed_number(text), float)
