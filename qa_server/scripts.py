"""One script for the phone: its modules, one after the other, at one address.

On a bad network every request costs more than its bytes. The modules stay plain ES modules that run and are
checked one by one; here their imports of each other and their comments fall away. That asks two things of
them, which a test holds: imports rename nothing, and no two modules use the same name at their top.
"""

import re
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from .stylesheets import answer

# In the order of their imports: each after what it needs.
PAGES: dict[str, list[str]] = {
    "attendee": [
        "wire/protocol",
        *(f"live/{name}" for name in ("kit", "clock", "polling", "socket", "store", "tables")),
        *(f"attendee/{name}" for name in ("memory", "ahead", "here", "hold", "voice", "counting", "drafts")),
        *(f"attendee/{name}" for name in ("top_views", "question_views", "list", "charts", "drag")),
        *(f"attendee/kinds/{name}" for name in ("choice", "number", "points", "quiz_question", "ranking")),
        *(f"attendee/kinds/{name}" for name in ("rating", "text", "wordcloud")),
        *(f"attendee/{name}" for name in ("kinds", "answering", "poll_view", "poll_parts", "poll_views")),
        *(
            f"attendee/{name}"
            for name in ("quiz_places", "quiz", "survey", "polls", "poll_acts", "countdown")
        ),
        *(f"attendee/{name}" for name in ("acts", "composer", "tabs", "news", "main")),
    ],
}

_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>\.[^"]+)";\n', re.MULTILINE)
_COMMENT = re.compile(r"/\*\*.*?\*/|^ *//[^\n]*\n", re.MULTILINE | re.DOTALL)
_VENDOR = "../../vendor/"


def script(name: str) -> str:
    """The script of one page. Raises KeyError for a page that is not in PAGES."""
    return _COMMENT.sub("", "\n".join(_IMPORT.sub(_import, _read(module)) for module in PAGES[name]))


def serve(request: HttpRequest, version: str, page: str) -> HttpResponse:
    """The script of one page; cached for good under the version it was asked by."""
    if page not in PAGES:
        raise Http404
    read = script if settings.DEBUG else _script_once
    return answer(request, read(page), "text/javascript", version)


def _import(match: re.Match[str]) -> str:
    path = match["path"]
    if not path.startswith(_VENDOR):
        return ""
    return match[0].replace(_VENDOR, f"{settings.STATIC_URL}vendor/")


def _read(module: str) -> str:
    return (settings.BASE_DIR / "static" / "js" / f"{module}.js").read_text()


@cache
def _script_once(name: str) -> str:
    return script(name)
