// A poll without its results: what is asked, what can be answered, how many did, and the time that is left.
import {gettext, html, ngettext, nothing, number, person, render} from "../live/kit.js";
import {barSizes} from "./bars.js";
import {clock} from "./countdown.js";
import {fit, isInside, refit, scales} from "./fit.js";
import {heading} from "./heading.js";

const LARGE_SIZES = [...scales(1.5, 0.45, 0.05), ...[9, 6, 4].map(lines => ({scale: 0.45, lines}))];

/** @param {HTMLElement} frame @param {any} scene */
export function drawHidden(frame, scene) {
  const {poll} = scene;
  const isQuiz = poll.kind === "quiz_question";
  const hasOptions = poll.options.length > 0;
  render(html`
    ${heading(scene, {clockElsewhere: isQuiz})}
    ${hasOptions ? html`<ul class="choices plain">
      ${poll.options.map(({text}) => html`<li class="choice"><span class="said">${person(text)}</span></li>`)}</ul>` : nothing}
    <div class="tally">${isQuiz ? html`${quizTime(poll)} ${count(poll, "")}` : count(poll, waiting(poll))}</div>`, frame);
  frame.classList.toggle("alone", !hasOptions);
  if (!refit(frame, ["hidden", poll.title, ...poll.options.map(({text}) => text)].join())) return;
  if (hasOptions) fit(frame, barSizes(poll.options.length));
  else fit(frame, LARGE_SIZES, ({scale}) => isInside(frame) && (scale <= 1 || isAiry(frame)));
}

const MOST_HEIGHT = 0.5;

/** @param {HTMLElement} frame */
const isAiry = frame => (frame.querySelector("h2")?.clientHeight ?? 0) < frame.clientHeight * MOST_HEIGHT;

/** @param {any} poll */
function quizTime(poll) {
  const over = poll.seconds ? gettext("Time is up") : gettext("No more answers");
  if (poll.state === "closed") return html`<strong class="time-up">${over}</strong>`;
  return poll.closes_at ? clock(poll) : nothing;
}

/** How many answered; nothing where the count is hidden too. @param {any} poll @param {string} words */
function count({answers, state}, words) {
  if (answers === null) return html`<span>${words}</span>`;
  const what = state === "open"
    ? ngettext("answer so far.", "answers so far.", answers)
    : ngettext("answer.", "answers.", answers);
  return html`<strong>${number(answers)}</strong> <span>${what} ${words}</span>`;
}

/** @param {any} poll */
const waiting = ({answers}) => answers === null
  ? gettext("The results appear here when they are revealed.")
  : gettext("The results stay hidden until they are revealed.");
