// Polls, drawn like templates/sessions/join/_attendee_{poll,closed_poll}.html.
import {gettext, html, icon, interpolate, ngettext, nothing, person} from "../live/kit.js";

/** @typedef {import("../live/store.js").Poll} Poll */
/** A poll as one person sees it. `sending`: their answer is on its way; `offline`: and cannot leave now.
 * @typedef {{poll: Poll, chosen: number[], sessionOpen: boolean, sending: boolean, offline: boolean}} PollView */

/** @param {PollView | undefined} current @param {PollView[]} earlier */
export function pollPanel(current, earlier) {
  const takesAnswers = current?.poll.state === "open" && current.sessionOpen;
  return [
    !current ? noPoll() : takesAnswers ? openPollForm(current) : closedPoll(current, false),
    earlier.length ? html`<h2 class="earlier-title">${gettext("Earlier polls")}</h2>${earlier.map(view => closedPoll(view, true))}` : nothing,
  ];
}

const noPoll = () => html`<div class="empty">${icon("vote")}<p class="empty__title">${gettext("No poll yet")}</p>
  <p>${gettext("When the host opens one, it appears here by itself.")}</p></div>`;

const note = (/** @type {string} */ words) => html`<p class="poll__note">${words}</p>`;

/** @param {PollView} view */
function openPollForm(view) {
  const {poll, chosen} = view;
  return html`<form class="poll" method="post"><input type="hidden" name="t" value="poll.answer"><input type="hidden" name="poll" value=${poll.id}>
    <fieldset><legend class="poll__legend"><h2 class="poll__title" id="poll-title" tabindex="-1">${person(poll.title)}</h2></legend>
    <p class="poll__hint">${poll.multiple ? gettext("Choose all that fit. You can change your mind until it closes.")
      : gettext("Choose one. You can change your mind until it closes.")}</p>
    <div class="options">${poll.options.map((_, place) => openOption(view, place))}</div></fieldset></form>
    ${chosen.length ? answerNotice(view) : nothing}
    ${!poll.results ? note(gettext("The results stay hidden until the host reveals them."))
      : chosen.length ? nothing : note(gettext("You see the results once you have answered."))}
    <p class="poll__note">${icon("lock")} <span>${gettext("This vote is secret: hosts see the totals, never who chose what.")}</span></p>`;
}

/** @param {PollView} view @param {number} place */
function openOption(view, place) {
  const {id, text} = view.poll.options[place];
  const {bar, figures} = result(view, place);
  return html`<label class="option">${bar}<input type=${view.poll.multiple ? "checkbox" : "radio"} name="options" value=${id}
    .checked=${view.chosen.includes(id)}><span class="option__text">${person(text)}</span>${figures}</label>`;
}

/** @param {PollView} view */
function answerNotice({poll, sending, offline}) {
  const n = poll.answers;
  const words = offline && sending ? gettext("Your answer is kept here. It is sent when you are connected again.")
    : sending ? gettext("Sending your answer…")
    : interpolate(ngettext("Your answer is in · {n} answer", "Your answer is in · {n} answers", n), {n});
  return html`<p class=${`notice notice--${sending ? "wait" : "good"}`}>${icon(sending ? "clock" : "check")} <span>${words}</span></p>`;
}

/** @param {PollView} view A poll one can only read. @param {boolean} isEarlier */
function closedPoll(view, isEarlier) {
  const {poll} = view;
  const title = person(poll.title);
  return html`<article class="poll">
    ${isEarlier ? html`<h3 class="poll__title">${title}</h3>` : html`<h2 class="poll__title" id="poll-title" tabindex="-1">${title}</h2>`}
    <p class="poll__hint">${interpolate(ngettext("Closed · {n} answer", "Closed · {n} answers", poll.answers), {n: poll.answers})}</p>
    <ul class="options">${poll.options.map((_, place) => closedOption(view, place))}</ul>
    ${seesResults(view) ? nothing : note(gettext("The results stay hidden until the host reveals them."))}</article>`;
}

/** @param {PollView} view @param {number} place */
function closedOption(view, place) {
  const {id, text} = view.poll.options[place];
  const {bar, figures} = result(view, place);
  const isOwn = view.chosen.includes(id);
  return html`<li class=${isOwn ? "option option--chosen" : "option"}>${bar}<span class="option__text">${person(text)}${
    isOwn ? html` <span class="option__yours">${gettext("Your answer")}</span>` : nothing}</span>${figures}</li>`;
}

/** Only after one's own answer, so that nobody follows the crowd. @param {PollView} view */
const seesResults = ({poll, chosen}) => Boolean(poll.results) && (poll.state === "closed" || chosen.length > 0);

/** @param {PollView} view @param {number} place */
function result(view, place) {
  if (!view.poll.results || !seesResults(view)) return {bar: nothing, figures: nothing};
  const percent = view.poll.results.percents[place];
  const n = view.poll.results.counts[place];
  return {
    bar: html`<svg class="option__bar" aria-hidden="true"><rect width=${`${percent}%`} height="100%"></rect></svg>`,
    figures: html`<span class="option__percent number">${interpolate(gettext("{percent}%"), {percent})}
      <span class="option__count">${interpolate(ngettext("{n} vote", "{n} votes", n), {n})}</span></span>`,
  };
}
