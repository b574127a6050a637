// Share out points over the options.
import {gettext, html, interpolate, ngettext, number, person} from "../../live/kit.js";
import {plainDigits} from "../../live/digits.js";
import {percentText} from "../../live/tables.js";
import {areOptions} from "../holding.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

const STEPS_TO_ALL = 20;

/** One tap gives a twentieth, so that everything is in reach and 100 goes by fives. @param {number} total */
const stepOf = total => Math.max(1, Math.round(total / STEPS_TO_ALL));

/** @param {Record<string, number>} draft */
export const sumOf = draft => Object.values(draft).reduce((sum, points) => sum + points, 0);

/** A draft without zeros, as answers are stored. @param {Record<string, number>} draft @param {number} id @param {number} points */
export function given(draft, id, points) {
  const {[id]: _, ...others} = draft;
  return points > 0 ? {...others, [id]: points} : others;
}

/** What an input method is putting together is read when it is done, unless it is plain already.
 * @param {PollView} view @param {number} id @param {any} event */
function typePoints({draft, change}, id, {target, isComposing}) {
  const points = Number.parseInt(plainDigits(target.value).replace(/\D/g, "").slice(0, 4) || "0", 10);
  const plain = String(points || "");
  if (isComposing && target.value !== plain) return;
  target.value = plain;
  change(given(draft, id, points));
}

/** @param {PollView} view @param {number} id @param {number} way */
function stepPoints({poll, draft, change}, id, way) {
  const {total} = /** @type {any} */ (poll.settings);
  const now = draft[id] ?? 0;
  const room = Math.max(0, total - sumOf(draft));
  change(given(draft, id, way > 0 ? now + Math.min(stepOf(total), room) : Math.max(0, now - stepOf(total))));
}

/** @param {PollView} view */
function pointsForm(view) {
  const {poll, draft} = view;
  const {total} = /** @type {any} */ (poll.settings);
  const left = total - sumOf(draft);
  return html`<p class=${left < 0 ? "points__left points__left--over number" : left ? "points__left number" : "points__left points__left--done number"} role="status">${pointsLeft(left, total)}</p>
    <ul class="points">${poll.options.map(option => pointsRow(view, option, left))}</ul>`;
}

/** @param {number} left @param {number} total */
function pointsLeft(left, total) {
  if (!left) return interpolate(ngettext("All {n} point given", "All {n} points given", total), {n: total});
  return left > 0 ? interpolate(ngettext("{n} of {total} points left", "{n} of {total} points left", left), {n: left, total})
    : interpolate(ngettext("{n} point too many", "{n} points too many", -left), {n: -left});
}

/** @param {PollView} view @param {{id: number, text: string}} option @param {number} left */
function pointsRow(view, {id, text}, left) {
  const points = view.draft[id] ?? 0;
  const name = `points-${view.poll.id}-${id}`;
  const type = (/** @type {Event} */ event) => typePoints(view, id, event);
  const step = (/** @type {number} */ way, /** @type {string} */ sign, /** @type {boolean} */ isOff, /** @type {string} */ words) => html`<button class="button points__step"
    type="button" aria-disabled=${String(isOff)} @click=${() => stepPoints(view, id, way)}><span aria-hidden="true">${sign}</span><span class="visually-hidden">${words} ${text}</span></button>`;
  return html`<li class="points__row"><label class="points__text" for=${name} id=${`${name}-text`}>${person(text)}</label><span class="points__steps">
    ${step(-1, "−", !points, gettext("Less for:"))}<input class="input points__input number" id=${name} name=${`points.${id}`} inputmode="numeric" autocomplete="off" autocapitalize="off" enterkeyhint="send"
    placeholder="0" .value=${points ? String(points) : ""} @focus=${(/** @type {any} */ {target}) => target.select()}
    @input=${type} @compositionend=${type}>${step(1, "+", left <= 0, gettext("More for:"))}</span></li>`;
}

/** @param {number | undefined} own */
const ownPart = own => (own ? interpolate(gettext("yours: {own}"), {own: number(own)}) : "");

/** @type {import("../kinds.js").Kind} */
export const pointsKind = {
  field: "points",
  sends: "button",
  blank: {},
  draftOf: answer => answer,
  holds: (draft, poll) => areOptions(Object.keys(Object(draft)).map(Number), poll) && Object.values(Object(draft)).every(points => Number.isInteger(points) && points > 0),
  read(draft, {settings: {total}}) {
    const sum = sumOf(draft);
    return sum === total ? {value: draft}
      : {problem: interpolate(gettext("Share out exactly {total} points; these are {sum}."), {total, sum})};
  },
  hint: ({poll: {settings}}) => interpolate(gettext("Share out {total} points: more for what matters more."),
    {total: /** @type {any} */ (settings).total}),
  form: pointsForm,
  bars: ({sums, percents}, {options}, answer) => options.map((/** @type {any} */ {id, text}, /** @type {number} */ place) => ({
    place, label: person(text), percent: percents[place], figure: percentText(percents[place]),
    more: [interpolate(ngettext("{n} point", "{n} points", sums[place]), {n: number(sums[place])}), ownPart(answer?.[id])].filter(Boolean).join(" · "),
  })),
  areAlike: true,
};
