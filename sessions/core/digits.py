"""Numbers as people type them: in the digits of any script, with comma or point, spaces or groups.

static/js/live/digits.js reads the same way; both are tested by tests/cases/numbers.json.
"""

import math
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

import regex

_DIGIT = regex.compile(r"\p{Nd}")
# What stands between digits without a meaning, invisible marks of pasted text among it.
_IGNORED = regex.compile(r"[\s\p{Cf}'’＇_]")
_MARKS = str.maketrans({**dict.fromkeys("．。٫", "."), **dict.fromkeys("，、٬", ",")})
_SIGNS = str.maketrans({**dict.fromkeys("\u2212\u2013－﹣", "-"), "＋": "+"})
_THOUSANDS = regex.compile(r"-?[1-9]\d*[.,]\d{3}", regex.ASCII)
_NUMBER = regex.compile(r"-?\d+(\.\d+)?", regex.ASCII)


def plain_digits(text: str) -> str:
    """`text` with the digits of every script written as 0 to 9."""
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0], found[0])), text)


def read_typed_number(text: str) -> float:
    """The number in `text`; NaN where it is none.

    Three digits after the last mark are a group, unless nothing but 0 is before it: "1,234" is no fraction. So many
    decimals do not exist here.
    """
    bare = _IGNORED.sub("", plain_digits(text)).translate(_MARKS)
    bare = (bare[:1].translate(_SIGNS) + bare[1:]).removeprefix("+")
    marks = [character for character in bare if character in ".,"]
    last = max(bare.rfind("."), bare.rfind(","))
    is_group = (len(marks) > 1 and len(set(marks)) == 1) or bool(_THOUSANDS.fullmatch(bare))
    has_rest = last >= 0 and not is_group
    whole = (bare[:last] if has_rest else bare).replace(".", "").replace(",", "")
    rest = bare[last + 1 :] if has_rest else ""
    plain = f"{_with_zero(whole)}.{rest}" if rest else whole
    return float(plain) if _NUMBER.fullmatch(plain) else math.nan


def _with_zero(whole: str) -> str:
    return f"{whole}0" if whole in ("", "-") else whole


def rounded(number: float, decimals: int) -> float:
    """`number` with so many decimals; halves go away from zero, as `toFixed` does it in browsers."""
    last = Decimal(1).scaleb(-decimals)
    return float(Decimal(number).quantize(last, ROUND_HALF_UP)) + 0.0  # no -0.0


def read_typed_whole(text: str) -> int | None:
    """The whole number in `text`; None where it is none."""
    number = read_typed_number(text)
    return int(number) if number.is_integer() else None
