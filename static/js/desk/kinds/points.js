import {POINTS_MAX} from "../../wire/protocol.js";
import {readNumber} from "../../live/digits.js";
import {gettext, html, interpolate, ngettext, number} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {isWhole, numberNeeded} from "../checks.js";
import {bars, rounds} from "./bars.js";
import {numberField} from "./fields.js";

/** Share out points over options. */
export const points = {
  name: "points",
  icon: "coins",
  words: () => gettext("Points"),
  hasOptions: true,
  fields: ["results", "seconds", "show_count", "named"],
  blank: {total: "100"},

  form: form => numberField(form, "total", gettext("Points everyone shares out")),
  check: ({total}) => (isWhole(total, 1, POINTS_MAX) ? {} : {total: numberNeeded(1, POINTS_MAX)}),
  settings: ({total}) => ({total: readNumber(total)}),
  typed: ({total}) => ({total: String(total)}),
  details: ({settings: {total}}) => interpolate(ngettext("{n} point each", "{n} points each", total), {n: total}),

  live(desk, {options, results: {sums, percents}}, first) {
    const before = first?.results?.percents;
    const rows = options.map(({text}, at) => ({
      text,
      share: percents[at],
      words: percentText(percents[at]),
      more: number(sums[at]),
      before: before?.[at],
    }));
    return html`${bars(rows)} ${rounds(before && first)}`;
  },
};
