// What the attendee sees, drawn with the same elements as templates/sessions/join/_attendee_*.html.
import {gettext, html, icon, interpolate, ngettext, nothing, person, spaced} from "../live/kit.js";

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Question} Question */
/** @typedef {import("../live/store.js").Poll} Poll */
/** @typedef {import("../wire/protocol.js").OwnQuestionState} OwnQuestion */
/** @typedef {{poll: Poll, chosen: number[], sessionOpen: boolean, sending: boolean, offline: boolean}} PollView */

const hidden = (/** @type {unknown} */ words) => html`<span class="visually-hidden">${words}</span>`;
const counted = (/** @type {string} */ words, /** @type {number} */ n) => interpolate(words, {n});

// --- top -----------------------------------------------------------------------------------------------------

/** The quiet line under the title.
 * @param {Model} model @param {string} status @param {string} words What the server said when it closed the line. */
export function connection({state}, status, words) {
  const said = {
    live: gettext("Live"),
    polling: gettext("Updated every few seconds"),
    reconnecting: gettext("Reconnecting… what you type is kept"),
    closed: words || gettext("Not connected"),
  }[status];
  return html`<p class="connection">
    <span class=${`connection__dot connection__dot--${status}`}></span>
    ${said && html`<span class=${`connection__state connection__state--${status}`}>${said}</span>`}
    <span class="number">${counted(ngettext("{n} person", "{n} people", state.people), state.people)}</span>
    <strong class="number">#${spaced(state.session.code)}</strong></p>`;
}

/** @param {string} tab @param {string} sort @param {Poll | undefined} poll The open one. @param {boolean} answered */
export function tabs(tab, sort, poll, answered) {
  const link = (/** @type {string} */ name, /** @type {unknown} */ words) => html`<a class="tab"
    href=${`?tab=${name}&sort=${sort}`} data-tab=${name} aria-current=${tab === name ? "page" : nothing}>${words}</a>`;
  const badge = html` <span class=${`badge badge--${answered ? "soft" : "accent"}`}>${gettext("open")}</span>`;
  return [link("questions", gettext("Questions")), link("poll", [gettext("Poll"), poll ? badge : nothing])];
}

/** @param {string} sort */
export const sorts = sort => [["popular", gettext("Popular")], ["recent", gettext("Recent")]].map(([name, words]) => html`<a
  class="segment" href=${`?tab=questions&sort=${name}`} data-sort=${name}
  aria-current=${name === sort ? "true" : nothing}>${words}</a>`);

/** The chip that lets the list catch up.
 * @param {number} fresh @param {boolean} moved @param {() => void} show */
export function news(fresh, moved, show) {
  if (!fresh && !moved) return nothing;
  const words = fresh ? counted(ngettext("{n} new", "{n} new", fresh), fresh) : gettext("New order");
  return html`<button class="chip number" type="button" @click=${show}>${icon("arrow-up")} ${words}</button>`;
}

// --- questions -----------------------------------------------------------------------------------------------

const signature = (/** @type {Question | OwnQuestion} */ {number, author}, /** @type {boolean} */ own) => html`<p
  class="question__meta"><span class="number">#${number}</span> <span>${author ? person(author) : gettext("Anonymous")}</span>${
  own ? html` <span class="question__yours">${gettext("Yours")}</span>` : nothing}</p>`;

/** @param {Question} question
 * @param {{voted: boolean, own?: OwnQuestion, isNew?: boolean, sessionOpen: boolean}} more */
export function question(question, {voted, own, isNew = false, sessionOpen}) {
  const {id, number, text, score, answered} = question;
  const now = question.highlighted && !answered;
  return html`<div class="question__body">
    ${now ? html`<p class="question__now">${icon("radio")} ${gettext("Being answered now")}</p>` : nothing}
    ${isNew && !now ? html`<p class="question__new"><span class="badge badge--soft">${gettext("New")}</span></p>` : nothing}
    <p class="question__text">${person(text)}</p>
    ${signature(question, Boolean(own))}
    ${own?.editable && sessionOpen ? edit(own) : nothing}
    </div>${answered || !sessionOpen
    ? html`<p class="vote vote--still">${icon(answered ? "check" : "chevron-up")}${hidden(gettext("Votes:"))} <span class="number">${score}</span></p>`
    : html`<button class="vote" form=${voted ? "vote-off" : "vote-on"} name="question" value=${id} aria-pressed=${voted ? "true" : "false"}
      >${icon("chevron-up")}${hidden(interpolate(gettext("Upvote question {number}, votes:"), {number}))} <span class="number">${score}</span></button>`}`;
}

