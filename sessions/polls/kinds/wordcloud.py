"""Give some words. A value is the list of words as written; a `Word` row counts all spellings of one word.

Two spellings are one word when they have one `skeleton`: case and punctuation around it do not matter, accents do.
A word counts once for each person, however often they wrote it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import regex

from ...core.blocked_words import refuse_blocked
from ...core.texts import clean_line, comparison_key
from ...wire import limits
from ...wire import polls as wire
from ...wire.errors import Code, Refused
from ...wire.roles import Role
from ..models import Answer, Poll, Word
from .kind import Kind

_SPELLINGS_KEPT = 20
_BEHIND = " ,;:!?…"
_BEFORE = regex.compile(r"^(?:[\s,;:!?¡¿…]|#(?=[#\p{L}]))+")
_PAIRS = dict(zip("([{\"'“‘„«»‹›’「『", ")]}\"'”’“»«›‹’」』", strict=True))


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
        for word in (check_word(poll, text) for text in texts):
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
            row.spellings = most_used(Counter(row.spellings) + Counter(spellings))
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


def most_used(spellings: Mapping[str, int]) -> dict[str, int]:
    """The spellings of a word that are kept, with how many wrote them."""
    return dict(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:_SPELLINGS_KEPT])


def check_word(poll: Poll, text: str) -> str:
    """One word (or a few that belong together) without what stands around it. Raises Refused."""
    # What is not kept is not counted.
    word = bare_word(clean_line(text, limits.MAX_FRAME_BYTES))
    word = clean_line(word, limits.CLOUD_WORD_MAX_GRAPHEMES, max_bytes=limits.CLOUD_WORD_MAX_BYTES)
    refuse_blocked(poll.session, word)
    return word


def bare_word(text: str) -> str:
    """A word without a hash sign in front, without punctuation behind, without quotes or brackets around."""
    word, before = text, ""
    while word and word != before:
        before = word
        word = _BEFORE.sub("", _without_end(word))
        if len(word) > 2 and _PAIRS.get(word[0]) == word[-1] and word[-1] not in word[1:-1]:
            word = word[1:-1]
    return word or text


def _without_end(word: str) -> str:
    """A word without the punctuation behind it; # stays (C#), and the dot of U.S.A.

    No pattern: one that allows for all orders takes hours for a few thousand marks in a row.
    """
    before = ""
    while word != before:
        before, word = word, word.rstrip(_BEHIND)
        bare = word.rstrip(".")
        dots = len(word) - len(bare)
        if dots > 1 or (dots and "." not in bare):
            word = bare
    return word


def skeleton(word: str) -> str:
    """What is the same in all spellings of a word."""
    return comparison_key(bare_word(word)).strip("'").rstrip(".") or comparison_key(word)
