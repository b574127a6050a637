"""The frames that tests/js is given are those a real server sends."""

from tests.support.recorded import FILE, record, text_of
from tests.support.servers import UVICORN_SQLITE, Grounds

ANEW = "the wire changed: run `.venv/bin/python -m tests.support.recorded`, then `node --test tests/js/`"


async def test_frames_recorded_for_the_pages_are_what_the_server_sends(grounds: Grounds):
    deployment = grounds.deploy(UVICORN_SQLITE)
    try:
        recorded = text_of(await record(deployment))
    finally:
        deployment.stop()
    kept = FILE.read_text()
    assert recorded.splitlines() == kept.splitlines(), ANEW