/** @param {OwnQuestion} own What became of it, in words. */
export function fate({state, reason}) {
  if (state === "sending") return gettext("Sending…");
  if (state === "offline") return gettext("Kept here. It is sent when you are connected again.");
  if (state === "pending") return gettext("Waiting for review · only you see this");
  if (state === "archived") return gettext("Put aside by the moderators");
  if (state !== "dismissed") return gettext("Shown to everyone");
  if (reason === "duplicate") return gettext("Not shown: somebody asked this already");
  if (reason === "off_topic") return gettext("Not shown: off topic");
  if (reason === "personal_data") return gettext("Not shown: it names private details");
  if (reason === "abusive") return gettext("Not shown: the tone is hurtful");
  if (reason === "unclear") return gettext("Not shown: unclear, please ask it in other words");
  return gettext("Not shown");
}

const FATE_ICONS = /** @type {Record<string, string>} */ ({sending: "clock", offline: "clock", pending: "clock", dismissed: "circle-x"});

/** One's own question outside the list. @param {OwnQuestion} own @param {boolean} sessionOpen */
export const ownQuestion = (own, sessionOpen) => html`<div class="question__body">
  <p class="question__state">${icon(FATE_ICONS[own.state] ?? "check")} ${fate(own)}</p>
  <p class="question__text">${person(own.text)}</p>
  ${own.words ? html`<p class="question__words">${person(own.words)}</p>` : nothing}
  ${own.number ? signature(own, true) : nothing}
  ${own.editable && sessionOpen ? edit(own) : nothing}</div>`;

/** @param {OwnQuestion} own */
const edit = ({id, number, text}) => html`<details class="edit">
  <summary class="button button--small">${gettext("Edit")}${hidden(interpolate(gettext("question {number}"), {number}))}</summary>
  <form class="edit__form" method="post"><input type="hidden" name="t" value="question.edit"><input type="hidden" name="question" value=${id}>
  <label class="visually-hidden" for=${`edit-${id}`}>${gettext("Your question")}</label>
  <textarea class="input" id=${`edit-${id}`} name="text" rows="3" .value=${text}></textarea>
  <p class="field__error" role="alert"></p>
  <p class="edit__acts"><button class="button button--small button--primary">${gettext("Save")}</button>
  <button class="button button--small button--bad" form="withdraw" name="question" value=${id}>${gettext("Withdraw")}</button></p>
  </form></details>`;

/** @param {boolean} canAsk */
export const noQuestions = canAsk => html`<div class="empty">${icon("message-square")}
  <p class="empty__title">${gettext("No questions yet")}</p>${canAsk ? html`<p>${gettext("Ask the first one.")}</p>` : nothing}</div>`;

/** @param {Question[]} questions @param {(question: Question) => unknown} row */
export const answeredList = (questions, row) => html`<h3 class="answered-title">${gettext("Answered")} <span class="badge">${questions.length}</span></h3>
  <ol class="questions">${questions.map(one => html`<li class="question question--answered">${row(one)}</li>`)}</ol>`;

// --- polls ---------------------------------------------------------------------------------------------------

/** @param {PollView} view */
export const seesResults = ({poll, chosen}) => Boolean(poll.results) && (poll.state === "closed" || chosen.length > 0);

