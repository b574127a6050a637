// Put in order: bars by Borda's score, which change places as it grows.
import {gettext, number} from "../../live/kit.js";
import {sharesOf} from "../../live/shares.js";
import {meanText} from "../../live/tables.js";
import {drawBars, isHighest, restingPlaces} from "../bars.js";

/** @type {import("./kinds.js").Kind} */
export const ranking = {
  pairs: true,
  fitsAll: true,
  detail: (poll, {earlier}) => earlier ? gettext("average place (⌀)") : gettext("points, and the average place (⌀)"),
  draw(body, {poll, earlier}, redraw) {
    const {options, results} = poll;
    const isFirst = isHighest(results.scores);
    const bars = options.map(({id, text}, i) => ({
      id,
      text,
      ...(earlier ? averaged : bar)(results, i),
      first: isFirst(results.scores[i]),
      earlier: earlier && averaged(earlier.results, i),
    }));
    drawBars(body, numbered(bars, redraw, results.people), redraw, {sorted: true});
  },
};

/** As long as the share of all points it could have. @param {any} results @param {number} i */
const bar = ({scores, ranks, people}, i) => ({
  share: (sharesOf("ranking", {scores, people})?.[i] ?? 0) / 100,
  figure: number(scores[i]),
  aside: ranks[i] === null ? "" : `⌀\u00a0${meanText(ranks[i])}`,
});

/** Points of two rounds cannot be compared, averages can. @param {any} results @param {number} i */
function averaged(results, i) {
  const {aside, ...rest} = bar(results, i);
  return {...rest, figure: aside || "–"};
}

/** @param {import("../bars.js").Bar[]} bars @param {() => void} redraw @param {number} people */
function numbered(bars, redraw, people) {
  if (!people) return bars;
  const places = restingPlaces(bars, redraw);
  return bars.map((bar, i) => ({...bar, place: number(places[i] + 1)}));
}
