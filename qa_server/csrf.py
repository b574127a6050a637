"""Forms are ours when the browser says that our page sent them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from sessions.live.requests import is_own_origin


class OriginCsrfMiddleware(CsrfViewMiddleware):
    """Django's check of tokens, which is passed without one where Origin is this server.

    All browsers of the last years send Origin with a POST, and a page cannot forge it. So a page that thousands share
    needs no token of its own in each copy. Without Origin, or with a foreign one, Django's rules hold.
    """

    def process_view(
        self, request: HttpRequest, callback: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Let the request pass, or check its token."""
        headers = {"origin": request.headers.get("Origin", ""), "host": request.headers.get("Host", "")}
        if headers["origin"] and is_own_origin(headers):
            return self._accept(request)  # type: ignore[attr-defined]
        return super().process_view(request, callback, args, kwargs)
