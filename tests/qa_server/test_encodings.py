"""Answers are compressed for those who take it, wherever they come from: memory, files, Django."""

import gzip
import re

import pytest

from qa_server.incoming import refuses_gzip


async def encoding_of(talk, path, accepted):
    """The encoding of an answer, whose body is read accordingly."""
    page = await talk.newcomer().send(path, None, {"Accept-Encoding": accepted} if accepted else {})
    encoding = page.headers["Content-Encoding"]
    text = gzip.decompress(page.body) if encoding else page.body
    assert (page.status, len(text) > 400) == (200, True)
    return encoding


async def test_gzip_is_sent_to_those_who_take_it_and_nobody_else(talk):
    files = re.findall(r'"(/(?:js|css)/[^"]+)"', (await talk.newcomer().get(talk.path)).text)
    assert len(files) == 2
    for path in ("/", talk.path, f"{talk.path}poster/", f"{talk.path}state?role=attendee", *files):
        for accepted in ("gzip", "br, gzip;q=0.5", "gzip ; q=1"):
            assert await encoding_of(talk, path, accepted) == "gzip", (path, accepted)
        for accepted in ("", "identity", "gzip;q=0", "br, GZIP; Q=0.00", "gzip;q=0, br;q=1"):
            assert await encoding_of(talk, path, accepted) is None, (path, accepted)


@pytest.mark.parametrize(
    ("accepted", "refused"),
    [
        (b"gzip;q=0", True),
        (b"br;q=1.0, gzip;q=0.0", True),
        (b"gzip ; q = 0.000", True),
        (b"gzip;q=0.1", False),
        (b"gzip;q=00", False),
        (b"br;q=0, gzip", False),
        (b"xgzip;q=0", False),
        (b"gzip", False),
        (b"\xff;=,,;;=", False),
    ],
)
def test_gzip_is_refused_by_a_weight_of_nought(accepted, refused):
    assert refuses_gzip(accepted) is refused
