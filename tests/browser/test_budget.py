"""What a page may cost on a phone in a full hall (the budgets of docs/architecture.md)."""

import random
from string import ascii_lowercase

from playwright.async_api import Page, Response

from ..support.processes import until
from ..support.talks import Talk
from .crowd import Crowd
from .line import Line
from .people import Phone
from .rooms import Room

PAGE_BYTES, PAGE_REQUESTS = 60_000, 8
HOST_PAGE_REQUESTS = 12
STATE_BYTES, STATE_QUESTIONS = 30_000, 200
VOTE_BYTES = 300
TAP_MS = 50
SLOW_PHONE = 4  # times slower than this machine


async def test_the_phone_page_is_light(crowd: Crowd, moderated_talk: Talk):
    await Room.fill(moderated_talk)
    phone = Phone(await crowd.come())
    loaded = await count_bytes(phone.page)
    answers: list[Response] = []
    phone.page.on("response", lambda answer: answers.append(answer))
    await phone.page.goto(moderated_talk.links["attendee"])
    await phone.is_live()
    await phone.page.wait_for_load_state("networkidle")
    assert sum(loaded.values()) <= PAGE_BYTES, loaded
    assert len(loaded) <= PAGE_REQUESTS, loaded
    compressed = {answer.url: answer.headers.get("content-encoding") for answer in answers if is_code(answer)}
    assert set(compressed.values()) == {"gzip"}, compressed


async def test_each_page_for_hosts_is_few_requests(crowd: Crowd, moderated_talk: Talk):
    await Room.fill(moderated_talk)
    page = await crowd.come()
    await page.goto(moderated_talk.links["moderator"])
    for name in ("desk", "screen", "remote"):
        loaded = await count_bytes(page)
        await page.goto(f"{moderated_talk.links['attendee']}{name}/")
        await page.wait_for_load_state("networkidle")
        assert len([one for one in loaded if f"/{name}.js" in one]) == 1, loaded
        assert len(loaded) <= HOST_PAGE_REQUESTS, loaded


def is_code(answer: Response) -> bool:
    """Whether it is what pages are made of."""
    return answer.request.resource_type in ("document", "stylesheet", "script")


async def count_bytes(page: Page) -> dict[str, int]:
    """What the page loads from now on: bytes on the wire, headers included, by request and address."""
    loaded: dict[str, int] = {}
    addresses: dict[str, str] = {}
    protocol = await page.context.new_cdp_session(page)

    def asked(event: dict) -> None:
        addresses[event["requestId"]] = f"{event['requestId']} {event['request']['url']}"

    def came(event: dict) -> None:
        if address := addresses.get(event["requestId"]):  # what the page before asked for may still come
            loaded[address] = int(event["encodedDataLength"])

    protocol.on("Network.requestWillBeSent", asked)
    protocol.on("Network.loadingFinished", came)
    await protocol.send("Network.enable")
    await protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return loaded


async def test_joining_a_long_session_is_light(crowd: Crowd, talk: Talk):
    await ask_many(talk)
    page = await crowd.come()
    answer = await page.request.get(f"{talk.links['attendee']}state?role=attendee")
    questions = (await answer.json())["d"]["questions"]
    assert 50 <= len(questions) < STATE_QUESTIONS  # those a list begins with
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) <= STATE_BYTES


async def ask_many(talk: Talk) -> None:
    """Ask as many questions as a long evening brings, in words that repeat less than any language."""
    attendee, dice = await talk.attendee(), random.Random(1)
    for _ in range(STATE_QUESTIONS):
        words = (
            "".join(dice.choices(ascii_lowercase, k=dice.randint(2, 9))) for _ in range(dice.randint(6, 22))
        )
        text = " ".join(words)[:159] + "?"
        await attendee.do("question.ask", text=text, name=dice.choice(["", "", "Amara", "Priya", "Jonas"]))


async def test_a_vote_is_a_few_bytes(crowd: Crowd, talk: Talk):
    await (await talk.attendee()).do("question.ask", text="What changed?")
    phone = Phone(await crowd.come())
    frames: list[str] = []

    def note(frame: str | bytes) -> None:
        if '"question.upvote"' in str(frame) or '"t":"ok"' in str(frame):
            frames.append(str(frame))

    phone.page.on(
        "websocket", lambda socket: [socket.on(way, note) for way in ("framesent", "framereceived")]
    )
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    await phone.vote(1)
    await until(lambda: len(frames) == 2, "the vote and its answer")
    assert sum(len(frame.encode()) for frame in frames) <= VOTE_BYTES, frames


async def test_a_tap_is_answered_at_once_on_a_slow_phone(crowd: Crowd, line: Line, talk: Talk):
    await ask_many(talk)
    phone = Phone(await crowd.come())
    await phone.page.goto(line.base + talk.path)
    await phone.is_live()
    line.is_deaf = True  # whatever shows now, the server did not say
    protocol = await phone.page.context.new_cdp_session(phone.page)
    await protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})
    taps = [await tap(phone.page, number) for number in range(1, 6)]
    assert min(taps) <= TAP_MS, taps


async def tap(page: Page, number: int) -> float:
    """Vote for a question; returns the milliseconds until the button says so."""
    button = page.get_by_role("button", name=f"Upvote question {number},")
    took = await button.evaluate(
        "button => { const at = performance.now(); button.click(); return performance.now() - at; }"
    )
    assert await button.get_attribute("aria-pressed") == "true"
    return took


async def test_the_crowd_hears_complaints(crowd: Crowd, talk: Talk):
    page = await crowd.come()
    await page.goto(talk.links["attendee"])
    await page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.test/x.png'}))"
    )
    await page.evaluate("setTimeout(() => { throw new Error('oops') })")
    await until(lambda: len(crowd.complaints) == 3, "all complaints")
    found = "\n".join(crowd.complaints)
    for complaint in ("Content Security Policy", "another origin", "oops"):
        assert complaint in found
    crowd.complaints.clear()
