"""Every kind of poll, answered by nobody, by one, by five and by five hundred people: whole, legible and right, on a
small phone and on the big screen, by day and by night, in short words and in long ones."""

import re
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Page, expect

from ..support.answered import fill_sessions
from ..support.servers import Deployment
from ..support.talks import Talk
from .axe import SIDEWAYS, Audit
from .crowd import SMALL_PHONE, Crowd
from .legible import faults
from .lengths import wrong_lengths
from .rooms import Room

WIDE, SQUARISH = {"width": 1280, "height": 720}, {"width": 1024, "height": 768}
ENGLISH, FRENCH = "en-GB", "fr-FR"

# What the tables say of results: the column of the numbers, and the numbers.
NUMBERS = {
    "choice": (1, lambda results: results["counts"]),
    "quiz_question": (1, lambda results: results["counts"]),
    "rating": (1, lambda results: results["counts"]),
    "number": (1, lambda results: [each["count"] for each in results["bins"]]),
    "ranking": (2, lambda results: sorted(results["scores"], reverse=True)),
    "points": (1, lambda results: results["sums"]),
    "wordcloud": (1, lambda results: [word["count"] for word in results["words"]]),
    "text": (0, lambda results: [card["text"] for card in results["cards"]]),
    "survey": (1, lambda results: results["parts"]),
}
CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
# The parts of a picture, one for each option, step, word …
PARTS = {"wordcloud": ".word", "rating": ".column", "number": ".bin", "survey": ".choice"}


class Look(NamedTuple):
    """How the pages are looked at."""

    people: int
    wording: str
    locale: str
    theme: str


LOOKS = [
    Look(0, "long", FRENCH, "light"),
    Look(1, "short", ENGLISH, "light"),
    Look(5, "short", ENGLISH, "dark"),
    Look(500, "long", FRENCH, "dark"),
]


class Showing:
    """The polls of a session, shown one after the other on a phone and a screen. `problems` is all that is wrong."""

    def __init__(self, look: Look, made: dict[str, Any], room: Room, phone: Page, wall: Page) -> None:
        self.look, self.made, self.room, self.phone, self.wall = look, made, room, phone, wall
        self.audit = Audit()
        self.problems = self.audit.problems

    @classmethod
    async def begin(cls, crowd: Crowd, deployment: Deployment, look: Look) -> "Showing":
        """Fill a session and open both pages."""
        [made] = fill_sessions(deployment, (look.people, look.wording))
        talk = Talk.join(deployment, made)
        media = {"locale": look.locale, "color_scheme": look.theme, "reduced_motion": "reduce"}
        phone = await crowd.come(SMALL_PHONE, **media)
        if made["cookie"]:
            await phone.context.add_cookies([{**made["cookie"], "url": deployment.base}])
        wall = await crowd.come({"viewport": WIDE}, **media)
        await phone.goto(talk.links["attendee"])
        await wall.goto(f"{talk.links['screen']}")
        await wall.goto(f"{wall.url}?theme={look.theme}")
        return cls(look, made, Room(talk, await talk.moderator(), []), phone, wall)

    async def show(self, name: str, poll: int) -> None:
        """Open a poll again and judge both pages."""
        await self.room.do("poll.open", poll=poll)
        await expect(self.wall.locator("#picture h2")).to_contain_text(f"{name} ·")
        await expect(self.phone.locator("#poll-title")).to_contain_text(f"{name} ·")
        await self.judge(name)
        await self.compare(name, poll)

    async def judge(self, name: str) -> None:
        """Look at both pages as they are."""
        for page, root, sizes in ((self.phone, "#poll-view", [None]), (self.wall, "#wall", [SQUARISH, WIDE])):
            for size in sizes:
                if size:
                    await page.set_viewport_size(size)
                where = f"{name} on {root} {size or ''}"
                self.problems += [f"{where}: {words}" for words in await faults(page, root)]
                self.problems += [f"{where}: {words}" for words in await wrong_lengths(page)]
            await self.audit.glance(page, f"{name} on {root}", color_scheme=self.look.theme)
        self.problems += [f"{name}: {words}" for words in await self.phone.evaluate(SIDEWAYS)]

    async def compare(self, name: str, poll: int) -> None:
        """What both pages say must be what the server counted."""
        shown = await self.room.moderator.until(
            lambda model: [p for p in model["state"]["polls"] if p["id"] == poll]
        )
        kind, results = shown[0]["kind"], shown[0]["results"]
        column, numbers = NUMBERS[kind]
        wanted = numbers(results)
        tables = {"screen": self.wall.locator("#picture table")}
        if self.look.people and kind != "survey":
            tables["phone"] = self.phone.locator("#poll-view .as-table table").first
        for page, table in tables.items():
            rows = await table.locator("tbody tr").evaluate_all(CELLS)
            told = [read(row[column], wanted) for row in rows[: len(wanted)]]
            if told != wanted:
                self.problems.append(f"{name}: the {page}'s table says {told}, counted were {wanted}")
        await self.count_parts(name, kind, len(wanted))

    async def count_parts(self, name: str, kind: str, wanted: int) -> None:
        """Everything is in the picture, or counted beside it."""
        picture = self.wall.locator("#picture")
        if kind != "text":
            drawn = await picture.locator(PARTS.get(kind, ".choice, .column")).count()
            problem = drawn != wanted and f"{drawn} of {wanted} are drawn"
        else:
            more = " ".join(await picture.locator(".texts-more").all_inner_texts())
            cards = self.look.people - int(digits(more) or 0)
            problem = not bool(wanted) <= cards <= wanted and f"{cards} of {wanted} can be read"
        if problem:
            self.problems.append(f"{name}: {problem}")


