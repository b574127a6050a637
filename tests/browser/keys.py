"""Going through a page by keyboard, and always seeing where one is."""

from playwright.async_api import Locator, Page

MOST_STOPS = 40
SHOWS_FOCUS = """() => {
  const isMarked = element => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0 || boxShadow !== "none";
  };
  const {activeElement: here, body} = document;
  return here !== body && [here, here.closest("label")].some(element => element && isMarked(element));
}"""


async def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on `target`; each stop on the way shows that it has it."""
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        where = await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert await page.evaluate(SHOWS_FOCUS), f"no focus to be seen on {where}"
        if await target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by Tab")
