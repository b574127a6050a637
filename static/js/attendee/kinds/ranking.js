// Put options in order: tap them best first, then move them by dragging, by buttons or by the arrow keys.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {sharesOf} from "../../live/shares.js";
import {meanText} from "../../live/tables.js";
import {drag} from "../drag.js";
import {areOptions} from "../holding.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

/** Between what is ranked and what is not. */
const LINE = null;

/** All rows in order: ranked options, the line, the others. @param {any} poll @param {number[]} draft @returns {(number | null)[]} */
export const rowsOf = ({options}, draft) =>
  [...draft, LINE, ...options.map((/** @type {any} */ {id}) => id).filter((/** @type {number} */ id) => !draft.includes(id))];

/** The order after the row at `from` was put at `to`. Where everything must be ranked the last one falls into place.
 * @param {any} poll @param {number[]} draft @param {number} from @param {number} to @returns {number[]} */
export function moved(poll, draft, from, to) {
  const rows = rowsOf(poll, draft);
  const [row] = rows.splice(from, 1);
  rows.splice(Math.max(0, Math.min(to, rows.length)), 0, row);
  const ranked = /** @type {number[]} */ (rows.slice(0, rows.indexOf(LINE)));
  const rest = /** @type {number[]} */ (rows.slice(ranked.length + 1));
  return rest.length === 1 && !poll.settings.partial ? [...ranked, ...rest] : ranked;
}

/** @param {PollView} view */
function rankingForm(view) {
  const {poll, draft} = view;
  const isWhole = draft.length === poll.options.length;
  const start = (/** @type {any} */ event) => event.target.closest(".rank__grip") && event.button === 0
    && drag(event, event.currentTarget, (from, to) => view.change(moved(poll, draft, from, to)));
  return html`<ol class="ranking" @pointerdown=${start} @keydown=${(/** @type {KeyboardEvent} */ event) => byArrows(view, event)}>${
    rowsOf(poll, draft).map((id, i) => (id === LINE ? lineRow(view, isWhole) : optionRow(view, id, i)))}</ol>
    ${draft.length && !isWhole ? html`<p class="poll__count"><button class="button button--small button--quiet" type="button" @click=${() => view.change([])}>${gettext("Start over")}</button></p>` : nothing}`;
}

/** @param {PollView} view @param {boolean} isWhole */
function lineRow({poll, draft}, isWhole) {
  const {partial} = /** @type {any} */ (poll.settings);
  const words = !draft.length ? gettext("Tap the best one first") : partial ? gettext("Not ranked") : gettext("Tap the next best");
  return html`<li class="rank__line" ?hidden=${isWhole && !partial}>${words}</li>`;
}

/** @param {PollView} view @param {number} id @param {number} i Its row. */
function optionRow(view, id, i) {
  const {poll, draft} = view;
  const {text} = /** @type {any} */ (poll.options.find(option => option.id === id));
  const isRanked = i < draft.length;
  const isEnd = i === poll.options.length - 1 && !(/** @type {any} */ (poll.settings).partial); // it would fall back at once
  const grip = html`<span class="rank__grip" aria-hidden="true">${icon("grip-vertical")}</span>`;
  if (!isRanked) return html`<li class="rank rank--out" data-option=${id}>${grip}<button class="rank__add" type="button" @click=${() => step(view, i, draft.length)}>${
    person(text)}<span class="visually-hidden">${interpolate(gettext(", make it number {n}"), {n: draft.length + 1})}</span></button></li>`;
  const button = (/** @type {number} */ way, /** @type {boolean} */ isOff, /** @type {string} */ words) => html`<button class="button button--icon rank__step" type="button"
    data-way=${way} aria-disabled=${String(isOff)} @click=${() => isOff || step(view, i, i + way)}>${icon(way < 0 ? "chevron-up" : "chevron-down")}<span
    class="visually-hidden">${interpolate(words, {text, n: i + 1})}</span></button>`;
  return html`<li class="rank" data-option=${id}>${grip}<span class="rank__place number" aria-hidden="true">${i + 1}</span><span class="rank__text">${person(text)}</span>
    ${button(-1, i === 0, gettext("Move up: {text}, now number {n}"))}${button(1, isEnd, gettext("Move down: {text}, now number {n}"))}</li>`;
}

/** Move a row and let the focus go with it. @param {PollView} view @param {number} from @param {number} to */
function step(view, from, to) {
  const id = rowsOf(view.poll, view.draft)[from];
  const way = to < from ? -1 : 1;
  const list = /** @type {HTMLElement} */ (document.activeElement?.closest(".ranking"));
  const wasAdded = from > view.draft.length;
  view.change(moved(view.poll, view.draft, from, to));
  if (!list?.isConnected) return;
  const row = list.querySelector(`[data-option="${id}"]`);
  const next = wasAdded && list.querySelector(".rank__add");
  /** @type {HTMLElement | null} */ (next || (row?.querySelector(`[data-way="${way}"]`) ?? row?.querySelector("button")))?.focus({preventScroll: true});
}

/** @param {PollView} view @param {KeyboardEvent} event */
function byArrows(view, event) {
  const way = {ArrowUp: -1, ArrowDown: 1}[event.key];
  const row = /** @type {HTMLElement} */ (event.target).closest("[data-option]");
  const from = rowsOf(view.poll, view.draft).indexOf(Number(row?.getAttribute("data-option")));
  if (!way || from < 0) return;
  event.preventDefault();
  if (from < view.draft.length) step(view, from, from + way);
  else if (way < 0) step(view, from, view.draft.length);
}

/** @type {import("../kinds.js").Kind} */
export const rankingKind = {
  field: "order",
  sends: "button",
  blank: [],
  draftOf: answer => answer,
  holds: areOptions,
  read(draft, {options, settings}) {
    if (draft.length === options.length || (settings.partial && draft.length)) return {value: draft};
    return {problem: settings.partial ? gettext("Tap at least one option to rank it.") : gettext("Rank all of them: tap the next best.")};
  },
  hint: ({poll: {settings}}) => (/** @type {any} */ (settings).partial ? gettext("Best first. You may leave some out.")
    : gettext("Best first.")),
  form: rankingForm,
  own: (answer, {options}) => answer.map((/** @type {number} */ id, /** @type {number} */ i) => [i ? ", " : "", `${i + 1}. `, person(options.find((/** @type {any} */ option) => option.id === id)?.text ?? "")]),
  bars: ({scores, ranks, people}, {options}, answer) => options.map((/** @type {any} */ {id, text}, /** @type {number} */ place) => ({
    place, label: person(text), percent: sharesOf("ranking", {scores, people})?.[place] ?? 0,
    figure: ranks[place] === null ? "–" : interpolate(gettext("rank {rank}"), {rank: meanText(ranks[place])}),
    more: [interpolate(ngettext("{n} point", "{n} points", scores[place]), {n: number(scores[place])}), answer?.includes(id) ? interpolate(gettext("yours: {own}"), {own: answer.indexOf(id) + 1}) : ""].filter(Boolean).join(" · "),
    score: scores[place],
  })).sort((/** @type {any} */ a, /** @type {any} */ b) => b.score - a.score || a.place - b.place),
  areAlike: true,
};
