"""Give some words. A value is the list of words as written; `Word` rows count them folded together.

Two spellings are one word when they agree after folding case, width and accents (`skeleton`). A word counts once
for each person, however often they wrote it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import regex
from django.conf import settings as django_settings

from ...core.texts import clean_line
from ...wire import limits
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Answer, Poll, Word
from .kind import Kind

_GRAPHEME = regex.compile(r"\X")
_EDGES = " .,;:!?\"'“”‘’«»()[]{}#"


class Wordcloud(Kind):
    """Short fields on the phone, a cloud on the screen."""

    name = "wordcloud"
    Settings = wire.WordcloudSettings
    field = "texts"

    def check_answer(self, poll: Poll, value: list[str]) -> list[str]:
        words: dict[str, str] = {}
        for text in value:
            if text.strip():
                word = check_word(text)
                words.setdefault(skeleton(word), word)
        most = self.settings(poll).most
        if not 1 <= len(words) <= most:
            raise Refused(Code.WORD_COUNT, highest=most)
        return list(words.values())

    def wrote(self, poll: Poll, before: Mapping[int, list[str]], after: Sequence[Answer]) -> None:
        """Move the counts of the words that came and went."""
        moves: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for value, sign in [*((value, -1) for value in before.values()), *((row.value, 1) for row in after)]:
            for word in value:
                moves[skeleton(word)][word] += sign
        rows = {
            row.skeleton: row for row in Word.objects.filter(poll=poll, epoch=poll.epoch, skeleton__in=moves)
        }
        for folded, spellings in moves.items():
            row = rows.setdefault(folded, Word(poll=poll, epoch=poll.epoch, skeleton=folded))
            for spelling, amount in spellings.items():
                row.spellings[spelling] = row.spellings.get(spelling, 0) + amount
                if not row.spellings[spelling]:
                    del row.spellings[spelling]
            row.count = sum(row.spellings.values())
        Word.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["poll", "epoch", "skeleton"],
            update_fields=["spellings", "count"],
        )

    def read(self, poll: Poll) -> tuple[list[Word], list[Word], int]:
        """The largest words that are shown, the largest hidden ones, and how many different ones are shown."""
        rows = Word.objects.filter(poll=poll, epoch=poll.epoch, count__gt=0).order_by("-count", "pk")
        shown = rows.filter(hidden=False)
        hidden = list(rows.filter(hidden=True)[: limits.CLOUD_SHOWN])
        return list(shown[: limits.CLOUD_SHOWN]), hidden, shown.count()

    def results(self, poll: Poll, role: Role) -> wire.WordcloudResults:
        shown, hidden, distinct = poll.extra
        rows: Iterable[Word] = [*shown, *hidden] if role is Role.MODERATOR else shown
        words = [wire.Word(id=row.pk, text=row.text, count=row.count, hidden=row.hidden) for row in rows]
        return wire.WordcloudResults(words=words, distinct=distinct)


def check_word(text: str) -> str:
    """One word (or a few that belong together), cleaned. Raises Refused."""
    word = clean_line(text, limits.TEXT_MAX_CHARACTERS)
    word = word.strip(_EDGES) or word
    length = len(_GRAPHEME.findall(word))
    if length > limits.CLOUD_WORD_MAX_GRAPHEMES or len(word.encode()) > limits.CLOUD_WORD_MAX_BYTES:
        raise Refused(Code.TEXT_TOO_LONG, length=length, limit=limits.CLOUD_WORD_MAX_GRAPHEMES)
    if not blocked_words().isdisjoint((skeleton(word), *skeleton(word).split())):
        raise Refused(Code.WORD_BLOCKED, word=word)
    return word


def skeleton(word: str) -> str:
    """What is the same in all spellings: no case, no width, no accents, single spaces."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(character for character in folded if unicodedata.category(character) != "Mn")
    return " ".join(bare.split()) or word


@cache
def blocked_words() -> frozenset[str]:
    """The skeletons of the word lists in `WORDLIST_DIR`, one file for each language, one word a line."""
    lines = (
        line for path in django_settings.WORDLIST_DIR.glob("*.txt") for line in path.read_text().splitlines()
    )
    return frozenset(skeleton(line) for line in lines if line.strip() and not line.startswith("#"))
