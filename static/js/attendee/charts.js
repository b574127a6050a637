// Results on a phone: bars, words, cards, drawn like templates/sessions/join/_chart.html.
import {gettext, html, icon, nothing} from "../live/kit.js";
import {tableOf, tableView} from "../live/tables.js";

/** `place` says which bar it is in every round; `label` is ready to be drawn; `percent` is the length of the bar;
 * `figure` what it means, `more` beside it.
 * @typedef {{place: number, label: unknown, percent: number, figure: string, more?: string, isOwn?: boolean, before?: {percent: number, figure: string}}} Bar */

const track = (/** @type {number} */ percent, /** @type {string} */ name) =>
  html`<svg class=${name} aria-hidden="true"><rect width=${`${percent}%`} height="100%" rx="3"></rect></svg>`;

/** @param {Bar} bar */
const barRow = ({label, percent, figure, more, isOwn, before}) => html`<li class=${isOwn ? "bar bar--own" : "bar"}>
  <span class="bar__label">${label}${isOwn ? html` <span class="bar__yours">${icon("check")}<span class="visually-hidden">${gettext("Your answer")}</span></span>` : nothing}${
  more ? html` <span class="bar__more number">${more}</span>` : nothing}</span>
  ${before ? html`${track(before.percent, "bar__track bar__track--before")}<span class="bar__figure bar__figure--before number"><span
    class="visually-hidden">${gettext("First round:")} </span>${before.figure}</span>` : nothing}
  ${track(percent, "bar__track")}<span class="bar__figure number">${
  before ? html`<span class="visually-hidden">${gettext("Second round:")} </span>` : nothing}${figure}</span></li>`;

/** `areShort`: the labels are numbers, everything in one line. `areBare`: without a track, for bars that are no shares of a whole.
 * @param {Bar[]} bars @param {{areShort?: boolean, areBare?: boolean}} look */
export const barList = (bars, {areShort, areBare}) =>
  html`<ul class=${`bars ${areBare ? "bars--bare" : ""} ${areShort ? "bars--short" : bars.some(({before}) => before) ? "bars--rounds" : ""}`}>${bars.map(barRow)}</ul>`;

/** Bars of two rounds in one list. @param {Bar[]} now @param {Bar[]} before @returns {Bar[]} */
export const inPairs = (now, before) => now.map(bar => ({...bar, before: before.find(({place}) => place === bar.place)}));

export const roundsLegend = () => html`<p class="rounds"><span class="rounds__before">${gettext("First round")}</span>
  <span class="rounds__now">${gettext("Second round")}</span></p>`;

/** A large figure and what it is. @param {string} figure @param {string} words */
export const bigFigure = (figure, words) => html`<p class="figure"><strong class="figure__number number">${figure}</strong> ${words}</p>`;

/** @param {any} poll @param {any} results @param {any[]} [parts] */
export function tableDetails(poll, results, parts) {
  const table = results && tableOf(poll, results, parts);
  return table?.rows.length
    ? html`<details class="as-table"><summary>${gettext("Show as a table")}</summary>${tableView(table, poll.title)}</details>` : nothing;
}
