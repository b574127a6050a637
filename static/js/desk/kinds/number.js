import {NUMBER_MAX, NUMBER_MAX_DECIMALS, UNIT_MAX_CHARACTERS} from "../../wire/protocol.js";
import {readNumber} from "../../live/digits.js";
import {gettext, html, interpolate, nothing, number as text} from "../../live/kit.js";
import {amountText, binText, decimalText, lastOf} from "../../live/tables.js";
import {isNumber, numberNeeded, tooLongOf} from "../checks.js";
import {columns, figures} from "./bars.js";
import {numberField, row, selectField, textField} from "./fields.js";

const MOST_NAMED_BINS = 6;

/** Few bins are named; of many only the bounds, for the names would not fit. */
function histogram(bins, settings) {
  const named = bins.length <= MOST_NAMED_BINS;
  const rows = bins.map(bin => ({text: named ? binText(bin, settings) : "", count: bin.count, words: text(bin.count)}));
  if (named) return columns(rows);
  const [low, high] = [decimalText(bins[0].lowest), amountText(lastOf(bins[bins.length - 1], settings), settings)];
  return html`${columns(rows)}<p class="pollcard__ends quiet number"><span>${low}</span> <span>${high}</span></p>`;
}

const DECIMALS = Array.from({length: NUMBER_MAX_DECIMALS + 1}, (_, n) => n);

/** Estimate a number. */
export const number = {
  name: "number",
  icon: "hash",
  words: () => gettext("Number"),
  fields: ["results", "seconds", "show_count", "named"],
  blank: {lowest: "0", highest: "100", decimals: "0", unit: ""},

  form: form => html`${row(
    numberField(form, "lowest", gettext("From"), {isSigned: true}),
    numberField(form, "highest", gettext("To"), {isSigned: true}),
  )}
  ${row(
    selectField(form, "decimals", gettext("Decimals"), DECIMALS.map(n => [n, text(n)])),
    textField(form, "unit", gettext("Unit"), {placeholder: gettext("such as km")}),
  )}`,

  check({lowest, highest, unit}) {
    if (!isNumber(lowest, -NUMBER_MAX, NUMBER_MAX)) return {lowest: numberNeeded(-NUMBER_MAX, NUMBER_MAX)};
    if (!isNumber(highest, -NUMBER_MAX, NUMBER_MAX)) return {highest: numberNeeded(-NUMBER_MAX, NUMBER_MAX)};
    if (readNumber(lowest) >= readNumber(highest)) return {highest: gettext("This must be more than the lowest number.")};
    return tooLongOf({unit}, {unit: UNIT_MAX_CHARACTERS});
  },

  settings: ({lowest, highest, decimals, unit}) => ({
    lowest: readNumber(lowest),
    highest: readNumber(highest),
    decimals: Number(decimals),
    unit,
  }),
  typed: ({lowest, highest, decimals, unit}) => ({
    lowest: String(lowest),
    highest: String(highest),
    decimals: String(decimals),
    unit,
  }),

  details: ({settings: {lowest, highest, unit}}) =>
    interpolate(gettext("{lowest} to {highest}"), {
      lowest: decimalText(lowest),
      highest: amountText(highest, {unit}),
    }),

  live: (desk, {results: {bins, mean, median}, settings}, first) => {
    const amount = value => amountText(value, settings);
    const before = first?.results ? [[gettext("First round"), amount(first.results.median)]] : [];
    return html`${figures([[gettext("Median"), amount(median)], [gettext("Mean"), amount(mean)], ...before])}
      ${bins.length ? histogram(bins, settings) : nothing}`;
  },
};
