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


# Safari ends a composition before its Enter; only its number tells then.
COMPOSED = """(field => {
  for (const name of ["compositionstart", "compositionend"])
    field.dispatchEvent(new CompositionEvent(name, {bubbles: true}));
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}));
})"""


async def test_what_an_attendee_types(engine: Engine, quick: Deployment):
    talk = await Talk.start(quick)
    room = Room(talk, await talk.moderator(), [await talk.attendee()])
    await engine.open(talk.links["attendee"])
    await shows(engine, LIVE)
    # A poll that opens takes no field, and the Enter that ends a composition sends nothing.
    await engine.type(FIELD, HALF)
    await room.do(
        "poll.open", poll=(await room.do("poll.create", title="What is missing?", kind="text"))["poll"]
    )
    await shows(engine, says("#waiting-ask", "Poll open: What is missing?"))
    await engine.run(f"{COMPOSED}(document.querySelector('{FIELD}'))")
    await engine.type(FIELD, WHOLE.removeprefix(HALF))
    await shows(engine, f"document.activeElement === document.querySelector('{FIELD}')")
    assert await engine.run(f"document.querySelector('{FIELD}').value") == WHOLE
    # The words of an answer outlive a reload too; Enter sends them.
    await tap(engine, "document.querySelector('#waiting-ask button')")
    answer = "#poll-view textarea"
    await shows(engine, f"document.querySelector('{answer}')")
    await engine.type(answer, "More time")
    await engine.open(talk.links["attendee"])
    await shows(engine, f"document.querySelector('{answer}')?.value === 'More time'")
    await shows(engine, LIVE)
    await tap(engine, "document.querySelector('#poll-view .poll__send')")
    await shows(engine, says("#poll-view .notice", "Your answer is in"))
    # Words for one's own question stay when somebody votes for it meanwhile.
    await tap(engine, "document.querySelector('#tabs [data-tab=questions]')")
    await tap(engine, "document.querySelector('#ask button:not([type=button])')")
    await tap(engine, "document.querySelector('#lists details.edit summary')")
    await engine.type("#lists details.edit textarea", " Today?")
    await room.people[0].do("question.upvote", question=await room.id_of(WHOLE), on=True)
    await shows(engine, says("#lists details.edit", "can no longer be changed. Your words are kept here."))
    assert " Today?" in await engine.run("document.querySelector('#lists details.edit textarea').value")
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
