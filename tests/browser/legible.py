"""Whether all text of a page can be read: none runs over the edge, is cut without saying so, or lies on other text."""

from playwright.async_api import Page

from .axe import SETTLED

# A text may be cut where an ellipsis says so, or where what runs out at the foot fades and is counted.
FAULTS = """root => {
  const style = element => getComputedStyle(element);
  const mayCut = element => style(element).webkitLineClamp !== "none" || style(element).textOverflow === "ellipsis"
    || element.matches(".texts.more, :is([role=region], [role=group])[tabindex='0']");
  const name = ({data, parentElement}) => `"${data.trim().slice(0, 40)}" in ${parentElement.className || "?"}`;
  const cuts = element => /hidden|clip|auto|scroll/.test(style(element).overflow) && element.clientHeight > 1;
  const above = element => element ? [element, ...above(element.parentElement)] : [];

  const inside = (box, frame) => ({
    left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
    top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom),
  });
  const isSeen = box => box.right - box.left > 2 && box.bottom - box.top > 2;
  function boxes(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const frames = above(text.parentElement).filter(cuts).map(element => element.getBoundingClientRect());
    // The lines of a text are set closer than their letters could reach: what matters is the middle of them.
    return [...range.getClientRects()].map(({left, right, top, bottom}) => {
      const line = {left, right, top: top + (bottom - top) * 0.2, bottom: bottom - (bottom - top) * 0.2};
      return {text, line, seen: frames.reduce(inside, line)};
    });
  }

  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    const isShown = element.checkVisibility({visibilityProperty: true}) && !element.closest(".visually-hidden");
    if (text.data.trim() && isShown) lines.push(...boxes(text));
  }
  const page = {left: 0, right: innerWidth, top: -Infinity, bottom: root.matches("#wall") ? innerHeight : Infinity};
  for (const {text, line, seen} of lines) {
    const isCut = ["left", "right", "top", "bottom"].some(side => Math.abs(seen[side] - line[side]) > 3);
    if (isCut && !above(text.parentElement).filter(cuts).some(mayCut)) found.push(`cut: ${name(text)}`);
    const isOver = seen.left < -1 || seen.right > page.right + 1 || seen.bottom > page.bottom + 1;
    if (isSeen(seen) && isOver) found.push(`over the edge: ${name(text)}`);
  }
  const seen = lines.filter(({seen}) => isSeen(seen));
  seen.forEach((a, i) => seen.slice(i + 1).forEach(b => {
    if (a.text !== b.text && isSeen(inside(a.seen, b.seen))) found.push(`overlap: ${name(a.text)} and ${name(b.text)}`);
  }));
  return [...new Set(found)];
}"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def faults(page: Page, root: str) -> list[str]:
    """What cannot be read in the part of the page that `root` selects."""
    await page.evaluate(DRAWN)
    await page.evaluate(SETTLED)
    return await page.locator(root).evaluate(FAULTS)
