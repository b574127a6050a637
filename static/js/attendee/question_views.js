// Questions, drawn like templates/sessions/join/_attendee_{question,own,edit,questions}.html.
import {gettext, html, icon, interpolate, nothing, number as formatted, person, pgettext} from "../live/kit.js";
import {notKept} from "../live/storage.js";
import {askAnew} from "./composer.js";
import {keepEdit} from "./drafts.js";
import {here} from "./here.js";

/** @typedef {import("../live/store.js").Question} Question */
/** @typedef {import("../wire/protocol.js").OwnQuestionState} OwnQuestion */

/** A question in a list.
 * @param {Question} question
 * @param {{isVoted: boolean, isUnsent: boolean, own?: OwnQuestion, isNow: boolean, isNew: boolean, sessionOpen: boolean}} more */
export function questionRow(question, {isVoted, isUnsent, own, isNow, isNew, sessionOpen}) {
  const takesVotes = sessionOpen && !question.answered;
  return html`<div class="question__body">
    ${isNow ? nowLine() : isNew ? newBadge() : nothing}
    <p class="question__text">${person(question.text)}</p>
    ${signature(question, Boolean(own))}
    ${own ? editForm(own, sessionOpen) : nothing}
    </div>${takesVotes ? voteButton(question, isVoted, isUnsent) : stillScore(question)}`;
}

const nowLine = () => html`<p class="question__now">${icon("radio")} ${gettext("Being answered now")}</p>`;
const newBadge = () => html`<p class="question__new"><span class="badge badge--soft">${gettext("New")}</span></p>`;

const signature = (/** @type {Question | OwnQuestion} */ {number, author}, /** @type {boolean} */ isOwn) => html`<p class="question__meta">
  <span class="number">#${number}</span> <span>${author ? person(author) : gettext("Anonymous")}</span>${
  isOwn ? html` <span class="question__yours">${gettext("Yours")}</span>` : nothing}</p>`;

/** The button belongs to one of two forms of the page, so that it works the same without scripts. */
const voteButton = (/** @type {Question} */ {id, number, score}, /** @type {boolean} */ isVoted, /** @type {boolean} */ isUnsent) => html`<button class=${isUnsent ? "vote vote--unsent" : "vote"}
  form=${isVoted ? "vote-off" : "vote-on"} name="question" value=${id} aria-pressed=${isVoted ? "true" : "false"}>${icon("chevron-up")}<span
  class="visually-hidden">${interpolate(gettext("Upvote question {number}, votes:"), {number})}</span> <span class="number">${score}</span>${
  isUnsent ? html`<span class="visually-hidden"> ${gettext("Not sent yet")}</span>` : nothing}</button>`;

const stillScore = (/** @type {Question} */ {answered, score}) => html`<p class="vote vote--still">${icon(answered ? "check" : "chevron-up")}<span
  class="visually-hidden">${gettext("Votes:")}</span> <span class="number">${score}</span></p>`;

/** One's own question outside the list, with what became of it.
 * @param {OwnQuestion} own @param {boolean} sessionOpen */
export const ownRow = (own, sessionOpen) => html`<div class="question__body">
  <p class="question__state">${icon(FATE_ICONS[own.state] ?? "check")} ${fate(own, sessionOpen)}</p>
  <p class="question__text">${person(own.text)}</p>
  ${own.words ? html`<p class="question__words">${person(own.words)}</p>` : nothing}
  ${own.number ? signature(own, true) : nothing}
  ${own.number ? editForm(own, sessionOpen) : nothing}</div>`;

/** @type {Record<string, string>} */
const FATE_ICONS = {sending: "clock", offline: "clock", pending: "clock", dismissed: "circle-x"};

/** @param {{state: string, reason?: string}} own @param {boolean} sessionOpen What became of it, in words. */
export function fate({state, reason}, sessionOpen) {
  if (state === "sending") return gettext("Sending…");
  if (state === "offline") return gettext("Kept here. It is sent when you are connected again.");
  if (state === "pending" && !sessionOpen) return gettext("Not reviewed before the session ended");
  if (state === "pending") return gettext("Waiting for review · only you see this");
  if (state === "archived") return gettext("Put aside by the moderators");
  if (state !== "dismissed") return gettext("Shown to everyone");
  if (reason === "duplicate") return gettext("Not shown: asked already");
  if (reason === "off_topic") return gettext("Not shown: off topic");
  if (reason === "personal_data") return gettext("Not shown: personal data");
  if (reason === "abusive") return gettext("Not shown: hurtful tone");
  if (reason === "unclear") return gettext("Not shown: unclear. Please ask it in other words.");
  return gettext("Not shown");
}

