// Choose one, or several, of the options: one tap each.
import {gettext, html, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {areOptions} from "../holding.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

/** @param {any} poll @returns {{lowest: number, highest: number}} */
const boundsOf = ({settings}) => settings;

/** @param {PollView} view */
function choiceHint({poll}) {
  const {lowest, highest} = boundsOf(poll);
  if (highest === 1) return gettext("Choose one.");
  if (lowest === highest) return interpolate(gettext("Choose exactly {n}."), {n: lowest});
  if (lowest === 1 && highest >= poll.options.length) return gettext("Choose all that fit.");
  return interpolate(lowest === 1 ? gettext("Choose up to {highest}.")
    : gettext("Choose {lowest} to {highest}."), {lowest, highest});
}

/** @param {PollView} view @param {any} event */
function tap({poll, draft, change, complain}, {target}) {
  const {highest} = boundsOf(poll);
  const id = Number(target.value);
  if (highest === 1) return change([id]);
  if (target.checked && draft.length >= highest) {
    target.checked = false;
    return complain(interpolate(ngettext("You can choose {n}. To choose this one, take another away first.",
      "You can choose {n}. To choose this one, take another away first.", highest), {n: highest}));
  }
  const chosen = target.checked ? [...draft, id] : draft.filter((/** @type {number} */ other) => other !== id);
  change(chosen.sort((/** @type {number} */ a, /** @type {number} */ b) => a - b));
}

/** What is still to be done. @param {PollView} view */
function choiceCount({poll, draft, isAnswered}) {
  const {lowest, highest} = boundsOf(poll);
  const missing = lowest - draft.length;
  if (highest === 1 || (missing > 0 && !draft.length && !isAnswered)) return "";
  if (missing > 0) {
    const words = interpolate(ngettext("Choose {n} more.", "Choose {n} more.", missing), {n: missing});
    return isAnswered ? `${words} ${gettext("Until then your earlier answer counts.")}` : words;
  }
  return highest < poll.options.length
    ? interpolate(ngettext("{n} of {highest} chosen", "{n} of {highest} chosen", draft.length), {n: draft.length, highest}) : "";
}

/** @param {PollView} view */
const choiceForm = view => html`<div class="options" @change=${(/** @type {Event} */ event) => tap(view, event)}>
  ${view.poll.options.map((option, place) => openOption(view, option, place))}</div>
  ${boundsOf(view.poll).highest > 1 ? html`<p class="poll__count number" role="status">${choiceCount(view)}</p>` : nothing}`;

/** @param {PollView} view @param {{id: number, text: string}} option @param {number} place */
function openOption({poll, draft, results}, {id, text}, place) {
  return html`<label class="option">${optionBar(results, place)}<input type=${boundsOf(poll).highest > 1 ? "checkbox" : "radio"}
    name="options" value=${id} .checked=${draft.includes(id)}><span class="option__text">${person(text)}</span>${optionFigures(poll, results, place)}</label>`;
}

/** @param {any} results @param {number} place */
export const optionBar = (results, place) => (results
  ? html`<svg class="option__bar" aria-hidden="true"><rect width=${`${results.percents[place]}%`} height="100%"></rect></svg>` : nothing);

/** @param {any} poll @param {any} results @param {number} place */
export function optionFigures({settings}, results, place) {
  if (!results) return nothing;
  const n = results.counts[place];
  const votes = interpolate(ngettext("{n} vote", "{n} votes", n), {n: number(n)});
  if (settings.show === "count") return html`<span class="option__percent option__percent--count number">${votes}</span>`;
  return html`<span class="option__percent number">${percentText(results.percents[place])} <span class="option__count">${votes}</span></span>`;
}

/** @param {PollView} view */
const closedChoice = ({poll, answer, results}) => html`<ul class="options">${placesOf(poll, results).map(place => {
  const {id, text} = poll.options[place];
  const isOwn = answer?.includes(id);
  return html`<li class=${isOwn ? "option option--chosen" : "option"}>${optionBar(results, place)}<span class="option__text">${person(text)}${
    isOwn ? html` <span class="option__yours">${gettext("Your answer")}</span>` : nothing}</span>${optionFigures(poll, results, place)}</li>`;
})}</ul>`;

/** The places of the options in the order to show them. @param {any} poll @param {any} results @returns {number[]} */
function placesOf({options, settings}, results) {
  const places = options.map((/** @type {unknown} */ _, /** @type {number} */ place) => place);
  return results && settings.order === "votes"
    ? places.sort((/** @type {number} */ a, /** @type {number} */ b) => results.counts[b] - results.counts[a] || a - b) : places;
}

/** @type {import("../kinds.js").Kind} */
export const choiceKind = {
  field: "options",
  sends: "tap",
  blank: [],
  draftOf: answer => answer,
  holds: (draft, poll) => areOptions(draft, poll) && draft.length <= boundsOf(poll).highest,
  read(draft, poll) {
    const {lowest, highest} = boundsOf(poll);
    return draft.length >= lowest && draft.length <= highest ? {value: draft}
      : {problem: interpolate(gettext("Choose {lowest} to {highest} of the options."), {lowest, highest})};
  },
  hint: choiceHint,
  form: choiceForm,
  closed: closedChoice,
  bars: (results, {options, settings}, answer) => options.map((/** @type {any} */ {id, text}, /** @type {number} */ place) => ({
    place, label: person(text), isOwn: Boolean(answer?.includes(id)), percent: results.percents[place],
    figure: settings.show === "count" ? number(results.counts[place]) : percentText(results.percents[place]),
  })),
  areAlike: true,
};
