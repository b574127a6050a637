import {gettext, html, interpolate} from "../../live/kit.js";
import {sharesOf} from "../../live/shares.js";
import {decimalText} from "../../live/tables.js";
import {bars, rounds} from "./bars.js";
import {tickField} from "./fields.js";

/** Put the options in order. */
export const ranking = {
  name: "ranking",
  icon: "list-ordered",
  words: () => gettext("Ranking"),
  hasOptions: true,
  fields: ["results", "seconds", "show_count", "named"],
  blank: {partial: false},

  form: form => tickField(form, "partial", gettext("People may leave options out")),
  check: () => ({}),
  settings: ({partial}) => ({partial}),
  typed: ({partial}) => ({partial}),
  details: ({settings: {partial}}) => (partial ? gettext("options may be left out") : gettext("all options")),

  live(desk, {options, results}, first) {
    const shares = sharesOf("ranking", results);
    const before = first?.results && sharesOf("ranking", first.results);
    const rows = options
      .map(({text}, at) => ({
        text,
        share: shares[at],
        score: results.scores[at],
        words: interpolate(gettext("rank {n}"), {n: decimalText(results.ranks[at])}),
        before: before?.[at],
      }))
      .sort((a, b) => b.score - a.score);
    return html`${bars(rows)} ${rounds(first?.results && first)}`;
  },
};
