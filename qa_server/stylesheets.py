"""One stylesheet per page: the components it uses, one after the other, at one address."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

SHARED = ["tokens", "base", "button", "field", "badge", "toast"]

PAGES: dict[str, list[str]] = {
    "attendee": [*SHARED, "connection", "tabs", "question", "poll", "composer", "attendee"],
    "desk": [
        *[*SHARED, "desk", "desk-bar", "desk-columns", "queue", "menu", "dialog"],
        *["share", "stagecard", "pollcard"],
    ],
    "screen": [
        *["tokens", "base", "button"],
        *["wall", "wall-panel", "wall-lobby", "wall-questions", "wall-poll", "wall-tools"],
    ],
    "remote": ["tokens", "base", "button", "connection", "toast", "remote"],
    "host": ["tokens", "base", "button", "form", "host", "home", "poster", "report"],
}

_FOREVER_SECONDS = 365 * 24 * 60 * 60


def stylesheet(name: str) -> str:
    """The CSS of one page. Raises KeyError for a page that is not in PAGES."""
    read = _read if settings.DEBUG else _read_once
    return "\n".join(read(component) for component in PAGES[name])


def serve(request: HttpRequest, version: str, page: str) -> HttpResponse:
    """The stylesheet of one page; cached for good under the version it was asked by."""
    if page not in PAGES:
        raise Http404
    return keep_for_good(HttpResponse(stylesheet(page), content_type="text/css; charset=utf-8"), version)


def keep_for_good(response: HttpResponse, version: str) -> HttpResponse:
    """Let browsers keep it for good, if it was asked for by the version that runs here."""
    if version == settings.ASSET_VERSION and not settings.DEBUG:
        patch_cache_control(response, public=True, max_age=_FOREVER_SECONDS, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


def _read(component: str) -> str:
    return (settings.BASE_DIR / "static" / "css" / f"{component}.css").read_text()


_read_once = cache(_read)