/** Changing one's own question, while that is possible. What was typed stays when it no longer is: to be read, copied, asked anew.
 * @param {OwnQuestion} own @param {boolean} sessionOpen */
function editForm({id, number, text, editable}, sessionOpen) {
  const mayEdit = editable && sessionOpen;
  const typed = here.edits.get(id);
  const isSending = here.acts().some(({name, fields}) => name === "question.edit" && fields.question === id);
  if (!mayEdit && (typed === undefined || typed === text)) return nothing;
  return html`<details class="edit" ?open=${typed !== undefined}>
  <summary class="button button--small">${gettext("Edit")}<span class="visually-hidden"> ${interpolate(gettext("question {number}"), {number})}</span></summary>
  <form class="edit__form" method="post"><input type="hidden" name="t" value="question.edit"><input type="hidden" name="question" value=${id}>
  <label class="visually-hidden" for=${`edit-${id}`}>${gettext("Your question")}</label>
  <textarea class="input" id=${`edit-${id}`} name="text" rows="3" autocomplete="off" autocapitalize="sentences" ?readonly=${!mayEdit} .value=${typed ?? text}
    @input=${(/** @type {any} */ {target}) => keepEdit(id, target.value)}></textarea>
  <p class=${mayEdit ? "field__error" : "quiet"} role="alert">${mayEdit ? here.editProblems.get(id) ?? (typed === undefined ? "" : notKept()) : lateWords(sessionOpen)}</p>
  ${isSending ? html`<p class="quiet">${here.status === "reconnecting" ? gettext("Kept here. It is sent when you are connected again.") : gettext("Sending…")}</p>` : nothing}
  <p class="edit__acts">${mayEdit ? editActs(id) : lateActs(id, typed ?? "", sessionOpen && here.model.state.session.intake_open)}</p>
  </form></details>`;
}

const editActs = (/** @type {number} */ id) => html`<button class="button button--small button--primary">${gettext("Save")}</button>
  <button class="button button--small button--bad" form="withdraw" name="question" value=${id}>${gettext("Withdraw")}</button>`;

const lateWords = (/** @type {boolean} */ sessionOpen) => (sessionOpen
  ? gettext("A moderator has dealt with this question, or somebody voted on it, so it can no longer be changed. Your words are kept here.")
  : gettext("This session has ended, so it can no longer be changed. Your words are kept here."));

/** @param {number} id @param {string} text @param {boolean} mayAsk */
function lateActs(id, text, mayAsk) {
  const forget = () => {
    keepEdit(id);
    here.draw();
  };
  const again = () => {
    askAnew(text);
    forget();
  };
  return html`${mayAsk ? html`<button class="button button--small" type="button" @click=${again}>${gettext("Ask as a new question")}</button>` : nothing}
  <button class="button button--small" type="button" @click=${forget}>${gettext("Discard")}</button>`;
}

/** @param {Question[]} questions @param {(question: Question) => unknown} row @param {number} all How many there are, shown or not. */
export const answeredSection = (questions, row, all) => html`<h3 class="answered-title">${pgettext("questions", "Answered")} <span class="badge">${formatted(all)}</span></h3>
  <ol class="questions">${questions.map(question => html`<li class="question question--answered">${row(question)}</li>`)}</ol>`;

/** What the list does not show. @param {number} shown @param {number} all @param {() => void} show */
export const moreLine = (shown, all, show) => html`<p class="more"><span class="number">${
  interpolate(gettext("{shown} of {total} shown"), {shown: formatted(shown), total: formatted(all)})}</span>
  <button class="button button--small" type="button" @click=${show}>${gettext("Show more")}</button></p>`;

/** @param {boolean} mayAsk */
export const noQuestions = mayAsk => html`<div class="empty">${icon("message-square")}
  <p class="empty__title">${gettext("No questions yet")}</p>${mayAsk ? html`<p>${gettext("Ask the first one.")}</p>` : nothing}</div>`;
