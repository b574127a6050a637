"""No request has a body above 64 KiB: asked before anything of it is kept, for every address."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from sessions.live.asgi import App, Message, Receive, Send

_MOST_DIGITS = 18

WORDS = b"This is larger than the %d KiB that can be sent here.\n"


class Bodies:
    """An ASGI application before all others. A body is received whole (it is small) before they begin.

    Django would write it to disk first, whatever its size, and then look for who wants it.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        announced = announced_bytes(scope["headers"])
        if announced == 0:
            await self._app(scope, receive, send)
            return
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = bytearray()
        if announced is None or announced <= most:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return
                body += message.get("body", b"")
                if len(body) > most or not message.get("more_body", False):
                    break
        if len(body) > most or (announced or 0) > most:
            await _refuse(send, most)
        else:
            await self._app(scope, _again(bytes(body), receive), send)


def announced_bytes(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """How long the body will be by the headers; None where they do not say (chunked)."""
    for name, value in headers:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            return _read_length(value)
    return 0


def _read_length(value: bytes) -> int | None:
    """A Content-Length; None where it is none. Whatever is too long for a length is too large."""
    digits = value.lstrip(b"0")
    return int(digits[:_MOST_DIGITS] or b"0") if value.isdigit() else None


def _again(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message


async def _refuse(send: Send, most: int) -> None:
    words = WORDS % (most // 1024)
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(words)),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})
