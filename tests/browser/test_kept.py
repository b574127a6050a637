"""What a browser kept is not to be trusted, and what a page says is kept is kept."""

import json
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import WebSocketRoute, expect

from ..support.talks import Talk
from .crowd import LAPTOP, WALL, Crowd
from .people import Desk, Phone, reads
from .rooms import Room
from .storage import BREAK, FORBID, WRITE, Anything

QUIET_LINE = "Reconnecting… what you type is kept"
THREE = ["Research", "Training", "Tools"]
PARTS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("choice", {}, THREE), ("wordcloud", {"most": 3}, []), ("text", {}, []), ("rating", {"steps": 5}, []),
    ("ranking", {}, THREE), ("number", {}, []), ("points", {}, THREE),
]  # fmt: skip
VALUES, AT_ONCE = 300, 20


@pytest_asyncio.fixture(loop_scope="session")
async def host(talk: Talk) -> Room:
    """Somebody who leads the talk."""
    return Room(talk, await talk.moderator(), [])


@pytest_asyncio.fixture(loop_scope="session")
async def phone(crowd: Crowd, talk: Talk) -> Phone:
    """An attendee, beside a question of somebody else's."""
    await (await talk.attendee()).do("question.ask", text="What changed?")
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    return phone


async def open_poll(host: Room, title: str, **fields: Any) -> int:
    """Make a poll and open it."""
    poll = (await host.do("poll.create", title=title, **fields))["poll"]
    await host.do("poll.open", poll=poll)
    return poll


def poll_of(model: dict[str, Any], poll: int) -> dict[str, Any]:
    return next((each for each in model["state"]["polls"] if each["id"] == poll), {})


# --- what was kept outlives what it refers to ------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ranking", "points", "choice"])
async def test_a_poll_that_was_corrected_is_answered_afresh(host: Room, phone: Phone, kind: str):
    settings = {"highest": 2, "lowest": 2} if kind == "choice" else {}
    poll = await open_poll(
        host, "Where to start?", kind=kind, options=["Reserch", "Training"], settings=settings
    )
    first = {
        "ranking": ".rank__add",
        "points": ".points__step:not([aria-disabled=true])",
        "choice": ".option",
    }[kind]
    await phone.poll.locator(first).first.tap()
    await phone.poll.locator(first).first.tap() if kind == "points" else None
    await host.do("poll.reset", poll=poll)
    fields = {"results": "live", "show_count": True, "named": False, "seconds": 0, "settings": settings}
    await host.do(
        "poll.update", poll=poll, title="Where to start?", options=["Research", "Training"], **fields
    )
    await host.do("poll.open", poll=poll)
    for _ in range(2):
        await expect(phone.poll).to_contain_text("Research")
        await phone.show("Questions")
        text = f"Does it still work? {_}"
        await phone.ask(text)
        shown = phone.page.get_by_role("listitem").filter(has_text=text)
        await expect(shown.filter(has_text="Yours")).to_have_count(1)
        await phone.page.reload()
        await phone.is_live()
        await phone.show("Poll")
    await expect(phone.poll.locator(".is-chosen, :checked, .rank__place, .points__left--done")).to_have_count(
        0
    )


async def test_a_code_used_again_finds_nothing_of_the_session_before(host: Room, phone: Phone, talk: Talk):
    poll = await open_poll(host, "What matters?", kind="text")
    await phone.poll.get_by_role("textbox").fill("Of the morning")
    await phone.show("Questions")
    await phone.field.fill("Also of the morning")
    kept = await phone.page.evaluate("Object.keys(localStorage)")
    ours = [key for key in kept if key.startswith("openfloor")]
    assert [key for key in kept if talk.code in key] == []
    assert f"openfloor.2.{talk.session_id}.poll.{poll}" in ours
    assert f"openfloor.2.{talk.session_id}.draft" in ours


