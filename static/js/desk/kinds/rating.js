import {LABEL_MAX_CHARACTERS, RATING_MAX_STEPS} from "../../wire/protocol.js";
import {readNumber} from "../../live/digits.js";
import {gettext, html, interpolate, nothing, number, person} from "../../live/kit.js";
import {decimalText} from "../../live/tables.js";
import {isWhole, numberNeeded, tooLongOf} from "../checks.js";
import {columns, figures} from "./bars.js";
import {numberField, row, selectField, textField} from "./fields.js";

const ends = ({low, high}) =>
  low || high ? html`<p class="pollcard__ends quiet">${person(low)} ${person(high)}</p>` : nothing;

/** Give 1 to n stars or points. */
export const rating = {
  name: "rating",
  icon: "star",
  words: () => gettext("Rating"),
  fields: ["results", "seconds", "show_count", "named"],
  blank: {steps: "5", style: "stars", low: "", high: ""},

  form: form => html`${row(
    numberField(form, "steps", gettext("Steps")),
    selectField(form, "style", gettext("Look"), [
      ["stars", gettext("stars")],
      ["numbers", gettext("numbers")],
    ]),
  )}
  ${row(
    textField(form, "low", gettext("1 means"), {placeholder: gettext("not at all")}),
    textField(form, "high", interpolate(gettext("{n} means"), {n: form.settings.steps || "5"}), {
      placeholder: gettext("very much"),
    }),
  )}`,

  check: ({steps, low, high}) =>
    isWhole(steps, 2, RATING_MAX_STEPS)
      ? tooLongOf({low, high}, {low: LABEL_MAX_CHARACTERS, high: LABEL_MAX_CHARACTERS})
      : {steps: numberNeeded(2, RATING_MAX_STEPS)},

  settings: ({steps, ...words}) => ({steps: readNumber(steps), ...words}),
  typed: ({steps, ...words}) => ({steps: String(steps), ...words}),
  details: ({settings: {steps}}) => interpolate(gettext("1 to {n}"), {n: steps}),

  live: (desk, {results: {counts, average}, settings}, first) => {
    const before = first?.results ? [[gettext("First round"), decimalText(first.results.average)]] : [];
    return html`${figures([[gettext("Average"), decimalText(average)], ...before])}
      ${columns(counts.map((count, at) => ({text: number(at + 1), count, words: number(count)})))} ${ends(settings)}`;
  },
};
