"""Other programs act on our pages: translators, cleaners, input methods, keyboards of other alphabets."""

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .people import Phone
from .rooms import OPTIONS, Room

TITLE = "Where should we start?"
ASKED = "Which data could councils share?"

# What translators do: every text is replaced by an element with another text, and so is what comes later.
TRANSLATE = """how => {
  const known = new WeakSet();
  const skip = "script, style, svg, textarea, .translated";
  function put(text) {
    if (!text.data.trim() || known.has(text) || text.parentElement?.closest(skip)) return;
    const font = document.createElement("font");
    font.className = "translated";
    const inner = font.appendChild(document.createElement("font"));
    if (how === "replaces") {
      inner.textContent = text.data;
      text.parentNode.replaceChild(font, text);
    } else {
      text.parentNode.insertBefore(font, text);
      inner.append(text);
    }
  }
  function all(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(put);
  }
  all(document.body);
  new MutationObserver(records => {
    for (const {addedNodes, target, type} of records) {
      if (type === "characterData") all(target.parentNode ?? target);
      for (const node of addedNodes) if (node.isConnected) node.nodeType === 3 ? put(node) : all(node);
    }
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
# What cleaners and blockers do: nodes that show nothing are thrown away.
CLEAN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach(comment => comment.remove());
}"""
# What password managers and dark modes do: elements and attributes of their own, everywhere.
DECORATE = """() => {
  for (const element of document.querySelectorAll("body *:not(script, svg *)")) {
    element.setAttribute("data-darkreader-inline-color", "");
    element.style.setProperty("--darkreader-inline-color", "#e8e6e3");
  }
  for (const field of document.querySelectorAll("input, textarea, button"))
    field.insertAdjacentHTML("afterend", "<div data-lastpass-icon-root></div>");
  for (const list of document.querySelectorAll("ul, ol, main, section"))
    list.insertAdjacentHTML("afterbegin", "<span hidden data-extension></span>");
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def room(talk: Talk) -> Room:
    room = Room(talk, await talk.moderator(), [await talk.attendee() for _ in range(3)])
    await room.ask(ASKED)
    return room


async def everybody(crowd: Crowd, talk: Talk) -> dict[str, Page]:
    """The four pages, each live."""
    pages = {}
    for link, device in {"attendee": PHONE, "moderator": LAPTOP, "screen": WALL, "remote": PHONE}.items():
        pages[link] = await crowd.come(device)
        await pages[link].goto(talk.links[link])
    await expect(pages["attendee"].locator("#connection")).to_contain_text("Live")
    await expect(pages["remote"].locator("#connection")).to_contain_text("Live")
    return pages


@pytest.mark.parametrize("doing", ["replaces", "wraps", "decorates and cleans"])
async def test_pages_go_on_while_other_programs_change_them(crowd: Crowd, talk: Talk, room: Room, doing: str):
    question = await room.id_of(ASKED)
    await room.do("stage.show", view="questions")
    pages = await everybody(crowd, talk)
    phone, desk, screen, remote = pages.values()
    for page in pages.values():
        for script in [DECORATE, CLEAN] if "cleans" in doing else [TRANSLATE]:
            await page.evaluate(script, doing)
    for votes, person in enumerate(room.people, 1):
        await person.do("question.upvote", question=question, on=True)
        await expect(phone.get_by_role("button", name="Upvote question 1,")).to_contain_text(str(votes))
        await expect(desk.locator(".card__votes").first).to_contain_text(str(votes))
        await expect(screen.locator("#stage")).to_contain_text(f"{votes} vote")
    await room.ask("And what comes later?")
    await expect(phone.locator("#news")).to_contain_text("1 new")
    await expect(desk.locator("[data-queue=questions] > li")).to_have_count(2)
    await expect(screen.locator("#stage")).to_contain_text("And what comes later?")
    poll = await room.poll(TITLE)
    await room.do("stage.show", view="poll", poll=poll)
    await phone.locator("#tabs").get_by_role("link", name="Poll").tap()
    await phone.get_by_text(OPTIONS[1]).tap()
    await expect(phone.locator("#poll-view .notice")).to_contain_text("1 answer")
    await expect(screen.locator("#stage")).to_contain_text("1 answer")
    await expect(desk.locator(".pollcard").first).to_contain_text("1 answer")
    await expect(remote.locator("main")).to_contain_text(TITLE)
    options = [option for each in room.moderator.model["state"]["polls"] for option in each["options"]]
    option = next(option["id"] for option in options if option["text"] == OPTIONS[0])
    for answers, person in enumerate(room.people, 2):
        await person.do("poll.answer", poll=poll, options=[option])
        await expect(phone.locator("#poll-view .notice")).to_contain_text(f"{answers} answers")
        await expect(screen.locator("#stage")).to_contain_text(f"{answers} answers")
    await remote.get_by_role("button", name="Join", exact=True).tap()
    await expect(screen.locator("#stage")).to_contain_text("scan the code")
    # What is done on an earlier stage than the present one is refused.
    await expect(desk.get_by_role("button", name="Join", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await desk.get_by_role("button", name="Questions", exact=True).click()
    await expect(screen.locator("#stage")).to_contain_text(ASKED)


async def test_the_enter_that_ends_a_composition_in_safari_sends_nothing(
    crowd: Crowd, talk: Talk, room: Room
):
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    compose = """field => {
      field.focus();
      field.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
      field.value = "どのデー";
      field.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
      field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
      field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}));
    }"""
    await phone.field.evaluate(compose)
    await expect(phone.field).to_have_value("どのデー")
    await room.do("poll.open", poll=(await room.do("poll.create", kind="text", title="Why?"))["poll"])
    await phone.show("Poll")
    answer = phone.poll.get_by_role("textbox")
    await answer.evaluate(compose)
    await expect(answer).to_have_value("どのデー")
    await room.ask("What came after?")
    await room.id_of("What came after?")
    await expect(phone.page.locator("#own > li")).to_have_count(0)
    assert len(room.moderator.model["state"]["questions"]) == 2


async def test_keys_of_a_cyrillic_keyboard_move_the_stage(crowd: Crowd, talk: Talk, room: Room):
    screen = await crowd.come(WALL)
    await screen.goto(talk.links["moderator"])
    await screen.goto(f"{talk.deployment.base}{talk.path}screen/")
    press = "([key, code]) => dispatchEvent(new KeyboardEvent('keydown', {key, code, cancelable: true}))"
    await expect(screen.locator("#stage")).to_contain_text("scan the code")
    await room.moderator.until(lambda model: model["state"]["stage"]["view"] == "join")

    async def shows(key: str, code: str, view: str) -> None:
        while room.moderator.model["state"]["stage"]["view"] != view:  # once its second line is there
            await screen.evaluate(press, [key, code])
            await screen.wait_for_timeout(200)

    await shows("й", "KeyQ", "questions")
    await shows("и", "KeyB", "blank")
    await shows("о", "KeyJ", "join")


# What cleaners take away, besides: whatever shows nothing at the moment, and then what they dislike.
EMPTY = (
    "announcer left ask-error toasts news more own pinned empty answered waiting-ask waiting-poll offline"
    " review kept unsent"
)
SHOWN = "connection sorts as questions-title"
TAKE_AWAY = "ids => ids.split(' ').forEach(id => document.getElementById(id)?.remove())"


async def test_parts_that_were_taken_away_stop_nothing_else(crowd: Crowd, talk: Talk, room: Room):
    screen = await crowd.come(WALL)
    gone = f"({TAKE_AWAY})('line line-words note')"
    await screen.add_init_script(f"addEventListener('DOMContentLoaded', () => {gone})")
    await screen.goto(talk.links["screen"])
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await room.do("stage.show", view="poll", poll=await room.poll(TITLE))
    await expect(screen.locator("#stage")).to_contain_text(TITLE)
    for n, ids in enumerate((EMPTY, f"{EMPTY} {SHOWN}")):
        await phone.page.reload()
        await phone.is_live()
        await phone.page.evaluate(TAKE_AWAY, ids)
        await phone.show("Questions")
        await phone.ask(f"Is this heard? {n}")
        await room.id_of(f"Is this heard? {n}")
        await phone.vote(1)
        await room.moderator.until(
            lambda model, score=1 - n: model["state"]["questions"][0]["score"] == score, "the vote"
        )
        await phone.show("Poll")
        for option in OPTIONS[:2]:
            await phone.choose(option)
            await expect(phone.notice).to_contain_text("Your answer is in · 1 answer")