async def test_what_an_earlier_version_kept_is_carried_over(phone: Phone, talk: Talk):
    old = {
        f"draft-{talk.code}": "Half a question", "name": "Amara",
        f"outbox-{talk.code}": '[{"id": "1", "text": "Never sent", "name": ""}]', f"drafts-{talk.code}": "[[1, [2]]]",
    }  # fmt: skip
    await phone.page.evaluate(WRITE, old)
    await phone.page.reload()
    await phone.is_live()
    await expect(phone.field).to_have_value("Never sent\nHalf a question")
    await reads(phone.page.locator("#as-name"), "Amara")


async def test_many_sessions_leave_a_bounded_trace(phone: Phone, talk: Talk):
    left = {
        f"openfloor.2.{90_000 + n}.{name}": str(n) for n in range(60) for name in ("used", "draft", "poll.1")
    }
    await phone.page.evaluate(WRITE, left)
    await phone.page.reload()
    await phone.is_live()
    keys = await phone.page.evaluate("Object.keys(localStorage)")
    sessions = {key.split(".")[2] for key in keys if key.startswith("openfloor.2.")} - {"browser"}
    assert len(sessions) == 20
    assert {str(talk.session_id), "90059"} <= sessions
    assert "90000" not in sessions


@pytest.mark.parametrize("way", [FORBID, BREAK], ids=["forbidden", "full"])
async def test_pages_work_without_storage(crowd: Crowd, host: Room, talk: Talk, way: str):
    poll = await open_poll(host, "Where to start?", kind="choice", options=THREE)
    phone, desk = Phone(await crowd.come()), Desk(await crowd.come(LAPTOP))
    screen = await crowd.come(WALL)
    for page, link in ((phone.page, "attendee"), (desk.page, "moderator"), (screen, "screen")):
        await page.add_init_script(way)
        await page.goto(talk.links[link])
    await phone.is_live()
    await takes_part(phone, host, poll, "Without storage?")
    await desk.press("New poll")
    await desk.page.get_by_label("What do you want to ask?").fill("Still here?")
    await expect(screen.locator("#picture")).to_contain_text("Where to start?")
    await desk.page.goto(talk.links["remote"])
    await expect(desk.page.locator("#connection")).to_contain_text("Live")


async def takes_part(phone: Phone, host: Room, poll: int, text: str, option: str = THREE[1]) -> None:
    """Ask, vote for it and take it back, and answer a poll: what everybody must be able to do."""
    await phone.show("Questions")
    await phone.field.fill(text)
    await phone.page.get_by_role("button", name="Send", exact=True).tap()
    shown = phone.page.get_by_role("listitem").filter(has_text=text)
    await expect(shown.filter(has_text="Yours")).to_have_count(1)
    for score in (1, 0):
        await phone.vote(1)
        await host.moderator.until(
            lambda model, wanted=score: model["state"]["questions"][0]["score"] == wanted, f"{score} votes"
        )
    await phone.show("Poll")
    await phone.poll.locator(".option").filter(has_text=option).first.tap()
    place = THREE.index(option)
    await host.moderator.until(
        lambda model: (poll_of(model, poll)["results"] or {}).get("counts", [0, 0, 0])[place] == 1,
        f"{option} has the answer",
    )


