"""What people write: cleaned, measured and refused by the same rules everywhere (docs/decisions, "User text").

Characters are judged by the tables of the `regex` package, which is updated with Unicode; the interpreter's own are
years old and refuse emoji that every phone has. Lengths are in graphemes, the characters people see;
`static/js/live/counting.js` counts the same way (tests/cases/texts.json).
"""

import itertools
import unicodedata

import regex

from ..wire import limits
from ..wire.errors import Code, Refused

_SPACES = regex.compile(r"\p{White_Space}+")
# Code points that are not assigned yet are accepted: next year's emoji. U+202E turns what follows it around.
_FORBIDDEN = regex.compile(r"(?!\p{White_Space})[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u202e]")
# Hangul fillers and the empty braille pattern are letters and symbols to Unicode, and nothing to the eye.
_VISIBLE = regex.compile(r"[^\p{Z}\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800]")
# Pairs of regional indicators (flags) by themselves: \X counts from the first of a run each time, which takes seconds
# for thousands of them.
_GRAPHEME = regex.compile(r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*|\X")

# Marks on one letter, also where invisible joiners stand between them. Tibetan stacks have up to eight.
_MAX_MARKS = 8
_TOO_MANY_MARKS = regex.compile(rf"(?:\p{{M}}[\u200c\u200d]*){{{_MAX_MARKS}}}(\p{{M}})")
# The longest in use, two people kissing with skin tones, has ten.
_MAX_CODE_POINTS_IN_GRAPHEME = 32
# Looked for before a text is composed: putting thousands of marks in order takes seconds.
_ENDLESS_MARKS = regex.compile(rf"\p{{M}}{{{_MAX_CODE_POINTS_IN_GRAPHEME}}}")

# Invisible characters are kept where they change what is seen: joiners in emoji and in the scripts that need them,
# the tags of a flag, one variant selector or direction mark. Elsewhere they hide in a text or imitate another one.
_UNJOINED_SCRIPTS = r"\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Common}"
_KEPT = "|".join(
    [
        rf"(?<=[[\p{{L}}\p{{M}}]--[{_UNJOINED_SCRIPTS}\u0300-\u036f]])[\u200c\u200d]",
        # First the joiner, and behind it no further than needed: else each character looks back over all before it.
        r"\u200d(?<=\p{Extended_Pictographic}[\ufe0f\U0001f3fb-\U0001f3ff]{0,2}\u200d)(?=\p{Extended_Pictographic})",
        r"(?<=\p{Extended_Pictographic})[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f",
        r"(?<=[^\p{White_Space}\p{Cf}\p{Variation_Selector}])\p{Variation_Selector}",
        r"[\u061c\u200e\u200f](?![\u061c\u200e\u200f])",
        r"[\u034f\u115f\u1160\u180e\u2066-\u2069]",
    ]
)
_INVISIBLE = regex.compile(rf"(?V1)({_KEPT})|[\p{{Default_Ignorable_Code_Point}}\ufff9-\ufffb]")
_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"

# In a length, what is invisible is not counted; joiners decide where a grapheme ends.
_UNCOUNTED = regex.compile(r"(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}")

# Other forms of the same letters: full width, half width, ligatures, Arabic ones that are already joined.
_COMPATIBLE = regex.compile(r"[\ufb00-\ufdc7\ufe70-\ufefc\uff00-\uffef]+")
# All that is invisible but the joiners of emoji and the tags of flags.
_UNSEEN = regex.compile(
    r"(?!\u200d\p{Extended_Pictographic}|[\U000e0020-\U000e007f])\p{Default_Ignorable_Code_Point}"
)
# Cyrillic and Greek letters that cannot be told from Latin ones by eye; в and b can, В and B cannot.
_LOOK_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaesijopcyxdhABEZHIKMNOPTYXo"
)
_LOOK_THE_SAME = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u02bc\u02bb\u2032", "'"), **dict.fromkeys("\u2010\u2011", "-"), "ς": "σ"}
)


