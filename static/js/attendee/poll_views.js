// A poll that stands alone, drawn like templates/sessions/join/_poll.html.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../live/kit.js";
import {tableDetails} from "./charts.js";
import {answerNotice, chartOf, countdownOf, namedNotice, pollTitle, resultsNote, secretNote, sendButton} from "./poll_parts.js";

/** @typedef {import("./poll_view.js").PollView} PollView */

/** @param {boolean} isOpen Whether there may still be one. */
export const noPoll = isOpen => html`<div class="empty">${icon("vote")}<p class="empty__title">${isOpen ? gettext("No poll yet") : gettext("No polls")}</p>${
  isOpen ? html`<p>${gettext("When the host opens one, it appears here by itself.")}</p>` : nothing}</div>`;

/** The fields of a poll and its button. @param {PollView} view @param {unknown} [above] What stands between title and fields. */
export const answerForm = (view, above) => html`<form class="poll" method="post"><input type="hidden" name="t" value="poll.answer"><input
  type="hidden" name="poll" value=${view.poll.id}><fieldset ?disabled=${view.isOver}><legend class="poll__legend">${pollTitle(view)}</legend>
  <p class="poll__hint">${hintOf(view)}</p>${above ?? nothing}${view.kind.form(view)}</fieldset>
  <p class="field__error" role="alert">${view.problem}</p>${view.isOver ? nothing : sendButton(view)}</form>`;

/** What to do, in a line. @param {PollView} view */
function hintOf(view) {
  const {poll: {repeats}, kind, isPart} = view;
  const mayChange = kind.sends !== "once" && !isPart;
  return [repeats ? gettext("Second round.") : "", kind.hint(view), mayChange ? gettext("You can change your mind until it closes.") : ""].filter(Boolean).join(" ");
}

/** @param {PollView} view A poll that takes answers. */
export const openPollPanel = view => [
  answerForm(view, [countdownOf(view.poll), view.poll.named ? namedNotice() : nothing]),
  answerNotice(view),
  view.kind.closed && !view.before ? tableDetails(view.poll, view.results) : chartOf(view),
  resultsNote(view),
  view.poll.named ? nothing : secretNote(),
];

/** @param {PollView} view A poll one can only read, without its title. */
export function closedBody(view) {
  const {poll, kind, answer, isAnswered, results, before} = view;
  return [
    kind.closed && !before ? kind.closed(view) : nothing,
    isAnswered && kind.own && (kind.isTyped || !results) ? html`<p class="own-answer"><span class="own-answer__label">${gettext("Your answer")}</span> ${kind.own(answer, poll)}</p>` : nothing,
    kind.closed && !before ? tableDetails(poll, results) : chartOf(view),
    unsent(view),
    resultsNote(view),
  ];
}

/** Words that came too late are not thrown away. @param {PollView} view */
const unsent = ({poll, draft, isDirty, kind}) => (isDirty ? html`<p class="poll__note"><span>${
  gettext("It closed before this was sent:")} ${kind.isTyped ? person([draft].flat().filter(Boolean).join(", ")) : chosenIn(poll, draft)}</span></p>` : nothing);

/** What a form of options held. @param {import("../live/store.js").Poll} poll @param {any} draft */
function chosenIn(poll, draft) {
  if (typeof draft === "number") return number(draft);
  const ids = Array.isArray(draft) ? draft : Object.keys(draft).map(Number);
  return ids.map((id, i) => [i ? ", " : "", person(poll.options.find(option => option.id === id)?.text ?? ""), Array.isArray(draft) ? "" : ` ${number(draft[id])}`]);
}

/** @param {number | null} n */
export const closedHint = n => (n === null ? gettext("Closed")
  : interpolate(ngettext("Closed · {n} answer", "Closed · {n} answers", n), {n: number(n)}));

/** @param {PollView} view */
export const closedPollPanel = view => html`<article class="poll">${pollTitle(view)}
  <p class="poll__hint">${closedHint(view.poll.answers)}</p>${closedBody(view)}</article>`;

/** What was asked earlier, one line each, to be opened. @param {{poll: any, body: unknown}[]} earlier */
export const earlierPolls = earlier => (earlier.length ? html`<h2 class="earlier-title">${gettext("Earlier polls")}</h2>${
  earlier.map(({poll, body}) => html`<details class="earlier"><summary><h3 class="earlier__title">${person(poll.title)}</h3>
    <span class="earlier__count number">${poll.repeats ? gettext("Second round.") : nothing} ${closedHint(poll.answers)}</span></summary><div class="poll">${body}</div></details>`)}` : nothing);
