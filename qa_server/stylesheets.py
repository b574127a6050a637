"""One stylesheet per page: the components it uses, one after the other, at one address."""

import gzip
from functools import cache, lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

SHARED = ["tokens", "base", "button", "field", "badge", "toast"]

PAGES: dict[str, list[str]] = {
    "attendee": [
        *[*SHARED, "connection", "tabs", "question", "poll", "kinds-forms", "kinds-results", "kinds-wholes"],
        *["composer", "attendee", "language"],
    ],
    "desk": [
        *[*SHARED, "desk", "desk-bar", "desk-columns", "queue", "menu", "dialog"],
        *["share", "stagecard", "pollcard", "composer-poll"],
    ],
    "screen": [
        *["tokens", "base", "button"],
        *["wall", "wall-panel", "wall-lobby", "wall-questions", "wall-poll", "wall-columns", "wall-words"],
        *["wall-quiz", "wall-tools"],
    ],
    "remote": ["tokens", "base", "button", "connection", "toast", "remote"],
    "host": ["tokens", "base", "button", "form", "host", "home", "poster", "report", "language"],
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
    return answer(request, stylesheet(page), "text/css", version)


def answer(request: HttpRequest, text: str, kind: str, version: str) -> HttpResponse:
    """`text` as `kind`, compressed once for everybody.

    Browsers may keep it for good, if they asked for the version that runs here.
    """
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = _gzipped(text)
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    if version == settings.ASSET_VERSION and not settings.DEBUG:
        patch_cache_control(response, public=True, max_age=_FOREVER_SECONDS, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@lru_cache(maxsize=16)
def _gzipped(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _read(component: str) -> str:
    return (settings.BASE_DIR / "static" / "css" / f"{component}.css").read_text()


_read_once = cache(_read)
