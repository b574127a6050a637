"""What one sends stands on the phone once, in every picture: never twice for a moment, and never gone in between."""

import itertools
import json
from collections.abc import Callable

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from ..support.processes import until
from ..support.talks import Talk
from .crowd import Crowd
from .people import Phone

MINE = "Is this seen once?"
NEW = "Is it seen once, reworded?"
# How often the texts are read in each picture the browser paints, once they are read at all.
WATCH = """texts => {
    const seen = window.seen = [];
    const look = () => {
        if (window.seen !== seen) return;
        const rows = [...document.querySelectorAll("#lists .question__text")].map(row => row.textContent.trim());
        const count = rows.filter(row => texts.includes(row)).length;
        if (count || seen.length) seen.push(count);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"


class Frames:
    """What the server says to a page: held back on demand, and let through in any order."""

    def __init__(self) -> None:
        self.holding = False
        self.held: list[tuple[str, str]] = []
        self._send: Callable[[str], None] = lambda frame: None

    async def watch(self, page: Page) -> None:
        """Stand between the page and the server, from its next socket on."""
        await page.route_web_socket("**/ws/**", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        self._send = socket.send
        socket.connect_to_server().on_message(self._pass)

    def _pass(self, frame: str | bytes) -> None:
        kind = kind_of(json.loads(frame))
        if self.holding and kind:
            self.held.append((kind, str(frame)))
        else:
            self._send(str(frame))

    async def release(self, page: Page, order: tuple[str, ...]) -> None:
        """Wait until a frame of each kind was held, and let those of one kind after the other through."""
        await until(lambda: {*order} <= {kind for kind, _ in self.held}, f"{order} came")
        for kind in order:
            for frame in [frame for of, frame in self.held if of == kind]:
                self._send(frame)
            await page.evaluate(PAINTED)
        self.holding, self.held = False, []


def kind_of(frame: dict) -> str:
    """ "ok", "you", or "update" where it has a question in it."""
    if frame["t"] in ("ok", "you"):
        return frame["t"]
    return "update" if frame["t"] == "update" and frame["d"].get("questions") else ""


async def comes(crowd: Crowd, talk: Talk, frames: Frames) -> Phone:
    phone = Phone(await crowd.come())
    await frames.watch(phone.page)
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    return phone


async def seen(phone: Phone) -> set[int]:
    await phone.page.evaluate(PAINTED)
    return set(await phone.page.evaluate("window.seen"))


async def test_a_question_stands_once_whatever_is_told_first(crowd: Crowd, talk: Talk):
    frames = Frames()
    phone = await comes(crowd, talk, frames)
    found = {}
    for n, order in enumerate(itertools.permutations(("ok", "you", "update"))):
        mine = f"{MINE} {n}"
        if n == 3:  # from here on the list has others and does not follow by itself
            await (await talk.attendee()).do("question.ask", text="Of somebody else")
            await expect(phone.news.or_(phone.list.filter(has_text="Of somebody else")).first).to_be_visible()
        await phone.page.evaluate(WATCH, [mine])
        frames.holding = True
        await phone.ask(mine)
        await frames.release(phone.page, order)
        found[order] = await seen(phone)
        if n < 3:  # an empty list again
            await phone.page.locator("#lists details.edit summary").first.tap()
            await phone.page.locator("#lists").get_by_role("button", name="Withdraw").first.tap()
            await expect(phone.page.locator("#empty")).to_contain_text("No questions yet")
    assert found == {key: {1} for key in found}


async def test_a_question_that_is_reviewed_stands_once(crowd: Crowd, moderated_talk: Talk):
    frames = Frames()
    phone = await comes(crowd, moderated_talk, frames)
    found = {}
    for n, order in enumerate(itertools.permutations(("ok", "you"))):
        mine = f"{MINE} {n}"
        await phone.page.evaluate(WATCH, [mine])
        frames.holding = True
        await phone.ask(mine)
        await frames.release(phone.page, order)
        found[order] = await seen(phone)
    assert found == {key: {1} for key in found}


@pytest.mark.parametrize("told", [True, False], ids=["acknowledged", "not"])
async def test_a_question_stands_once_after_a_reload(crowd: Crowd, talk: Talk, told: bool):
    frames = Frames()
    phone = await comes(crowd, talk, frames)
    frames.holding = True
    await phone.ask(MINE)
    await until(lambda: len(frames.held) >= 3, "the server has it")
    if told:
        await frames.release(phone.page, ("ok",))
        frames.holding = True
    await phone.page.add_init_script(
        f"({WATCH})({json.dumps([MINE])})".replace("document.query", "document.body && document.query")
    )
    frames.held = []
    await phone.page.reload()
    await phone.is_live()
    frames.holding = False
    await expect(phone.page.get_by_text(MINE)).to_have_count(1)
    assert await seen(phone) == {1}


async def test_new_words_replace_the_old_ones_at_once(crowd: Crowd, talk: Talk):
    frames = Frames()
    phone = await comes(crowd, talk, frames)
    found = {}
    for n, order in enumerate(itertools.permutations(("ok", "you", "update"))):
        old, new = f"{MINE} {n}", f"{NEW} {n}"
        await phone.ask(old)
        row = phone.page.locator("#lists li").filter(has_text=old)
        await row.locator("summary").tap()
        await row.get_by_role("textbox").fill(new)
        await phone.page.evaluate(WATCH, [old, new])
        await phone.page.evaluate(WATCH_ORDER, [old, new])
        frames.holding = True
        await row.get_by_role("button", name="Save").tap()
        await frames.release(phone.page, order)
        found[order] = (await seen(phone), await phone.page.evaluate("window.wentBack"))
    assert found == dict.fromkeys(found, ({1}, False))


# Whether the old words were read after the new ones, or after the form that replaces them had gone.
WATCH_ORDER = """([old, now]) => {
    window.wentBack = false;
    let saved = false, wasOld = false;
    const look = () => {
        const rows = [...document.querySelectorAll("#lists .question")];
        const has = words => rows.find(row => row.querySelector(".question__text").textContent.trim() === words);
        saved ||= Boolean(has(now)) || !document.querySelector("#lists details.edit[open]");
        const isOld = saved && Boolean(has(old));
        window.wentBack ||= isOld && wasOld; // what is drawn next in this picture is not there yet
        wasOld = isOld;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
