// Horizontal bars: one for each option, two where there was a round before.
import {html, icon, keyed, nothing, person, render} from "../live/kit.js";
import {fit, refit, scales} from "./fit.js";
import {flip} from "./flip.js";
import {calmOrder} from "./order.js";

/** `share` is the length (0 to 1), `weight` what finer orders go by; `figure` the large number, `aside` the small one.
 * `first` stands out; `right` is true or false once a solution is known; `place` is written before the text; `earlier` is
 * of the round before.
 * @typedef {{id: number, text: string, share: number, weight?: number, figure: string, aside?: string, first?: boolean,
 *   right?: boolean, place?: string, earlier?: {share: number, figure: string}}} Bar */

const ONE_COLUMN_MOST = 7;
const REST_MS = 1_500;

/** The highest of them, for `first`. @param {number[]} values */
export const isHighest = values => (/** @type {number} */ value) => value > 0 && value === Math.max(...values);

const calm = calmOrder(REST_MS);
/** @type {any} */ let again;

/** @param {HTMLElement} body @param {Bar[]} bars @param {() => void} redraw
 * @param {{sorted?: boolean}} [look] `sorted`: the longest first, places changing one after the other */
export function drawBars(body, bars, redraw, {sorted = false} = {}) {
  body.classList.add("bars");
  if (!body.firstElementChild) render(html`<ul class="choices" aria-hidden="true"></ul>`, body);
  const list = /** @type {HTMLElement} */ (body.querySelector("ul"));
  const digits = [longest(bars.map(({figure}) => figure)), longest(bars.map(({aside = ""}) => aside))];
  list.style.setProperty("--figure-digits", String(digits[0]));
  list.style.setProperty("--digits", String(digits[1]));
  list.classList.toggle("bare", bars.every(({aside}) => !aside));
  const places = sorted ? restingPlaces(bars, redraw) : bars.map((_, i) => i);
  flip(() => list.children, () => keyed(list, bars, ({id}) => id, (bar, element) => row(bar, element, places[bars.indexOf(bar)])));
  fitBars(body, bars, digits);
}

/** @param {string[]} texts */
const longest = texts => Math.max(1, ...texts.map(({length}) => length));

/** The place of each bar by its length; they change at most every `REST_MS`.
 * @param {Bar[]} bars @param {() => void} redraw @returns {number[]} */
export function restingPlaces(bars, redraw) {
  const {items, settled} = calm([...bars].sort((a, b) => (b.weight ?? b.share) - (a.weight ?? a.share)));
  clearTimeout(again);
  if (!settled) again = setTimeout(redraw, REST_MS);
  const ids = items.map(({id}) => id);
  return bars.map(({id}) => ids.indexOf(id));
}

/** Elements stay where they are in the page: an element that is moved forgets how long its bar was.
 * @param {Bar} bar @param {HTMLElement} element @param {number} place */
function row({text, share, figure, aside, first, right, place: said, earlier}, element, place) {
  element.style.order = String(place);
  element.className = `choice ${first ? "first" : ""} ${right === undefined ? "" : right ? "right" : "wrong"} ${earlier ? "paired" : ""}`;
  return html`
    <span class="said">${said ? html`<b class="place">${said}</b>` : nothing}${right ? icon("check") : nothing}${person(text)}</span>
    ${earlier ? html`<span class="bar earlier"><i .style=${`--share:${earlier.share}`}></i></span>
      <span class="was">${earlier.figure}</span>` : nothing}
    <span class="percent">${figure}</span>
    ${!aside || earlier ? nothing : html`<span class="count">${aside}</span>`}
    <span class="bar"><i .style=${`--share:${share}`}></i></span>`;
}

/** Few options may be larger than designed, many stand in two columns; long texts end in … before they get tiny.
 * @param {number} options @returns {import("./fit.js").Attempt[]} */
export function barSizes(options) {
  const columns = options > ONE_COLUMN_MOST ? 2 : 1;
  const perColumn = Math.ceil(options / columns);
  const cut = [[0.6, 3], [0.55, 3], [0.6, 2], [0.55, 2], [0.5, 2], [0.6, 1], [0.5, 1]].map(([scale, lines]) => ({scale, lines}));
  return [...scales(1.35, 0.6, 0.025), ...cut].map(size => ({...size, columns, perColumn}));
}

/** The title above and the bars shrink together. Figures have room for the longest of them, so that a text takes no
 * more lines because of its own; only more digits ask for another fit.
 * @param {HTMLElement} body @param {Bar[]} bars @param {number[]} digits */
function fitBars(body, bars, digits) {
  const frame = /** @type {HTMLElement} */ (body.closest(".frame"));
  const contents = [frame.querySelector("h2")?.textContent, ...digits, ...bars.map(({text, earlier}) => text + Boolean(earlier))].join();
  if (refit(frame, contents)) fit(frame, barSizes(bars.length));
}
