"""The words a session refuses in clouds and names: the lists of its languages, and what its host blocks or allows.

A word is compared whole and with its accents: Scunthorpe, péter and Peter are fine where others are not. Words with a
hyphen are one word, of which a part is only looked at where it can hardly be meant otherwise (the lists say which).
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from ..wire.errors import Code, Refused
from .models import Session
from .texts import comparison_key

_LISTS = Path(__file__).with_name("wordlists")
# Words with their hyphens, and emoji one by one. An apostrophe parts words: l'ami.
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}\p{Sc}]+(?:-[\p{L}\p{M}\p{N}\p{Sc}]+)*|\p{So}")


class WordLists(NamedTuple):
    """Words and phrases by `_phrase`. `alone` do not count as a part of a hyphenated word."""

    anywhere: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


def languages_with_lists() -> list[str]:
    """The languages there are lists for."""
    return sorted(path.stem for path in _LISTS.glob("*.txt"))


def refuse_blocked(session: Session, text: str) -> None:
    """Raise Refused where `text` has a word in it that `session` does not take."""
    lists = _lists_of(tuple(session.languages), session.also_block, session.never_block)
    if blocked := find_blocked(lists, text):
        raise Refused(Code.WORD_BLOCKED, word=blocked)


def find_blocked(lists: WordLists, text: str) -> str:
    """The first blocked word or phrase of `text` as it is listed, or ""."""
    words = _words(text)
    fine = {place for i, j, phrase in _phrases(words) if phrase in lists.allowed for place in range(i, j)}
    whole = lists.anywhere | lists.alone
    for i, j, phrase in _phrases(words):
        if phrase in whole and not fine.issuperset(range(i, j)):
            return phrase
    for place, word in enumerate(words):
        if "-" in word and place not in fine:
            for _, _, phrase in _phrases(word.split("-")):
                if phrase in lists.anywhere:
                    return phrase
    return ""


def typed_words(text: str) -> list[str]:
    """The words and phrases of a host's field: one a line, or with commas between."""
    return [part.strip() for part in regex.split(r"[\n,;،、，]", text) if part.strip()]


@lru_cache(maxsize=256)
def _lists_of(languages: tuple[str, ...], also_block: str, never_block: str) -> WordLists:
    lists = [_read(language) for language in languages]
    never = {_phrase(word) for word in typed_words(never_block)}
    return WordLists(
        anywhere=_union(one.anywhere for one in lists) - never,
        alone=(_union(one.alone for one in lists) | {_phrase(word) for word in typed_words(also_block)})
        - never,
        allowed=_union(one.allowed for one in lists) | never,
    )


@cache
def _read(language: str) -> WordLists:
    path = _LISTS / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines() if language in languages_with_lists() else []
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return WordLists(
        anywhere=frozenset(_phrase(word) for word in words if word[0] not in "=+"),
        alone=frozenset(_phrase(word) for word in words if word[0] == "="),
        allowed=frozenset(_phrase(word) for word in words if word[0] == "+"),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _words(text: str) -> list[str]:
    words: list[str] = _WORDS.findall(comparison_key(text))
    return words


def _phrase(text: str) -> str:
    """Words with single spaces between. A hyphen is one too: trou-du-cul is in the lists as three words."""
    return " ".join(_words(text)).replace("-", " ")


def _phrases(words: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """All runs of words: where each begins and ends, and its phrase."""
    for i in range(len(words)):
        for j in range(i + 1, len(words) + 1):
            yield i, j, " ".join(words[i:j]).replace("-", " ")