/** @param {PollView} view @param {number} place Of the option. */
function result(view, place) {
  if (!seesResults(view) || !view.poll.results) return {bar: nothing, figures: nothing};
  const percent = view.poll.results.percents[place];
  const n = view.poll.results.counts[place];
  return {
    bar: html`<svg class="option__bar" aria-hidden="true"><rect width=${`${percent}%`} height="100%"></rect></svg>`,
    figures: html`<span class="option__percent number">${interpolate(gettext("{percent}%"), {percent})}
      <span class="option__count">${counted(ngettext("{n} vote", "{n} votes", n), n)}</span></span>`,
  };
}

const hiddenResults = () => html`<p class="poll__note">${gettext("The results stay hidden until the host reveals them.")}</p>`;

/** @param {PollView} view The poll that takes answers now. */
export function openPoll(view) {
  const {poll, chosen} = view;
  const options = poll.options.map((option, place) => {
    const {bar, figures} = result(view, place);
    return html`<label class="option">${bar}<input type=${poll.multiple ? "checkbox" : "radio"} name="options" value=${option.id}
      .checked=${chosen.includes(option.id)}><span class="option__text">${person(option.text)}</span>${figures}</label>`;
  });
  return html`<form class="poll" method="post"><input type="hidden" name="t" value="poll.answer"><input type="hidden" name="poll" value=${poll.id}>
    <fieldset><legend class="poll__legend"><h2 class="poll__title" id="poll-title" tabindex="-1">${person(poll.title)}</h2></legend>
    <p class="poll__hint">${poll.multiple ? gettext("Choose all that fit. You can change your mind until it closes.")
      : gettext("Choose one. You can change your mind until it closes.")}</p>
    <div class="options">${options}</div></fieldset></form>
    ${answerNote(view)}
    ${!poll.results ? hiddenResults() : chosen.length ? nothing
      : html`<p class="poll__note">${gettext("You see the results once you have answered.")}</p>`}
    <p class="poll__note">${icon("lock")} <span>${gettext("This vote is secret: hosts see the totals, never who chose what.")}</span></p>`;
}

/** @param {PollView} view */
function answerNote({poll, chosen, sending, offline}) {
  if (!chosen.length) return nothing;
  const n = poll.answers;
  const words = !sending ? counted(ngettext("Your answer is in · {n} answer", "Your answer is in · {n} answers", n), n)
    : offline ? gettext("Your answer is kept here and sent when you are connected again.") : gettext("Sending your answer…");
  return html`<p class=${sending ? "notice notice--wait" : "notice notice--good"}>${icon(sending ? "clock" : "check")} <span>${words}</span></p>`;
}

/** @param {PollView} view A poll one can only read. @param {boolean} earlier */
export function closedPoll(view, earlier) {
  const {poll, chosen} = view;
  const rows = poll.options.map((option, place) => {
    const {bar, figures} = result(view, place);
    const own = chosen.includes(option.id);
    return html`<li class=${own ? "option option--chosen" : "option"}>${bar}<span class="option__text">${person(option.text)}${
      own ? html` <span class="option__yours">${gettext("Your answer")}</span>` : nothing}</span>${figures}</li>`;
  });
  const title = person(poll.title);
  return html`<article class="poll">
    ${earlier ? html`<h3 class="poll__title">${title}</h3>` : html`<h2 class="poll__title" id="poll-title" tabindex="-1">${title}</h2>`}
    <p class="poll__hint">${counted(ngettext("Closed · {n} answer", "Closed · {n} answers", poll.answers), poll.answers)}</p>
    <ul class="options">${rows}</ul>${seesResults(view) ? nothing : hiddenResults()}</article>`;
}

export const noPoll = () => html`<div class="empty">${icon("vote")}<p class="empty__title">${gettext("No poll yet")}</p>
  <p>${gettext("When the host opens one, it appears here by itself.")}</p></div>`;

/** @param {PollView | undefined} current @param {PollView[]} earlier */
export function pollPanel(current, earlier) {
  const takesAnswers = current?.poll.state === "open" && current.sessionOpen;
  return [
    !current ? noPoll() : takesAnswers ? openPoll(current) : closedPoll(current, false),
    earlier.length ? html`<h2 class="earlier-title">${gettext("Earlier polls")}</h2>${earlier.map(view => closedPoll(view, true))}` : nothing,
  ];
}
