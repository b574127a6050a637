"""Bytes to a server and back, for what no well-behaved client sends."""

import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

PATIENCE_SECONDS = 20.0
HANDSHAKE = (
    b"Upgrade: websocket",
    b"Sec-WebSocket-Version: 13",
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


def request(
    method: bytes, target: bytes, headers: Iterable[bytes], body: bytes = b"", *, is_socket: bool = False
) -> bytes:
    """An HTTP/1.1 request as it stands on the wire; `headers` are whole lines, Host among them."""
    more = [*HANDSHAKE, b"Connection: Upgrade"] if is_socket else [b"Connection: close"]
    if body or method == b"POST":
        more.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join([method + b" " + target + b" HTTP/1.1", *headers, *more, b"", body])


def answer(base: str, sent: bytes, then: bytes = b"") -> tuple[int, bytes]:
    """The status a server answers these bytes with, 0 where it only closes, and the first of what follows.

    `then` is sent after the answer, before the line is closed.
    """
    at = urlsplit(base)
    with socket.create_connection((at.hostname, at.port), PATIENCE_SECONDS) as line:
        line.sendall(sent)
        head = b""
        while b"\r\n\r\n" not in head and (more := line.recv(65_536)):
            head += more
        line.sendall(then)
    return (int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/1.") else 0), head
