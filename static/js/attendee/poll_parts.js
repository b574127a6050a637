// What polls of every kind have around their fields, drawn like templates/sessions/join/_poll_*.html.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../live/kit.js";
import {barList, inPairs, roundsLegend, tableDetails} from "./charts.js";

/** @typedef {import("./poll_view.js").PollView} PollView */

/** @param {PollView} view The title: the page's own, or that of a part of it. */
export const pollTitle = ({poll, isPart, titleId}) => (isPart
  ? html`<h3 class="poll__title" id=${titleId}>${person(poll.title)}</h3>`
  : html`<h2 class="poll__title" id=${titleId} tabindex="-1">${person(poll.title)}</h2>`);

export const pollNote = (/** @type {string} */ words) => html`<p class="poll__note">${words}</p>`;

/** Room for a countdown; countdown.js draws in it. @param {{id: number, closes_at: number | null}} poll */
export const countdownOf = ({id, closes_at}) => (closes_at ? html`<div class="countdown" data-poll=${id}></div>` : nothing);

/** Said before one answers. */
export const namedNotice = () => html`<p class="notice notice--wait">${icon("user")} <span>${
  gettext("This poll is not secret: hosts see who answered what.")}</span></p>`;

export const secretNote = () => html`<p class="poll__note">${icon("lock")} <span>${
  gettext("This vote is secret: hosts see the totals, never who chose what.")}</span></p>`;

/** @param {PollView} view */
export function sendButton({kind, isAnswered, isDirty, isPart}) {
  if (isPart) return kind.isTyped ? html`<button class=${isDirty ? "button poll__save" : "button poll__save is-idle"}>${gettext("Save")}</button>` : nothing;
  if (kind.sends !== "button" || (isAnswered && !isDirty)) return nothing;
  return html`<button class="button button--primary poll__send">${isAnswered ? gettext("Change my answer") : gettext("Send my answer")}</button>`;
}

/** @param {PollView} view */
export function answerNotice({poll, kind, isAnswered, isDirty, isSending, isOffline}) {
  if (!isAnswered) return nothing;
  const n = poll.answers === null ? null : Math.max(poll.answers, 1); // one's own, though the count may be older
  const isChanged = isDirty && !isSending && kind.sends === "button";
  const words = isOffline && isSending ? gettext("Your answer is kept here. It is sent when you are connected again.")
    : isSending ? gettext("Sending your answer…")
    : isChanged ? gettext("What you changed is not sent yet. Until then your earlier answer counts.")
    : /** @type {any} */ (poll.settings).review ? gettext("Your answer is in. It is shown after review.")
    : n === null ? gettext("Your answer is in")
    : interpolate(ngettext("Your answer is in · {n} answer", "Your answer is in · {n} answers", n), {n: number(n)});
  const mark = isSending ? "clock" : isChanged ? "pencil" : "check";
  return html`<p class=${`notice notice--${mark === "check" ? "good" : "wait"}`}>${icon(mark)} <span>${words}</span></p>`;
}

/** Why there are no results, where there are none. @param {PollView} view */
export function resultsNote({poll, isOpen, isAnswered, results}) {
  if (results) return nothing;
  const comesByAnswering = isOpen && (poll.results || poll.results_mode === "answered");
  if (!comesByAnswering) return pollNote(gettext("The results stay hidden until the host reveals them."));
  return isAnswered ? nothing : pollNote(gettext("You see the results once you have answered."));
}

/** @param {PollView} view The results, where they are not shown on the options themselves. */
export function chartOf({poll, kind, answer, results, before}) {
  if (!results) return nothing;
  const isPaired = before && kind.bars && kind.areAlike;
  const bars = kind.bars?.(results, poll, answer);
  return html`<div class="chart">${kind.figures?.(results, poll) ?? nothing}${
    isPaired && bars ? [roundsLegend(), barList(inPairs(bars, /** @type {any} */ (kind).bars(before.results, before.poll)), kind)]
      : bars ? barList(bars, kind) : kind.chart?.(results, poll, answer)}${
    tableDetails(poll, results)}${before && !isPaired ? firstResults({poll: before.poll, kind, results: before.results}) : nothing}</div>`;
}

/** @param {{poll: any, kind: import("./kinds.js").Kind, results: any}} round The first round, where bars cannot stand side by side. */
const firstResults = ({poll, kind, results}) => html`<h3 class="chart__title">${gettext("First round")}</h3>
  ${kind.figures?.(results, poll) ?? nothing}${kind.bars ? barList(kind.bars(results, poll, undefined), kind) : kind.chart?.(results, poll, undefined)}
  ${tableDetails(poll, results)}`;
