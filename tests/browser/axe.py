"""Judging pages for everyone: axe-core's rules by day and by night, and at 320 px without scrolling sideways."""

from functools import cache
from typing import Any

from playwright.async_api import Page

from ..support.servers import ROOT

SOURCE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FULL = {"runOnly": {"type": "tag", "values": RULES}, "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NARROW = {"width": 320, "height": 640}

SETTLED = """async () => {
  const moves = ({playState, effect}) => playState === "running" && effect.getComputedTiming().endTime < Infinity;
  while (document.getAnimations().some(moves)) await new Promise(requestAnimationFrame);
}"""
RUN = """async options => {
  const {violations} = await axe.run(document, {...options, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id} at ${target.join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`));
}"""
# Only a part that is meant to scroll, and can be reached by keyboard, may be wider than the page.
SIDEWAYS = """() => {
  const scrolls = element => element.scrollWidth > element.clientWidth + 1;
  const may = element => element.matches("textarea, input, select, :is([role=region], [role=group])[tabindex='0']");
  const wide = [...document.body.querySelectorAll("*")].filter(element => scrolls(element) && !may(element)
    && /auto|scroll/.test(getComputedStyle(element).overflowX));
  const page = document.documentElement;
  return (page.scrollWidth > innerWidth || innerWidth > 320 ? [page, ...wide] : wide).map(element =>
    `${element.tagName} ${element.className} is ${element.scrollWidth} px wide`);
}"""


@cache
def _source() -> str:
    if not SOURCE.exists():
        raise FileNotFoundError(f"{SOURCE} is not there: run `npm ci` first")
    return SOURCE.read_text()


class Audit:
    """Looks at pages in the states a test brings them to. `problems` is everything found."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    async def look(self, page: Page, state: str) -> None:
        """Judge the page as it is now, and leave it so."""
        size = page.viewport_size
        await self._run(page, f"{state}, light", FULL, color_scheme="light")
        await self._run(page, f"{state}, dark", CONTRAST, color_scheme="dark")
        await page.set_viewport_size(NARROW)
        await self._run(page, f"{state}, 320 px", FULL, color_scheme="light")
        self._note(f"{state}, 320 px", await page.evaluate(SIDEWAYS))
        if size:
            await page.set_viewport_size(size)

    async def glance(self, page: Page, state: str, **media: Any) -> None:
        """Judge the page as it is, in its own size and in one light."""
        await self._run(page, state, FULL, **media)

    async def _run(self, page: Page, where: str, options: dict[str, Any], **media: Any) -> None:
        await page.emulate_media(reduced_motion="reduce", **media)
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(_source())
        await page.evaluate(SETTLED)
        self._note(where, await page.evaluate(RUN, options))

    def _note(self, where: str, found: list[str]) -> None:
        self.problems += [f"{where}: {words}" for words in found]
