"""No head keeps the server busy: long, and written so that careless readers look at it again and again.

Measured in processor time of the server, so that what else the machine does does not count.
"""

import os
from pathlib import Path

from tests.support.wire import answer, request

LENGTH = 60_000
LONG = {
    "escaped quotes": b'a="' + b'\\"' * (LENGTH // 2 - 2) + b'"',
    "semicolons": b";" * LENGTH,
    "semicolons in quotes": b'a;b="' + b";" * (LENGTH - 6) + b'"',
    "a quote and no end": b'a;b="' + b";" * LENGTH,
    "commas": b"," * LENGTH,
    "spaces": b"a" + b" " * LENGTH + b"a",
    "digits": b"9" * LENGTH,
    "pairs": b"a=b;" * (LENGTH // 4),
    "brackets": b"[" * LENGTH,
    "percents": b"a;b*=utf-8''" + b"%41" * (LENGTH // 3),
}
HEADERS = [
    b"Accept", b"Accept-Encoding", b"Accept-Language", b"Content-Type", b"Cookie", b"Host", b"If-Modified-Since",
    b"If-None-Match", b"Origin", b"Range", b"Referer", b"Sec-WebSocket-Extensions", b"X-Forwarded-For",
]  # fmt: skip
# Five milliseconds are needed; what was found here took three to nine seconds.
MOST_SECONDS = 0.25


def processor_seconds(pid: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_no_header_keeps_the_server_busy(talk):
    server, host = talk.deployment.servers[0], talk.deployment.base.removeprefix("http://").encode()
    slow = {}
    for header in HEADERS:
        for name, value in LONG.items():
            ours = [] if header == b"Host" else [b"Host: " + host]
            before = processor_seconds(server.process.pid)
            for is_socket, target in (
                (False, talk.path),
                (False, f"{talk.path}state?role=attendee"),
                (True, f"/ws/s/{talk.code}/attendee"),
            ):
                sent = request(b"GET", target.encode(), [*ours, header + b": " + value], is_socket=is_socket)
                status, _ = answer(talk.deployment.base, sent)
                assert 100 < status < 500, (header, name, target)
            if (used := processor_seconds(server.process.pid) - before) > MOST_SECONDS:
                slow[header.decode(), name] = used
    assert slow == {}
