"""Which languages the pages speak: English, and each that has a folder in `locale/`."""

from pathlib import Path

from babel import Locale, UnknownLocaleError
from django.conf.locale import LANG_INFO
from django.utils.translation import to_language

ENGLISH = ("en", "English")
CATALOGUE = "LC_MESSAGES/django.po"


def languages(folder: Path) -> list[tuple[str, str]]:
    """Django's LANGUAGES: codes, each with its name in its own words. Tells Django of those it does not know."""
    codes = sorted(to_language(path.parents[1].name) for path in folder.glob(f"*/{CATALOGUE}"))
    found = [(code, _own_name(code)) for code in codes if code != ENGLISH[0]]
    for code, name in found:
        LANG_INFO.setdefault(code, {"bidi": False, "code": code, "name": name, "name_local": name})
    return [ENGLISH, *found]


def _own_name(code: str) -> str:
    """What the language calls itself; its code, where nobody has written that down."""
    name = LANG_INFO.get(code, {}).get("name_local")
    if not name:
        try:
            name = Locale.parse(code, sep="-").get_display_name()
        except (UnknownLocaleError, ValueError):
            name = None
    name = name or code
    return name[:1].upper() + name[1:]
