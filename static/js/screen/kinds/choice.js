// Choose one or several: bars, upright where there are few short options.
import {gettext, html, interpolate, ngettext, number, render} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {drawBars, isHighest, restingPlaces} from "../bars.js";
import {drawColumns} from "../columns.js";
import {fitTitle} from "../heading.js";

const UPRIGHT_MOST = 5;
const SHORT_CHARACTERS = 20;
const SHORT_WORD = 10;

/** @type {import("./kinds.js").Kind} */
export const choice = {
  pairs: true,
  fitsAll: true,
  detail: ({settings: {highest}, options}) => highest === 1 ? "" : highest === options.length
    ? gettext("several choices possible")
    : interpolate(ngettext("up to {n} choice", "up to {n} choices", highest), {n: number(highest)}),
  draw(body, scene, redraw) {
    const sorted = scene.poll.settings.order === "votes";
    const bars = choiceBars(scene);
    if (!isUpright(scene.poll)) return drawBars(body, bars, redraw, {sorted});
    if (!body.firstElementChild) render(html`<ol></ol>`, body);
    body.classList.add("plot");
    fitTitle(/** @type {HTMLElement} */ (body.closest(".frame")), scene);
    drawColumns(/** @type {HTMLElement} */ (body.firstElementChild), bars.map(withoutCount), {places: sorted ? restingPlaces(bars, redraw) : undefined});
  },
};

/** Two upright bars side by side have no room for more than a figure each. @param {import("../bars.js").Bar} bar */
const withoutCount = bar => ({...bar, aside: bar.earlier ? undefined : bar.aside});

/** Whether upright bars suit: few options, each short enough to stand under its bar. @param {any} poll */
const isUpright = ({options}) => options.length <= UPRIGHT_MOST && options.every(({text}) =>
  text.length <= SHORT_CHARACTERS && text.split(/\s+/).every(word => word.length <= SHORT_WORD));

/** @param {any} scene @returns {import("../bars.js").Bar[]} */
export function choiceBars({poll, earlier}) {
  const {options, results: {counts, percents, correct}} = poll;
  const isFirst = isHighest(counts);
  const figures = figuresOf(poll.settings);
  return options.map(({id, text}, i) => ({
    id,
    text,
    share: percents[i] / 100,
    weight: counts[i],
    ...figures(counts[i], percents[i]),
    first: correct ? false : isFirst(counts[i]),
    right: correct ? correct.includes(i) : undefined,
    earlier: earlier && {share: earlier.results.percents[i] / 100, ...figures(earlier.results.counts[i], earlier.results.percents[i])},
  }));
}

/** @param {{show?: string}} settings */
const figuresOf = ({show}) => (/** @type {number} */ count, /** @type {number} */ percent) =>
  show === "count" ? {figure: number(count)} : {figure: percentText(percent), aside: number(count)};