def read(cell: str, like: list[Any]) -> Any:
    """What a cell says, in the type of the values it should be one of."""
    return cell if isinstance(like[0], str) else int(digits(cell))


def digits(text: str) -> str:
    """The number in a text, without what stands around it and between its digits."""
    return re.sub(r"\D", "", text)


async def test_unreadable_texts_are_found(crowd: Crowd):
    page = await crowd.come(SMALL_PHONE)
    await page.set_content(
        "<html><body style='margin: 0'><p style='width: 500px; white-space: nowrap'>" + "Wide " * 50 + "</p>"
        "<p style='height: 8px; overflow: hidden'>Low</p><p>Below</p><p style='margin-top: -2em'>Above</p>"
        "<p style='width: 4em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis'>Cut and says so</p>"
    )
    found = "\n".join(await faults(page, "body"))
    assert re.findall("^[a-z ]+", found, re.MULTILINE) == ["over the edge", "cut", "overlap"], found


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.people}-{look.wording}-{look.theme}")
async def test_every_kind_is_whole_and_right(crowd: Crowd, deployment: Deployment, look: Look):
    showing = await Showing.begin(crowd, deployment, look)
    for name, poll in showing.made["polls"].items():
        if name != "quiz":
            await showing.show(name, poll)
    await play(showing)
    assert not showing.problems, "\n".join(showing.problems)
    await showing.room.talk.close()


async def play(showing: Showing) -> None:
    """Lead through the quiz."""
    do, wall, phone, plays = (
        showing.room.do,
        showing.wall.locator("#wall"),
        showing.phone,
        bool(showing.look.people),
    )
    quiz, [first, second] = showing.made["polls"]["quiz"], showing.made["questions"]

    async def look(name: str, scene: str, part: str) -> None:
        await expect(wall).to_have_attribute("data-scene", scene)
        await expect(phone.locator(f"#poll-view {part if plays else '#player'}").first).to_be_visible()
        await showing.judge(name)

    await do("poll.open", poll=quiz)
    await look("lobby", "game", ".notice")
    await do("poll.reveal", poll=first, on=True)
    await do("stage.show", view="poll", poll=first)
    await look("told", "poll", ".verdict")
    await do("stage.show", view="leaderboard", poll=quiz)
    await look("leaderboard", "leaderboard", ".own-place")
    await do("poll.open", poll=second)
    await look("question", "hidden", ".option--button")
    await do("poll.close", poll=second)
    await expect(showing.wall.locator(".time-up")).to_be_visible()
    await look("time is up", "hidden", ".notice--wait")
    await do("poll.close", poll=quiz)
    await do("poll.reveal", poll=quiz, on=True)
    await do("stage.show", view="poll", poll=quiz)
    plays = True  # the end is the same for everybody
    await look("podium", "podium", ".poll__hint")
