// Estimate a number.
import {gettext, html, interpolate, nothing, number, person} from "../../live/kit.js";
import {readNumber} from "../../live/digits.js";
import {ofFullest} from "../../live/shares.js";
import {amountText, averageText, binText, decimalText} from "../../live/tables.js";
import {bigFigure} from "../charts.js";
import {isText} from "../holding.js";

/** @param {any} settings */
const boundsText = settings => interpolate(gettext("From {lowest} to {highest}"),
  {lowest: decimalText(settings.lowest), highest: amountText(settings.highest, settings)});

/** @param {import("../poll_view.js").PollView} view */
function numberForm({poll, draft, change, titleId}) {
  const settings = /** @type {any} */ (poll.settings);
  return html`<div class="amount"><input class="input input--answer amount__input number" name="number" autocomplete="off" autocapitalize="off" enterkeyhint="send"
    inputmode=${settings.lowest < 0 ? "text" : settings.decimals ? "decimal" : "numeric"} aria-labelledby=${titleId} aria-describedby=${`bounds-${poll.id}`}
    .value=${draft} @input=${(/** @type {any} */ {target}) => change(target.value)}>${
    settings.unit ? html`<span class="amount__unit">${person(settings.unit)}</span>` : nothing}</div>
    <p class="quiet" id=${`bounds-${poll.id}`}>${boundsText(settings)}</p>`;
}

/** @param {number} answer @param {{lowest: number, highest: number}[]} bins The last bin holds its upper end, too. */
function binOf(answer, bins) {
  const after = bins.findIndex(({highest}) => answer < highest);
  return after >= 0 ? (answer < bins[after].lowest ? -1 : after) : answer === bins[bins.length - 1]?.highest ? bins.length - 1 : -1;
}

/** @type {import("../kinds.js").Kind} */
export const numberKind = {
  field: "number",
  sends: "button",
  isTyped: true,
  blank: "",
  draftOf: answer => (Number.isFinite(answer) ? decimalText(answer) : null),
  holds: isText,
  read(draft, {settings: {lowest, highest, decimals}}) {
    const value = Number(readNumber(draft).toFixed(decimals));
    if (!draft.trim()) return {problem: gettext("Write a number first.")};
    if (Number.isNaN(value)) return {problem: gettext("This is not a number. Write it in digits.")};
    return value >= lowest && value <= highest ? {value} : {problem: interpolate(gettext("Choose a number from {lowest} to {highest}."),
      {lowest: decimalText(lowest), highest: decimalText(highest)})};
  },
  hint: () => "",
  form: numberForm,
  own: (answer, {settings}) => amountText(answer, settings),
  figures: ({median, mean}, {settings}) => (median === null ? nothing : bigFigure(averageText(median, settings, settings.unit),
    interpolate(gettext("in the middle (median); {mean} on average"), {mean: averageText(mean, settings, settings.unit)}))),
  bars(results, {settings}, answer) {
    const bins = /** @type {{lowest: number, highest: number, count: number}[]} */ (results.bins);
    const shares = ofFullest(bins.map(bin => bin.count));
    const own = answer === undefined ? -1 : binOf(answer, bins);
    return bins.map((bin, place) => ({place, label: binText(bin, settings), percent: shares[place], figure: number(bin.count), isOwn: place === own}));
  },
  areShort: true,
  areBare: true,
};
