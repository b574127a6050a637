"""Every kind of poll at the desk, answered by nobody, by one, by five and by five hundred people: whole, legible and
right, on a laptop, a tablet and a small phone, by day and by night, in short words and in long ones."""

import re
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Page, expect

from ..support.answered import fill_sessions
from ..support.servers import Deployment
from ..support.talks import Talk
from .axe import SIDEWAYS, Audit
from .crowd import Crowd
from .legible import faults
from .lengths import wrong_lengths
from .test_kinds_answered import NUMBERS

WIDTHS = {"laptop": 1440, "tablet": 768, "small phone": 320}
HEIGHT = 40_000  # for all cards at once: the column would scroll
ENGLISH, FRENCH = "en-GB", "fr-FR"
COLUMN = ".column--stage"
UNFOLD = """async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let found; (found = document.querySelectorAll(".pollcard details:not([open]) > summary")).length; await drawn())
    found.forEach(summary => summary.click());
}"""
TABLES = """() => Object.fromEntries([...document.querySelectorAll("[data-poll]")].flatMap(card => {
  const table = [...card.querySelectorAll("table")].find(one => one.closest("[data-poll]") === card);
  const cells = table && [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
  return table ? [[card.dataset.poll, cells]] : [];
}))"""


class Look(NamedTuple):
    """How the desk is looked at."""

    people: int
    wording: str
    locale: str
    theme: str


LOOKS = [
    Look(0, "long", FRENCH, "light"),
    Look(1, "short", ENGLISH, "dark"),
    Look(5, "short", ENGLISH, "light"),
    Look(500, "long", FRENCH, "dark"),
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.people}-{look.wording}-{look.theme}")
async def test_every_kind_at_the_desk(crowd: Crowd, deployment: Deployment, look: Look):
    [made] = fill_sessions(deployment, (look.people, look.wording))
    size = {"width": WIDTHS["laptop"], "height": HEIGHT}
    page = await crowd.come({"viewport": size}, locale=look.locale, color_scheme=look.theme)
    await page.goto(made["links"]["moderator"])
    await expect(page.locator(".pollcard")).to_have_count(len(made["polls"]))
    await page.evaluate(UNFOLD)

    problems = compare(await page.evaluate(TABLES), await counted(deployment, made), look.people)
    audit = Audit()
    await audit.glance(page, "laptop", color_scheme=look.theme)
    problems += [*await wrong_lengths(page), *await read_all(page)]
    await audit.glance(page, "small phone", color_scheme=look.theme)
    await page.goto(f"{made['links']['attendee']}report/")
    await audit.glance(page, "report", color_scheme=look.theme)
    problems += [
        f"report: {words}" for words in [*await faults(page, "main"), *await page.evaluate(SIDEWAYS)]
    ]
    assert not problems + audit.problems, "\n".join(problems + audit.problems)


async def read_all(page: Page) -> list[str]:
    """What cannot be read, at each size. Leaves the page as a small phone's."""
    problems = []
    for name, width in WIDTHS.items():
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        tab = page.locator(".columns__tab--stage")
        if await tab.is_visible():
            await tab.click()
        problems += [f"{name}: {words}" for words in await faults(page, COLUMN)]
    return problems + [f"small phone: {words}" for words in await page.evaluate(SIDEWAYS)]


async def counted(deployment: Deployment, made: dict[str, Any]) -> list[dict[str, Any]]:
    """The polls as the server tells moderators of them."""
    talk = Talk.join(deployment, made)
    return (await talk.snapshot("moderator"))["polls"]


def compare(tables: dict[str, list[list[str]]], polls: list[dict[str, Any]], people: int) -> list[str]:
    """Where the table of a poll says something else than was counted."""
    problems = []
    for poll in polls:
        if not poll["answers"] or poll["kind"] in ("survey", "quiz"):
            continue
        column, numbers = NUMBERS[poll["kind"]]
        wanted, rows = numbers(poll["results"]), tables.get(str(poll["id"]), [])
        told = [row[column] for row in rows][: len(wanted)]
        plain = told if poll["kind"] == "text" else [re.sub(r"\D", "", figure) for figure in told]
        if plain != [str(one) for one in wanted]:
            problems.append(f"{poll['kind']}: the table says {told}, counted were {wanted}")
    answered = {poll["kind"] for poll in polls if poll["answers"]}
    return problems + ([] if answered or not people else ["nobody answered"])
