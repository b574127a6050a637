// A survey: several polls on one form that can be scrolled, each saved by itself, at one's own pace.
import {gettext, html, icon, interpolate, ngettext, nothing, person} from "../live/kit.js";
import {countdownOf, namedNotice, pollNote, secretNote} from "./poll_parts.js";
import {answeredOf} from "./poll_view.js";
import {answerForm, closedBody, closedHint} from "./poll_views.js";

/** @typedef {import("./poll_view.js").PollView} PollView */
/** @typedef {import("../live/store.js").Poll} Poll */

/** @param {Poll} survey @param {PollView[]} parts @param {import("../live/store.js").Model} model */
export function openSurvey(survey, parts, model) {
  const done = answeredOf(parts.map(({poll}) => poll), model);
  const isNamed = parts.some(({poll}) => poll.named);
  return html`<section class="survey" aria-labelledby="poll-title"><h2 class="poll__title" id="poll-title" tabindex="-1">${person(survey.title)}</h2>
    <p class="poll__hint">${gettext("Answer what you like, in any order. Each answer is saved by itself.")}</p>${countdownOf(survey)}
    ${isNamed && parts.every(({poll}) => poll.named) ? namedNotice() : nothing}${progress(done, parts.length)}
    <ol class="survey__parts">${parts.map((view, i) => html`<li class="part"><p class="part__top"><span class="number">${
      interpolate(gettext("{n} of {all}"), {n: i + 1, all: parts.length})}</span>${partMark(view)}</p>${
      answerForm(view, view.poll.named && !parts.every(({poll}) => poll.named) ? namedNotice() : nothing)}</li>`)}</ol>
    ${done === parts.length ? html`<p class="notice notice--good">${icon("check")} <span>${gettext("All answered, thank you. You can change your answers until it closes.")}</span></p>` : nothing}
    ${pollNote(gettext("The results are shown when it is over."))}${isNamed ? nothing : secretNote()}</section>`;
}

/** @param {number} done @param {number} all */
const progress = (done, all) => html`<div class="progress"><p class="number">${interpolate(ngettext("{n} of {all} answered", "{n} of {all} answered", done), {n: done, all})}</p>
  <svg class="progress__bar" aria-hidden="true"><rect width=${`${all ? 100 * done / all : 0}%`} height="100%" rx="4"></rect></svg></div>`;

/** What became of a part. @param {PollView} view */
function partMark({isAnswered, isDirty, isSending, isOffline, kind}) {
  if (isSending && isOffline) return mark("wait", "clock", gettext("Kept here, sent later"));
  if (isSending) return mark("wait", "clock", gettext("Saving…"));
  if (isDirty && kind.sends === "button") return mark("wait", "pencil", gettext("Not saved yet"));
  return isAnswered ? mark("good", "check", gettext("Saved")) : nothing;
}

const mark = (/** @type {string} */ how, /** @type {string} */ name, /** @type {string} */ words) =>
  html` <span class=${`part__mark part__mark--${how}`}>${icon(name)} ${words}</span>`;

/** @param {Poll} survey @param {PollView[]} parts */
export const closedSurveyPanel = (survey, parts) => html`<article class="survey"><h2 class="poll__title" id="poll-title" tabindex="-1">${person(survey.title)}</h2>
  <p class="poll__hint">${closedHint(survey.answers)}</p>${closedSurvey(parts)}</article>`;

/** @param {PollView[]} parts A survey one can only read, without its title. */
export const closedSurvey = parts => parts.map(view => html`<section class="part"><h3 class="poll__title" id=${view.titleId}>${
  person(view.poll.title)}</h3>${closedBody(view)}</section>`);
