// Give 1 to n, as stars or numbers: one tap.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {sharesOf} from "../../live/shares.js";
import {meanText} from "../../live/tables.js";
import {bigFigure} from "../charts.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

/** What a step is called: the ends have words of their own. @param {any} settings @param {number} step */
function stepName({steps, low, high}, step) {
  const words = interpolate(gettext("{n} of {steps}"), {n: step, steps});
  const end = step === 1 ? low : step === steps ? high : "";
  return end ? interpolate(gettext("{name}: {value}"), {name: words, value: end}) : words;
}

/** @param {PollView} view */
function ratingForm({poll, draft, change}) {
  const settings = /** @type {any} */ (poll.settings);
  const {steps, style, low, high} = settings;
  return html`<div class=${`rating rating--${style}`} data-steps=${steps} @change=${(/** @type {any} */ event) => change(Number(event.target.value))}>
    ${Array.from({length: steps}, (_, i) => html`<label class="rating__step"><input type="radio" name="number" value=${i + 1} .checked=${draft === i + 1}
      ><span class="visually-hidden">${stepName(settings, i + 1)}</span><span class="rating__mark" aria-hidden="true">${style === "stars" ? icon("star") : i + 1}</span></label>`)}</div>
    ${low || high ? html`<p class="rating__ends" aria-hidden="true">${person(low)} ${person(high)}</p>` : nothing}`;
}

/** @type {import("../kinds.js").Kind} */
export const ratingKind = {
  field: "number",
  sends: "tap",
  blank: null,
  draftOf: answer => answer,
  holds: (draft, {settings}) => draft === null || (Number.isInteger(draft) && draft > 0 && draft <= settings.steps),
  read: draft => (draft ? {value: draft} : {problem: gettext("Choose one first.")}),
  hint: ({poll: {settings}}) => interpolate(gettext("Give 1 to {n}."), {n: /** @type {any} */ (settings).steps}),
  form: ratingForm,
  own: (answer, {settings}) => interpolate(gettext("{n} of {steps}"), {n: answer, steps: settings.steps}),
  figures: ({average, people}, {settings}) => (average === null ? nothing : bigFigure(meanText(average),
    interpolate(ngettext("of {steps} on average, from {n} person", "of {steps} on average, from {n} people", people), {steps: settings.steps, n: number(people)}))),
  bars: (results, _, answer) => (sharesOf("rating", results) ?? []).map((percent, i) => ({
    place: i, label: number(i + 1), percent, figure: number(results.counts[i]), isOwn: answer === i + 1,
  })),
  areShort: true,
  areAlike: true,
};
