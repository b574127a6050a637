// The first lines of a poll's results, for a small card. Pure.
import {ofFullest, sharesOf} from "../live/shares.js";
import {tableOf} from "../live/tables.js";

const MOST_ROWS = 6;
/** Of a histogram the card has room for these: the fullest ones. */
const MOST_STEPS = 3;

/** How long the bar of each row of the table is, in percent; undefined where rows are no bars. @param {any} poll */
function sharesOfRows({kind, results}) {
  if (kind === "number") return ofFullest(results.bins.map((/** @type {any} */ {count}) => count));
  const shares = sharesOf(kind, results);
  return kind === "ranking" ? shares?.sort((a, b) => b - a) : shares;
}

const HISTOGRAMS = new Set(["rating", "number"]);

/** Which figure of a row says most. @type {Record<string, number>} */
const FIGURES = {choice: 2, quiz_question: 2, ranking: 2};

/** @param {any} poll with results @param {any[]} parts of a survey
 * @returns {{text: string, figure: string, share?: number}[]} `share` in percent */
export function glance(poll, parts) {
  const rows = tableOf(poll, poll.results, parts)?.rows ?? [];
  const shares = sharesOfRows(poll) ?? [];
  const bars = (shares.length ? rows.slice(0, shares.length) : rows)
    .map((row, i) => ({text: row[0], figure: row[FIGURES[poll.kind] ?? 1] ?? "", share: shares[i]}));
  return HISTOGRAMS.has(poll.kind) ? fullest(bars) : bars.slice(0, MOST_ROWS);
}

/** The fullest bars, in their own order. @param {{text: string, figure: string, share: number}[]} bars */
function fullest(bars) {
  const first = new Set([...bars].sort((a, b) => b.share - a.share).slice(0, MOST_STEPS));
  return bars.filter(bar => first.has(bar));
}
