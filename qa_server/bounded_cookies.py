"""What we set in a browser stays bounded, whichever page sets it."""

from typing import Any

from sessions.core.kept_cookies import take_back_oldest


class BoundedCookies:
    """An ASGI application that takes the oldest cookies back where an answer sets one too many."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_bounded(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                message = message | {"headers": headers + take_back_oldest(scope["headers"], headers)}
            await send(message)

        await self._application(scope, receive, send_bounded)
