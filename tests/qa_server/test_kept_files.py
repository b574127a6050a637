"""Scripts and stylesheets are made once, and are the same for everybody."""

import asyncio
import gzip

import pytest
from django.conf import settings

from qa_server.kept_files import KeptFiles

SCRIPT = f"/js/{settings.ASSET_VERSION}/attendee.js"


class Pages:
    """An application that says what was asked of it."""

    def __init__(self, status=200):
        self.asked = []
        self._status = status

    async def __call__(self, scope, receive, send):
        self.asked.append(scope)
        await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": self._status, "headers": []})
        await send({"type": "http.response.body", "body": str(len(self.asked)).encode()})


async def body_of(files, path, *headers, method="GET"):
    said = []

    async def send(message):
        said.append(message)

    asked = [(b"host", b"127.0.0.1"), *headers]
    await files({"method": method, "path": path, "headers": asked, "client": ("192.0.2.1", 1)}, None, send)
    return said[1]["body"]


async def test_a_hall_that_asks_at_once_has_each_file_made_once():
    pages = Pages()
    files = KeptFiles(pages)
    cookie, zipped = (b"cookie", b"a=b"), (b"accept-encoding", b"br, gzip")
    bodies = await asyncio.gather(*(body_of(files, SCRIPT, cookie, zipped) for _ in range(20)))
    assert set(bodies) == {b"1"}
    assert await body_of(files, SCRIPT) == b"2"
    assert [scope["headers"] for scope in pages.asked] == [
        [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")],
        [(b"host", b"127.0.0.1")],
    ]


@pytest.mark.parametrize(
    ("path", "method"), [("/js/another-version/attendee.js", "GET"), (SCRIPT, "HEAD"), ("/", "GET")]
)
async def test_nothing_else_is_kept(path, method):
    pages = Pages()
    files = KeptFiles(pages)
    assert [await body_of(files, path, method=method) for _ in range(2)] == [b"1", b"2"]


async def test_what_is_not_there_is_not_kept():
    pages = Pages(404)
    files = KeptFiles(pages)
    assert [await body_of(files, f"{SCRIPT}.js") for _ in range(2)] == [b"1", b"2"]


async def test_kept_files_are_those_that_pages_name(talk):
    page = await talk.newcomer().get(talk.path)
    [address] = [part for part in page.text.split('"') if part.startswith("/js/")]
    plain = await talk.newcomer().get(address)
    for _ in range(2):
        zipped = await talk.newcomer().send(address, None, {"Accept-Encoding": "gzip"})
        assert gzip.decompress(zipped.body) == plain.body
        assert "immutable" in zipped.headers["Cache-Control"]
        assert "Set-Cookie" not in zipped.headers
