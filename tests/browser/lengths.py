"""Whether bars are as long as they say: wherever a percent is written, the bar beside it is that share of its track."""

from playwright.async_api import Page

from .axe import SETTLED
from .legible import DRAWN

# What a row is, where its percent stands, its track, and what fills that: an element, or how to ask for its length.
MEASURES = """() => {
  const percentsIn = elements => [...elements].map(({textContent}) =>
    /(\\d+)[\\s\\u00a0\\u202f]*%/.exec(textContent)?.[1]);
  const sizeOf = element => element.getBoundingClientRect();
  const box = (track, fill) => 100 * sizeOf(fill).width / sizeOf(track).width;
  const upright = (track, fill) => 100 * sizeOf(fill).height / sizeOf(track).height;
  const drawnBefore = track => 100 * parseFloat(getComputedStyle(track, "::before").width) / sizeOf(track).width;
  const background = track => parseFloat(getComputedStyle(track).backgroundSize);
  const meter = track => 100 * (track.value - track.min) / (track.max - track.min);
  const ROWS = [
    ["#picture .choice", ".percent, .count", ".bar:not(.earlier)", "i", box],
    ["#picture .choice", ".was", ".bar.earlier", "i", box],
    ["#picture .columns.tracks .shaft", ".value b", ".rod", "i", upright],
    [".option", ".option__percent", ".option__bar", "rect", box],
    [".bars .bar", ".bar__figure:not(.bar__figure--before)", ".bar__track:not(.bar__track--before)", "rect", box],
    [".bars .bar", ".bar__figure--before", ".bar__track--before", "rect", box],
    [".pollcard__bars li", ".pollcard__share", ".pollcard__bar:not(.pollcard__bar--before)", "", drawnBefore],
    [".stagecard__bars li", "b", ".stagecard__bar", "", drawnBefore],
    [".now-card__bars li", "span:nth-of-type(2)", "i", "", background],
    [".report__table tr", "td", "meter", "", meter],
  ];
  return ROWS.flatMap(([rows, words, track, fill, length]) => [...document.querySelectorAll(rows)].flatMap(row => {
    const percent = percentsIn(row.querySelectorAll(words)).find(Boolean);
    const drawn = row.querySelector(track);
    if (!percent || !drawn?.checkVisibility()) return [];
    const name = `${rows}: ${row.textContent.trim().replace(/\\s+/g, " ")}`;
    return [{row: name, percent: Number(percent), length: length(drawn, fill && drawn.querySelector(fill))}];
  }));
}"""


async def bars(page: Page, *, scripts: bool = True) -> list[dict]:
    """All rows of the page that show a percent and a bar: `percent`, and the bar's `length` in percent of its track.
    A page without scripts does not move, and cannot tell when it has stopped."""
    if scripts:
        await page.evaluate(DRAWN)
        await page.evaluate(SETTLED)
    return await page.evaluate(MEASURES)


async def wrong_lengths(page: Page, *, scripts: bool = True) -> list[str]:
    """The bars that are shorter or longer than they say."""
    return [
        f"{bar['row']}: {bar['percent']} % is {bar['length']:.1f} % long"
        for bar in await bars(page, scripts=scripts)
        if abs(bar["percent"] - bar["length"]) > 0.75
    ]
