import {readNumber} from "../../live/digits.js";
import {gettext, html, interpolate, ngettext, nothing, number} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {isWhole, numberNeeded} from "../checks.js";
import {bars, rounds} from "./bars.js";
import {numberField, row, selectField, tickField} from "./fields.js";

/** Bars of a choice or a quiz question; with those of the first round under each, where it is a second one. */
export function choiceBars({options, results, settings}, first = null) {
  const counts = settings.show === "count";
  const before = first?.results?.percents;
  const rows = options.map(({text}, at) => {
    const [count, percent] = [number(results.counts[at]), percentText(results.percents[at])];
    return {
      text,
      share: results.percents[at],
      words: counts ? count : percent,
      more: counts ? percent : count,
      right: (results.correct ?? settings.correct ?? []).includes(at),
      before: before?.[at],
    };
  });
  return html`${bars(rows)} ${rounds(before && first)}`;
}

const bounds = form =>
  row(
    numberField(form, "lowest", gettext("At least")),
    numberField(form, "highest", gettext("At most"), {placeholder: gettext("all")}),
  );

const ORDERS = () => [
  ["fixed", gettext("as written")],
  ["votes", gettext("most votes first")],
];
const FIGURES = () => [
  ["percent", gettext("percent")],
  ["count", gettext("number of votes")],
];

const wordsOf = (choices, value) => (choices.find(([name]) => name === value) ?? choices[0])[1];

const lookWords = ({order, show}) =>
  interpolate(gettext("Bars: {order}, {figures}"), {order: wordsOf(ORDERS(), order), figures: wordsOf(FIGURES(), show)});

/** How the bars look: seldom changed, so one stop of the keyboard. */
const look = form =>
  html`<details class="pollcard__fold">
    <summary>${lookWords(form.settings)}</summary>
    ${row(
      selectField(form, "order", gettext("Order of the bars"), ORDERS()),
      selectField(form, "show", gettext("Figures"), FIGURES()),
    )}
  </details>`;

const many = ({options}) => options.filter(({text}) => text.trim()).length;

/** Choose one option, or several. */
export const choice = {
  name: "choice",
  icon: "list-checks",
  words: () => gettext("Choice"),
  hasOptions: true,
  fields: ["results", "seconds", "show_count", "named"],
  blank: {several: false, lowest: "1", highest: "", order: "fixed", show: "percent"},

  form: form => html`${tickField(form, "several", gettext("People may choose several"))}
    ${form.settings.several ? bounds(form) : nothing}
    ${look(form)}`,

  check({several, lowest, highest}, draft) {
    const most = many(draft);
    if (!several || most < 2) return {};
    if (highest !== "" && !isWhole(highest, 1, most)) return {highest: numberNeeded(1, most)};
    const limit = highest === "" ? most : readNumber(highest);
    return isWhole(lowest, 1, limit) ? {} : {lowest: numberNeeded(1, limit)};
  },

  settings: ({several, lowest, highest, order, show}, draft) => ({
    lowest: several ? readNumber(lowest) : 1,
    highest: several ? readNumber(String(highest || many(draft))) : 1,
    order,
    show,
  }),

  typed: ({lowest, highest, order, show}) => ({
    several: highest > 1,
    lowest: String(lowest),
    highest: highest > 1 ? String(highest) : "",
    order,
    show,
  }),

  details({settings: {lowest, highest}, options}) {
    if (highest === 1) return gettext("one choice");
    if (lowest === 1 && highest === options.length) return gettext("several choices");
    if (lowest === highest) return interpolate(ngettext("{n} choice", "{n} choices", highest), {n: highest});
    return interpolate(gettext("{lowest} to {highest} choices"), {lowest, highest});
  },

  live: (desk, poll, first) => choiceBars(poll, first),
};
