"""What people write: cleaned, measured and refused by the same rules everywhere.

Lengths are in Unicode code points after NFC, which is what `[...text.normalize("NFC")].length` gives in a browser.
"""

import unicodedata

from ..wire.errors import Code, Refused

# Characters that look like nothing although Unicode calls them letters or symbols.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Overrides and embeddings can make a text read as another one; isolates and marks cannot reach outside it.
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_INVISIBLE_CATEGORIES = ("Z", "C", "M")
_MOST_MARKS_IN_A_ROW = 8


def clean_line(text: str, limit: int, *, empty_ok: bool = False) -> str:
    """One line of text: NFC, white space folded to single spaces. Raises Refused, naming the limit."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    _refuse_unpaintable(text)
    if not any(_is_visible(character) for character in text):
        if empty_ok:
            return ""
        raise Refused(Code.TEXT_EMPTY)
    if len(text) > limit:
        raise Refused(Code.TEXT_TOO_LONG, length=len(text), limit=limit)
    return text


def _is_visible(character: str) -> bool:
    return character not in _BLANKS and unicodedata.category(character)[0] not in _INVISIBLE_CATEGORIES


def _refuse_unpaintable(text: str) -> None:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        forbidden = category in ("Cc", "Cs", "Co", "Cn") or character in _BIDI_OVERRIDES
        if forbidden or marks > _MOST_MARKS_IN_A_ROW:
            raise Refused(Code.TEXT_UNPAINTABLE, character=f"U+{ord(character):04X}")
