// The first lines of a poll's results, for a small card. Pure.
import {tableOf} from "../live/tables.js";

const MOST_ROWS = 6;
/** Of a histogram the card has room for these: the fullest ones. */
const MOST_STEPS = 3;

/** @param {number[]} figures */
const ofMost = figures => figures.map(figure => figure / Math.max(1, ...figures));

/** @param {number[]} percents */
const ofWhole = percents => percents.map(percent => percent / 100);

/** How long a bar is for each row of the table, for kinds whose rows are bars. @type {Record<string, (results: any) => number[]>} */
const SHARES = {
  choice: ({percents}) => ofWhole(percents),
  quiz_question: ({percents}) => ofWhole(percents),
  points: ({percents}) => ofMost(percents),
  ranking: ({scores}) => ofMost([...scores].sort((a, b) => b - a)),
  rating: ({counts}) => ofMost(counts),
  number: ({bins}) => ofMost(bins.map(({count}) => count)),
  survey: ({parts}) => ofMost(parts),
};

const HISTOGRAMS = new Set(["rating", "number"]);

/** Which figure of a row says most. @type {Record<string, number>} */
const FIGURES = {choice: 2, quiz_question: 2, ranking: 2};

/** @param {any} poll with results @param {any[]} parts of a survey
 * @returns {{text: string, figure: string, share?: number}[]} */
export function glance(poll, parts) {
  const rows = tableOf(poll, poll.results, parts)?.rows ?? [];
  const shares = SHARES[poll.kind]?.(poll.results) ?? [];
  const bars = (shares.length ? rows.slice(0, shares.length) : rows)
    .map((row, i) => ({text: row[0], figure: row[FIGURES[poll.kind] ?? 1] ?? "", share: shares[i]}));
  return HISTOGRAMS.has(poll.kind) ? fullest(bars) : bars.slice(0, MOST_ROWS);
}

/** The fullest bars, in their own order. @param {{text: string, figure: string, share: number}[]} bars */
function fullest(bars) {
  const least = bars.map(({share}) => share).sort((a, b) => b - a)[MOST_STEPS - 1] ?? 0;
  return bars.filter(({share}) => share >= least).slice(0, MOST_STEPS);
}
