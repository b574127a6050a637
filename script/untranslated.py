"""Says how much of each catalogue in locale/ is translated, and what is missing. Ends with 1 where something is.

Before that it fills in the heading of a new one, which gettext leaves to the translator: nothing compiles it as it is.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path("locale")
DOMAINS = ("django", "djangojs")
SHOWN = 20


def fill_in_heading(path: Path, language: str) -> None:
    """Say whose catalogue it is and how its plurals are, as far as that is known."""
    text = path.read_text()
    heading, blank, messages = text.partition("\n\n")
    filled = (
        heading.replace('#, fuzzy\nmsgid ""', 'msgid ""')
        .replace("nplurals=INTEGER; plural=EXPRESSION;", Catalog(locale=language).plural_forms)
        .replace('"Language: \\n"', f'"Language: {language}\\n"')
    )
    if filled != heading:
        path.write_text(filled + blank + messages)


def is_missing(message: Message) -> bool:
    """Whether a form of it is empty."""
    forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return not all(forms)


def report(path: Path) -> tuple[str, bool]:
    """How complete the catalogue at `path` is, and whether it is."""
    if not path.exists():
        return f"{path}: is not there", False
    fill_in_heading(path, path.parents[1].name)
    try:
        with path.open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
    except (PoFileError, ValueError) as error:
        return f"{path}: cannot be read: {error}", False
    fuzzy = [message for message in messages if message.fuzzy]
    missing = [message for message in messages if not message.fuzzy and is_missing(message)]
    done = len(messages) - len(fuzzy) - len(missing)
    lines = [f"{path}: {done} of {len(messages)} messages"]
    for what, found in (("missing", missing), ("fuzzy", fuzzy)):
        for message in found[:SHOWN]:
            words = message.id if isinstance(message.id, str) else message.id[0]
            lines.append(f"  {what}: {words!r}  {' '.join(place for place, _ in message.locations)}")
        if len(found) > SHOWN:
            lines.append(f"  {what}: {len(found) - SHOWN} more")
    return "\n".join(lines), not fuzzy and not missing


def main() -> int:
    """Report on every language."""
    complete = True
    for language in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        for domain in DOMAINS:
            said, is_complete = report(language / "LC_MESSAGES" / f"{domain}.po")
            print(said)
            complete = complete and is_complete
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
