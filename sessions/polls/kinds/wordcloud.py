"""Give some words. A value is the list of words as written; `Word` rows count them folded together.

Two spellings are one word when they agree after folding case, width and accents (`skeleton`). A word counts once
for each person, however often they wrote it.
"""

import unicodedata
from collections import Counter, defaultdict
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

_SPELLINGS_KEPT = 20
_EDGES = " .,;:!?\"'“”‘’«»()[]{}#"
_PARTS = regex.compile(r"[\p{L}\p{M}\p{N}\p{Sc}]+|\p{So}")  # words, and emoji one by one
# Accents of Latin, Greek and Cyrillic, and how to draw the character before. Marks of other scripts make other words.
_ACCENTS = regex.compile("[\u0300-\u036f\ufe00-\ufe0f]")


class Wordcloud(Kind):
    """Short fields on the phone, a cloud on the screen."""

    name = "wordcloud"
    Settings = wire.WordcloudSettings
    field = "texts"

    def check_answer(self, poll: Poll, value: list[str]) -> list[str]:
        texts = [text for text in value if text.strip()]
        most = self.settings(poll).most
        if not 1 <= len(texts) <= most:
            raise Refused(Code.WORD_COUNT, highest=most)
        words: dict[str, str] = {}
        for word in map(check_word, texts):
            words.setdefault(skeleton(word), word)
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
            row.count += sum(spellings.values())
            row.spellings = _most_used(Counter(row.spellings) + Counter(spellings))
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


def _most_used(spellings: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:_SPELLINGS_KEPT])


def check_word(text: str) -> str:
    """One word (or a few that belong together), cleaned. Raises Refused."""
    # Quotes and the like around a word are not counted: they are not kept.
    word = clean_line(text, limits.MAX_FRAME_BYTES)
    word = clean_line(
        word.strip(_EDGES) or word, limits.CLOUD_WORD_MAX_GRAPHEMES, max_bytes=limits.CLOUD_WORD_MAX_BYTES
    )
    folded = skeleton(word)
    if len(folded) > limits.CLOUD_WORD_MAX_BYTES:  # a few characters stand for a whole sentence
        raise Refused(Code.TEXT_TOO_LONG, length=len(folded), limit=limits.CLOUD_WORD_MAX_GRAPHEMES)
    if is_blocked(folded):
        raise Refused(Code.WORD_BLOCKED, word=word)
    return word


def skeleton(word: str) -> str:
    """What is the same in all spellings: no case, no width, no accents, nothing invisible, single spaces."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    visible = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", visible))
    return " ".join(bare.split()) or word


def is_blocked(folded: str) -> bool:
    """Whether a skeleton has a word or phrase of the lists in it. Parts of words do not count: Scunthorpe is a town."""
    parts = _PARTS.findall(folded)
    phrases = {" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    return not blocked_words().isdisjoint(phrases)


@cache
def blocked_words() -> frozenset[str]:
    """The words and phrases in `WORDLIST_DIR`, folded: one file for each language, one a line."""
    lines = (
        line for path in django_settings.WORDLIST_DIR.glob("*.txt") for line in path.read_text().splitlines()
    )
    return frozenset(" ".join(_PARTS.findall(skeleton(line))) for line in lines if line[:1] not in ("", "#"))
