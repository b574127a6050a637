"""The talk in the browsers that half the hall has: what is typed, kept, sent and heard in WebKit and in Firefox."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from ..support.processes import until
from ..support.servers import UVICORN_SQLITE, Deployment, Grounds
from ..support.talks import Talk
from .engines import ENGINES, Engine, shows
from .line import Line
from .rooms import Room
from .test_bad_wifi import votes

HALF, WHOLE = "What would it take", "What would it take to start?"
LIVE = "document.querySelector('#connection').textContent.includes('Live')"
FIELD = "#ask textarea"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def quick(grounds: Grounds) -> AsyncIterator[Deployment]:
    """A server that is never silent for longer than two seconds."""
    deployment = await asyncio.to_thread(grounds.deploy, UVICORN_SQLITE, BEAT_SECONDS="2")
    yield deployment
    await asyncio.to_thread(deployment.stop)


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=ENGINES)
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    engine = await ENGINES[request.param]()
    yield engine
    await engine.close()


async def tap(engine: Engine, element: str) -> None:
    """Tap what an expression finds, once it is there."""
    await shows(engine, element)
    await engine.run(f"({element}).click()")


def says(part: str, text: str) -> str:
    return f"document.querySelector('{part}')?.textContent.includes('{text}')"


async def test_the_talk_of_an_attendee(engine: Engine, quick: Deployment):
    talk = await Talk.start(quick)
    line = await Line.lay(quick.base)
    room = Room(talk, await talk.moderator(), [await talk.attendee() for _ in range(3)])
    await room.ask("What changed?")
    await engine.open(line.base + talk.path)
    await shows(engine, LIVE)
    # What is typed outlives a reload.
    await engine.type(FIELD, HALF)
    await engine.open(line.base + talk.path)
    await shows(engine, f"document.querySelector('{FIELD}').value === '{HALF}'")
    await shows(engine, LIVE)
    await engine.type(FIELD, WHOLE.removeprefix(HALF))
    await tap(engine, "document.querySelector('#ask button:not([type=button])')")
    assert await room.id_of(WHOLE)
    # Votes of others arrive; one's own is counted once.
    vote = "[...document.querySelectorAll('#list button')].find(b => b.textContent.includes('Upvote question 1,'))"
    await tap(engine, vote)
    await until(lambda: votes(talk) == 1, "the vote is stored")
    question = await room.id_of("What changed?")
    await room.people[0].do("question.upvote", question=question, on=True)
    await shows(engine, f"{vote}.textContent.includes('2')")
    # A line that died in silence is replaced.
    line.strand()
    await room.people[1].do("question.upvote", question=question, on=True)
    await shows(engine, f"{vote}.textContent.includes('3')")
    # A vote without a line outlives a reload of the page and is sent once.
    await shows(engine, LIVE)
    line.cut()
    await shows(engine, says("#connection", "Reconnecting"))
    await tap(engine, vote)
    await shows(engine, f"{vote}.getAttribute('aria-pressed') === 'false'")
    line.mend()
    await until(lambda: votes(talk) == 2, "the vote was taken back")
    # A poll is answered.
    await room.poll("Where should we start?")
    await tap(engine, "document.querySelector('#tabs [data-tab=poll]')")
    await shows(engine, "document.querySelectorAll('#poll-view .option').length === 3")
    await tap(engine, "document.querySelector('#poll-view .option input')")
    await shows(engine, says("#poll-view .notice", "1 answer"))
    await line.remove()
    await talk.close()


@pytest.mark.parametrize("page", ["desk", "screen", "remote"])
async def test_the_pages_of_the_host(engine: Engine, quick: Deployment, page: str):
    talk = await Talk.start(quick)
    moderator = await talk.moderator()
    await engine.open(talk.links["moderator"])
    await engine.open(f"{quick.base}{talk.path}{page}/")
    await moderator.do("stage.show", view="questions")
    await (await talk.attendee()).do("question.ask", text=WHOLE)
    await shows(engine, f"document.body.textContent.includes('{WHOLE}')")
    await talk.close()
