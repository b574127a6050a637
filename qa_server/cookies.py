"""Pages read cookies as sockets do."""

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from sessions.core.cookies import read_cookies

Handler = Callable[[HttpRequest], Any]


@sync_and_async_middleware
def one_reader(get_response: Handler) -> Handler:
    """Middleware: `request.COOKIES` is what `read_cookies` reads."""
    if iscoroutinefunction(get_response):

        async def answer(request: HttpRequest) -> HttpResponseBase:
            _read(request)
            return await cast("Awaitable[HttpResponseBase]", get_response(request))

        return answer

    def answer_at_once(request: HttpRequest) -> HttpResponseBase:
        _read(request)
        return get_response(request)

    return answer_at_once


def _read(request: HttpRequest) -> None:
    request.COOKIES = read_cookies(request.META.get("HTTP_COOKIE", ""))