def clean_line(text: str, limit: int, *, empty_ok: bool = False, max_bytes: int = 0) -> str:
    """One line of text in NFC, white space folded to single spaces, stray invisible characters removed.

    `limit` is in graphemes; `max_bytes` is `limits.MAX_BYTES_PER_CHARACTER` for each of them unless given.
    Raises Refused, naming the limit.
    """
    _refuse(_FORBIDDEN.search(text))
    seen = _INVISIBLE.sub(r"\1", text)
    _refuse(_ENDLESS_MARKS.search(seen))
    line = unicodedata.normalize("NFC", _without_open_isolates(_SPACES.sub(" ", seen).strip()))
    _refuse(_TOO_MANY_MARKS.search(line))
    if not _VISIBLE.search(line):
        if empty_ok:
            return ""
        raise Refused(Code.TEXT_EMPTY)
    _refuse_long(line, limit, max_bytes or limit * limits.MAX_BYTES_PER_CHARACTER)
    return line


def clean_lines(text: str, limit: int) -> str:
    """Several lines, each as `clean_line` leaves it; there may be none. Raises Refused, naming the limit."""
    lines = [clean_line(line, limit, empty_ok=True) for line in text.splitlines()]
    cleaned = "\n".join(lines).strip("\n")
    _refuse_long(cleaned, limit, limit * limits.MAX_BYTES_PER_CHARACTER)
    return cleaned


def comparison_key(text: str) -> str:
    """The same for all spellings of what people call the same text, and different for different ones.

    Case, width, apostrophes, hyphens and what is invisible do not matter. Accents do (péché, pêche), and so do ß and
    ss, ı and i, and the voicing marks of kana: they make other words.
    """
    text = _SPACES.sub(" ", _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text))
    text = _UNSEEN.sub("", text).lower().replace("i\u0307", "i").translate(_LOOK_THE_SAME)
    return unicodedata.normalize("NFC", text)


def likeness_keys(text: str) -> frozenset[str]:
    """Texts that share one of these are taken for one another, by spelling (`comparison_key`) or by eye."""
    return frozenset({comparison_key(text), comparison_key(text.translate(_LOOK_LATIN))})


def count_characters(text: str) -> int:
    """The length of a text as people see it."""
    return len(split_characters(text))


def split_characters(text: str) -> list[str]:
    """The graphemes of a text."""
    graphemes: list[str] = _GRAPHEME.findall(_UNCOUNTED.sub("", text))
    return graphemes


def _refuse(found: "regex.Match[str] | None") -> None:
    if found:
        raise Refused(Code.TEXT_UNPAINTABLE, character=f"U+{ord(found.group()[-1]):04X}")


def _refuse_long(line: str, limit: int, max_bytes: int) -> None:
    graphemes = split_characters(line)
    for grapheme in graphemes:
        if len(grapheme) > _MAX_CODE_POINTS_IN_GRAPHEME:
            raise Refused(Code.TEXT_UNPAINTABLE, character=f"U+{ord(grapheme[-1]):04X}")
    if len(line.encode()) > max_bytes:  # a family of emoji takes 25 bytes: say how many of these fit
        sizes = itertools.accumulate(len(grapheme.encode()) for grapheme in graphemes)
        limit = min(limit, len(graphemes) - 1, sum(size <= max_bytes for size in sizes))
    if len(graphemes) > limit:
        raise Refused(Code.TEXT_TOO_LONG, length=len(graphemes), limit=limit)


def _without_open_isolates(line: str) -> str:
    """Without isolates that are never ended, or end what never began: they would turn what stands around the text."""
    kept: set[int] = set()
    begun: list[int] = []
    for place, character in enumerate(line):
        if character in _ISOLATES:
            begun.append(place)
        elif character == _END_OF_ISOLATE and begun:
            kept |= {begun.pop(), place}
    if not begun and _END_OF_ISOLATE not in line:
        return line
    return "".join(
        character
        for place, character in enumerate(line)
        if character not in _ISOLATES + _END_OF_ISOLATE or place in kept
    )
