// Share out points: bars as long as their share of all points.
import {gettext, interpolate, ngettext, number} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {drawBars, isHighest} from "../bars.js";

/** @type {import("./kinds.js").Kind} */
export const points = {
  pairs: true,
  fitsAll: true,
  detail: ({settings: {total}}) =>
    interpolate(ngettext("{n} point for each person", "{n} points for each person", total), {n: number(total)}),
  draw(body, {poll, earlier}, redraw) {
    const {sums, percents} = poll.results;
    const before = earlier?.results;
    const isFirst = isHighest(sums);
    drawBars(body, poll.options.map(({id, text}, i) => ({
      id,
      text,
      share: percents[i] / 100,
      figure: before ? percentText(percents[i]) : number(sums[i]),
      aside: percentText(percents[i]),
      first: isFirst(sums[i]),
      earlier: before && {share: before.percents[i] / 100, figure: percentText(before.percents[i])},
    })), redraw);
  },
};
