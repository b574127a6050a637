"""Pages of one network are made in turns, and other networks are not in that line."""

import asyncio
import time

import pytest

from qa_server.page_turns import AT_ONCE, LONGEST_WAIT_SECONDS, SECONDS_EACH, PageTurns
from tests.support.servers import UVICORN_SQLITE
from tests.support.talks import Talk

FREE, MORE = 20, 20
HALL, ELSEWHERE, HALL_IPV6 = "192.0.2.1", "198.51.100.7", "2001:db8::1"


class Pages:
    """An application whose pages are made when it is told so."""

    def __init__(self):
        self.begun = []
        self.may_end = asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.begun.append(scope["client"][0])
        await self.may_end.wait()


async def ask(turns, pages, *addresses):
    """Ask from these addresses at once; returns the requests when no more of them begin."""
    asked = [asyncio.create_task(turns({"path": "/", "client": (each, 1)}, None, None)) for each in addresses]
    for _ in range(10):
        await asyncio.sleep(0)
    return asked


async def test_a_network_has_two_pages_made_at_once_and_holds_up_no_other():
    pages = Pages()
    turns = PageTurns(pages)
    asked = await ask(turns, pages, *[HALL] * 10, ELSEWHERE, HALL_IPV6)
    assert pages.begun == [HALL] * AT_ONCE + [ELSEWHERE, HALL_IPV6]
    pages.may_end.set()
    await asyncio.gather(*asked)
    assert pages.begun.count(HALL) == 10


async def test_checks_of_health_do_not_wait_for_pages_nor_do_they_come_all_at_once():
    pages = Pages()
    turns = PageTurns(pages)
    asked = await ask(turns, pages, *[HALL] * 10)
    paths = ["/healthz", "/readyz"] * 5
    asked += [asyncio.create_task(turns({"path": path, "client": (HALL, 1)}, None, None)) for path in paths]
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(pages.begun) == AT_ONCE + AT_ONCE
    pages.may_end.set()
    await asyncio.gather(*asked)


async def test_who_goes_away_leaves_the_line():
    pages = Pages()
    turns = PageTurns(pages)
    asked = await ask(turns, pages, *[HALL] * 5)
    for request in asked[:4]:
        request.cancel()
    await asyncio.gather(*asked[:4], return_exceptions=True)
    [last] = await ask(turns, pages, HALL)
    assert len(pages.begun) == AT_ONCE + 2
    pages.may_end.set()
    await asyncio.gather(asked[4], last)


@pytest.fixture(scope="module")
def strict(grounds):
    """A server that makes few pages for one network without a wait."""
    deployment = grounds.deploy(UVICORN_SQLITE, PAGES_PER_NETWORK=str(FREE))
    yield deployment
    deployment.stop()


async def test_who_asks_for_page_after_page_waits_and_gets_each(strict):
    talk = await Talk.start(strict)
    visitor = await talk.visitor()
    began = time.monotonic()
    pages = await asyncio.gather(*(visitor.get(talk.path) for _ in range(FREE + MORE)))
    assert {page.status for page in pages} == {200}
    assert time.monotonic() - began >= min(LONGEST_WAIT_SECONDS, (MORE - 5) * SECONDS_EACH)
    newcomer, watched = talk.newcomer(), await talk.attendee()
    assert (await newcomer.get(talk.path)).status == 200
    assert (await watched.do("question.ask", text="Still quick?"))["question"]
    await talk.close()
