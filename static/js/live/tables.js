// The results of a poll as a table of words, and how figures are written: for charts, table views and announcements.
import {gettext, html, interpolate, language, number, person} from "./kit.js";

/** A head, and rows of as many texts ready to be shown. What people wrote stands in them as it is.
 * @typedef {{head: string[], rows: string[][]}} Table */

/** @param {number} percent @returns {string} As the page's language writes it. */
export const percentText = percent => (percent / 100).toLocaleString(language(), {style: "percent"});

/** @param {number | null} value @param {number} [decimals] at most @param {number} [least] decimals
 * @returns {string} "–" for null */
export const decimalText = (value, decimals = 2, least = 0) =>
  value === null ? "–" : value.toLocaleString(language(), {minimumFractionDigits: least, maximumFractionDigits: decimals});

/** The mean of small numbers: always with one decimal, so that it does not jump. @param {number | null} value */
export const meanText = value => decimalText(value, 1, 1);

/** @param {number | null} value @param {{unit?: string}} [settings] @param {number} [decimals] at most
 * @returns {string} "12 km", "–" for null */
export const amountText = (value, {unit = ""} = {}, decimals = 2) =>
  value === null || !unit ? decimalText(value, decimals) : `${decimalText(value, decimals)}\u00a0${unit}`;

const WHOLE_FROM = 10_000;

/** An average as a headline, a digit finer than the numbers; a large one without decimals, which would say nothing.
 * @param {number | null} value @param {{decimals?: number}} settings @param {string} [unit] */
export const averageText = (value, {decimals = 0}, unit = "") =>
  amountText(value, {unit}, Math.abs(value ?? 0) >= WHOLE_FROM ? 0 : Math.min(2, decimals + 1));

/** The last number a bin holds: its upper edge only where nothing may be above.
 * @param {{highest: number}} bin @param {{decimals?: number, highest?: number}} [settings] */
export const lastOf = ({highest}, {decimals = 0, highest: bound} = {}) => highest === bound ? bound : highest - 10 ** -decimals;

/** The numbers a bin holds, "20–29"; one where it is as narrow as the numbers are exact.
 * @param {{lowest: number, highest: number}} bin @param {{decimals?: number, highest?: number}} [settings] */
export function binText(bin, settings) {
  const {lowest, highest} = bin;
  const isOne = highest - lowest <= 10 ** -(settings?.decimals ?? 0) * 1.001;
  return isOne ? decimalText(lowest) : decimalText(lowest) + (lowest < 0 ? " – " : "–") + decimalText(lastOf(bin, settings));
}

/** The results as a table; null while they are hidden.
 * @param {any} poll
 * @param {any} [results] others than the poll's own, such as what one participant is told
 * @param {any[]} [parts] the parts of a survey, to name them
 * @returns {Table | null} */
export const tableOf = (poll, results = poll.results, parts = []) =>
  results ? TABLES[poll.kind](results, poll, parts) : null;

/** @param {any} results @param {any} poll @returns {Table} */
const choiceTable = ({counts, percents, correct}, {options}) => ({
  head: [gettext("Option"), gettext("Answers"), gettext("Percent")],
  rows: options.map(({text}, i) => [
    correct?.includes(i) ? `✓ ${text}` : text, number(counts[i]), percentText(percents[i]),
  ]),
});

/** @param {any} results @param {any} poll @returns {Table} */
const rankingTable = ({ranks, scores, ranked}, {options}) => ({
  head: [gettext("Option"), gettext("Average rank"), gettext("Points"), gettext("People")],
  rows: options
    .map(({text}, i) => ({text, i}))
    .sort((a, b) => scores[b.i] - scores[a.i])
    .map(({text, i}) => [text, decimalText(ranks[i]), number(scores[i]), number(ranked[i])]),
});

/** What a player is called: by number while the name is taken down. @param {any} player */
export const playerName = ({name, number: n}) => name || interpolate(gettext("Player {n}"), {n: number(n)});

/** @type {Record<string, (results: any, poll: any, parts: any[]) => Table>} */
const TABLES = {
  choice: choiceTable,
  quiz_question: choiceTable,
  ranking: rankingTable,
  wordcloud: ({words}) => ({
    head: [gettext("Word"), gettext("People")],
    rows: words.filter(({hidden}) => !hidden).map(({text, count}) => [text, number(count)]),
  }),
  text: ({cards}) => ({
    head: [gettext("Text")],
    rows: cards.filter(({state}) => state === "shown").map(({text}) => [text]),
  }),
  rating: ({counts, average}) => ({
    head: [gettext("Rating"), gettext("People")],
    rows: [...counts.map((count, i) => [number(i + 1), number(count)]), [gettext("Average"), decimalText(average)]],
  }),
  number: ({bins, mean, median}, {settings}) => ({
    head: [settings.unit ? `${gettext("Number")} (${settings.unit})` : gettext("Number"), gettext("People")],
    rows: [
      ...bins.map(bin => [binText(bin, settings), number(bin.count)]),
      [gettext("Mean"), amountText(mean, settings)],
      [gettext("Median"), amountText(median, settings)],
    ],
  }),
  points: ({sums, percents}, {options}) => ({
    head: [gettext("Option"), gettext("Points"), gettext("Percent")],
    rows: options.map(({text}, i) => [text, number(sums[i]), percentText(percents[i])]),
  }),
  quiz: ({leaders}) => ({
    head: [gettext("Place"), gettext("Player"), gettext("Points")],
    rows: leaders.map(leader => [number(leader.place), playerName(leader), number(leader.points)]),
  }),
  survey: ({parts: people}, poll, parts) => ({
    head: [gettext("Part"), gettext("People")],
    rows: people.map((n, i) => [parts[i]?.title ?? number(i + 1), number(n)]),
  }),
};

/** The table as an element; the first text of a row names it.
 * @param {Table} table @param {string} [caption] what people wrote */
export const tableView = ({head, rows}, caption = "") => html`
  <table class="table">
    ${caption ? html`<caption>${person(caption)}</caption>` : ""}
    <thead><tr>${head.map(text => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody>${rows.map(([name, ...figures]) => html`
      <tr><th scope="row">${person(name)}</th>${figures.map(text => html`<td>${person(text)}</td>`)}</tr>`)}
    </tbody>
  </table>`;