async def test_any_value_in_storage_leaves_a_working_page(crowd: Crowd, host: Room, phone: Phone, talk: Talk):
    crowd.expect("Failed to load resource")
    quiz = (await host.do("poll.create", title="Quiz", kind="quiz"))["poll"]
    asked = await host.do(
        "poll.create",
        title="Which?",
        kind="quiz_question",
        parent=quiz,
        options=THREE,
        settings={"correct": [1]},
    )
    await host.do("poll.open", poll=quiz)
    await host.do("poll.open", poll=asked["poll"])
    await host.do("poll.close", poll=quiz)
    survey = (await host.do("poll.create", title="How was it?", kind="survey"))["poll"]
    parts = [
        (
            await host.do(
                "poll.create", title=kind, kind=kind, parent=survey, options=options, settings=settings
            )
        )["poll"]
        for kind, settings, options in PARTS
    ]
    await host.do("poll.open", poll=survey)
    model = await host.moderator.until(lambda model: poll_of(model, survey).get("state") == "open" and model)
    options = [option["id"] for each in model["state"]["polls"] for option in each["options"]]
    anything = Anything(7, talk.session_id, talk.code, [*parts, quiz, asked["poll"], survey, *options])
    for at in range(VALUES // AT_ONCE):
        await phone.page.evaluate("localStorage.clear()")
        await phone.page.evaluate(WRITE, anything.batch(AT_ONCE))
        await phone.page.reload()
        await phone.is_live()
        await takes_part(phone, host, parts[0], f"Question {at}?", THREE[at % 3])


async def test_any_value_in_storage_leaves_a_working_desk(crowd: Crowd, host: Room, talk: Talk):
    poll = (await host.do("poll.create", title="Prepared", kind="rating"))["poll"]
    desk = Desk(await crowd.come(LAPTOP))
    await desk.page.goto(talk.links["moderator"])
    anything = Anything(8, talk.session_id, talk.code, [poll, 1, 2, 3])
    for at in range(6):
        places = [
            f"openfloor.2.{talk.session_id}.draft.{place}" for place in ("new", f"poll {poll}", "part of 3")
        ]
        values = anything.batch(AT_ONCE) | {place: anything.value() for place in places}
        await desk.page.evaluate(WRITE, values)
        await desk.page.reload()
        await expect(desk.page.locator(".pollcard").filter(has_text="Prepared").first).to_be_visible()
        await host_asks(talk, f"Question {at}?")
        await reads(desk.live.filter(has_text=f"Question {at}?").locator(".card__text"), f"Question {at}?")
    for link, box in (("screen", "#wall"), ("remote", "#main")):
        await desk.page.goto(talk.links[link])
        await desk.page.evaluate(WRITE, anything.batch(AT_ONCE))
        await desk.page.reload()
        await expect(desk.page.locator(box)).to_be_visible()


async def host_asks(talk: Talk, text: str) -> None:
    await (await talk.attendee()).do("question.ask", text=text)


# What draws the form for questions fails from now on.
FORBIDS = """Object.defineProperty(document.getElementById("composer"), "hidden",
  {set() { throw new Error("another program forbids it"); }})"""


async def test_one_view_that_fails_stops_no_other(crowd: Crowd, host: Room, phone: Phone):
    crowd.expect("could not be drawn")
    await phone.page.evaluate(FORBIDS)
    poll = await open_poll(host, "Where to start?", kind="choice", options=THREE)
    await expect(phone.poll).to_contain_text("Where to start?")
    await takes_part(phone, host, poll, "Does the rest go on?")
    told = [words for words in crowd.complaints if "could not be drawn" in words]
    assert len(told) == 1, told


def spoilt(frame: str | bytes) -> str | bytes:
    """The frame, but no poll of an update has options."""
    read = json.loads(frame)
    for poll in read["d"].get("polls", []) if read["t"] == "update" else []:
        poll["options"] = None
    return json.dumps(read)


@pytest.mark.parametrize("link", ["attendee", "moderator", "screen", "remote"])
async def test_a_state_that_cannot_be_drawn_is_fetched_anew(crowd: Crowd, host: Room, talk: Talk, link: str):
    crowd.expect("could not be drawn")
    page = await crowd.come(LAPTOP)

    def carry(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda frame: socket.send(spoilt(frame)))

    await page.route_web_socket("**/ws/**", carry)
    await page.goto(talk.links[link])
    if link == "attendee":
        await Phone(page).is_live()
    await open_poll(host, "Where to start?", kind="choice", options=THREE)
    if link == "remote":
        return await expect(page.locator("main")).to_contain_text("Where to start?")
    await expect(page.get_by_text("Training").first).to_be_visible()
    assert [words for words in crowd.complaints if "could not be drawn" in words]
    return None
