"""The words of our scripts in the language of a page."""

from functools import cache
from gettext import c2py
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
# gettext's own where a catalogue has none.
ENGLISH_RULE = "(n != 1)"


@cache
def catalog(language: str, role: Role) -> dict[str, Any]:
    """What the pages of `role` say in `language`, as in Django's JSONCatalog; the other words stay here.

    `plural` has a digit for each number below 200: which of a message's forms it takes. Rules repeat every hundred.
    """
    view = JSONCatalog()
    view.translation = DjangoTranslation(language, domain="djangojs")
    scripts = _scripts(role)
    words = {key: text for key, text in view.get_catalog().items() if _as_written(key) in scripts}
    return {"catalog": words, "plural": _forms(view.get_plural() or ENGLISH_RULE) if words else ""}


def _forms(rule: Any) -> str:
    """The rule for plurals of a catalogue, e.g. "(n > 1)", worked out: pages may not run what they are sent."""
    form = c2py(rule)
    return "".join(str(form(n)) for n in range(200))


def _as_written(key: str) -> str:
    """How a script asks for it: a key may begin with a context."""
    return '"' + key.replace("\x04", '", "') + '"'


def _scripts(role: Role) -> str:
    folders = [settings.BASE_DIR / "static" / "js" / name for name in _FOLDERS[role]]
    return "".join(path.read_text() for folder in folders for path in folder.rglob("*.js"))
