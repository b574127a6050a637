"""The words of the interface: those the code uses, those in locale/, and those a page shows."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

DOMAINS = ("django", "djangojs")
# Context, words, plural; "" where there is none.
Key = tuple[str, str, str]

_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(
    rf"\b(?P<call>gettext|pgettext|ngettext|_)\((?:\s*(?P<words>{_STRING}(?:\s*,\s*{_STRING})*))?"
)
_PLACE = re.compile(r"\{\w+\}|%\(\w+\)s|%%")


def catalogue(domain: str) -> Catalog:
    """The French catalogue as it is written."""
    with (settings.BASE_DIR / f"locale/fr/LC_MESSAGES/{domain}.po").open("rb") as file:
        return read_po(file, domain=domain)


def translations(domain: str) -> dict[Key, tuple[str, ...]]:
    """The catalogue's translations; a fuzzy one counts as none."""
    return {
        _key(message.context, message.id): () if message.fuzzy else _strings(message.string)
        for message in catalogue(domain)
        if message.id
    }


def used(domain: str) -> set[Key]:
    """What the code asks translations of."""
    return {key for path in _sources(domain) for key in _keys(_code(path)) if key}


def unreadable(domain: str) -> list[str]:
    """The calls whose words are not literal, so that nobody could collect them."""
    return [str(path) for path in _sources(domain) for key in _keys(_code(path)) if not key]


def places(text: str) -> set[str]:
    """What is filled in: {name}, %(name)s, and the %% that stands for one."""
    return set(_PLACE.findall(text))


def words_of(text: str) -> set[str]:
    """The words in a text, in lower case."""
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)}


def french_words() -> set[str]:
    """All words that a French page may consist of."""
    texts = (text for domain in DOMAINS for strings in translations(domain).values() for text in strings)
    return {word for text in texts for word in words_of(_PLACE.sub(" ", text))}


def strangers(page: str, contents: Iterable[str] = ()) -> set[str]:
    """The words on a page of HTML that are not French of ours. `contents` is what people wrote there."""
    reader = _Reader()
    reader.feed(page.replace("Open<span>floor</span>", ""))
    text = " \n ".join(reader.texts)
    for content in sorted(contents, key=len, reverse=True):
        text = text.replace(content, " ")
    text = re.sub(r"Openfloor|https?://\S+|localhost|\b(SVG|PNG|UTC)\b", " ", text)
    return words_of(text) - french_words()


class _Reader(HTMLParser):
    """Collects what people read or hear, without what people wrote, times, keys and other languages' names."""

    SKIPPED = frozenset({"script", "style", "svg", "bdi", "time", "kbd", "textarea"})
    EMPTY = frozenset({"input", "img", "br", "meta", "link", "hr", "use", "path", "rect", "circle", "line"})
    SPOKEN = frozenset({"aria-label", "alt", "title", "placeholder"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        skipped = tag in self.SKIPPED or (tag != "html" and "lang" in named) or any(self._open[-1:])
        if not skipped:
            self.texts += [value for name, value in attrs if name in self.SPOKEN and value]
        if tag not in self.EMPTY:
            self._open.append(skipped)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open[-1:]):
            self.texts.append(data)


def _sources(domain: str) -> Iterator[Path]:
    if domain == "djangojs":
        return (settings.BASE_DIR / "static/js").rglob("*.js")
    folders = [settings.BASE_DIR / name for name in ("sessions", "qa_server")]
    return (path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".html"})


def _code(path: Path) -> str:
    text = path.read_text()
    return templatize(text) if path.suffix == ".html" else text


def _keys(code: str) -> Iterator[Key | None]:
    """The words of each call; None for one that does not spell them out."""
    for found in _CALL.finditer(code):
        words = ast.literal_eval(f"[{found['words'] or ''}]")
        match found["call"], words:
            case "pgettext", [context, one]:
                yield context, one, ""
            case "ngettext", [one, many]:
                yield "", one, many
            case "gettext" | "_", [one]:
                yield "", one, ""
            case _:
                yield None


def _key(context: str | None, words: str | tuple[str, ...]) -> Key:
    one, many = (words, "") if isinstance(words, str) else words
    return context or "", one, many


def _strings(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
