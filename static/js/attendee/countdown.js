// Countdowns, by the server's clock. They tick by themselves: the rest of the page is not drawn for them.
import {clockText, remaining} from "../live/clock.js";
import {gettext, html, icon, interpolate, nothing, render} from "../live/kit.js";
import {here} from "./here.js";
import {say} from "./voice.js";

const TICK_MS = 250;
const SOON_MS = 10_000;

let ticking = 0;
/** @type {Map<number, number>} What was left of each countdown at the last tick. */ const lastLeft = new Map();

/** Draw every countdown on the page, and go on while one runs. */
export function drawCountdowns() {
  clearTimeout(ticking);
  const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".countdown")]);
  const lefts = boxes.map(drawCountdown);
  if (lefts.some(left => left > 0)) ticking = window.setTimeout(drawCountdowns, TICK_MS);
}

/** @param {HTMLElement} box @returns {number} ms left */
function drawCountdown(box) {
  const poll = here.model.state.polls.find(({id}) => id === Number(box.dataset.poll));
  const left = poll ? remaining(poll, here.model) : null;
  render(poll && left !== null ? clock(left, poll.seconds * 1_000) : nothing, box);
  if (poll && left !== null) passed(poll.id, left);
  return left ?? 0;
}

/** @param {number} left ms @param {number} all ms */
const clock = (left, all) => html`<p class=${left > SOON_MS ? "countdown__time number" : "countdown__time countdown__time--soon number"} role="timer">${icon("timer")}
  ${left ? html`<span>${clockText(left)}</span> <span class="visually-hidden">${gettext("left")}</span>` : gettext("Time is up")}</p>
  <svg class=${left > SOON_MS ? "countdown__bar" : "countdown__bar countdown__bar--soon"} aria-hidden="true"><rect width=${`${Math.min(100, 100 * left / all)}%`} height="100%"></rect></svg>`;

/** The last seconds are said; when it is over the form closes. @param {number} poll @param {number} left ms */
function passed(poll, left) {
  const before = lastLeft.get(poll) ?? 0;
  lastLeft.set(poll, left);
  if (before > SOON_MS && left <= SOON_MS && left) say(interpolate(gettext("{n} seconds left"), {n: Math.round(left / 1_000)}));
  if (before > 0 && !left) here.drawSoon();
}
