"""The words of our scripts in the language of a page."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog

from ..wire.roles import Role

# The folders below static/js whose modules a page loads.
_FOLDERS = {
    Role.ATTENDEE: ("live", "attendee"),
    Role.MODERATOR: ("live", "desk", "remote", "screen"),
    Role.SCREEN: ("live", "remote", "screen"),
}


@cache
def catalog(language: str, role: Role) -> dict[str, Any]:
    """What the pages of `role` say in `language`, shaped as Django's JSONCatalog; the other words stay here."""
    view = JSONCatalog()
    view.translation = DjangoTranslation(language, domain="djangojs")
    scripts = _scripts(role)
    words = {key: text for key, text in view.get_catalog().items() if _as_written(key) in scripts}
    return {"catalog": words, "plural": view.get_plural()}


def _as_written(key: str) -> str:
    """How a script asks for it: a key may begin with a context."""
    return '"' + key.replace("\x04", '", "') + '"'


def _scripts(role: Role) -> str:
    folders = [settings.BASE_DIR / "static" / "js" / name for name in _FOLDERS[role]]
    return "".join(path.read_text() for folder in folders for path in folder.rglob("*.js"))
