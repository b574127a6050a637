// The poll: drawing it, and answering it with one tap.
import {gettext, nothing, render} from "../live/kit.js";
import {closedPolls, openPoll} from "../live/store.js";
import {answeredPoll} from "./ahead.js";
import {byId, here} from "./here.js";
import {pollPanel} from "./poll_views.js";
import {toast} from "./voice.js";

const ANSWER_DELAY_MS = 250; // arrow keys pass over options

let drawnPoll = 0;
/** @type {Map<number, number>} */ const timers = new Map();

/** @param {import("../live/store.js").Model} shown */
export function drawPolls({state, you}) {
  const view = (/** @type {import("../live/store.js").Poll} */ poll) => ({
    poll,
    chosen: you.answers[poll.id] ?? [],
    sessionOpen: state.session.open,
    sending: here.answers.has(poll.id),
    offline: here.status === "reconnecting",
  });
  const closed = closedPolls(state);
  const current = openPoll(state) ?? closed.shift();
  if (current?.id !== drawnPoll) render(nothing, byId("poll-view")); // another poll gets buttons of its own
  drawnPoll = current?.id ?? 0;
  render(pollPanel(current && view(current), closed.map(view)), byId("poll-view"));
}

/** @param {HTMLInputElement} tapped An option of the open poll. */
export function choose(tapped) {
  const form = /** @type {HTMLFormElement} */ (tapped.form);
  const poll = Number(form.poll.value);
  const ticked = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input:checked")]);
  const options = ticked.map(input => Number(input.value));
  if (!options.length) {
    tapped.checked = true;
    toast(gettext("Keep at least one choice. To change your answer, tap the other one first."));
    return;
  }
  here.answers.set(poll, options);
  here.draw();
  clearTimeout(timers.get(poll));
  timers.set(poll, window.setTimeout(answer, ANSWER_DELAY_MS, poll, options));
}

/** @param {number} poll @param {number[]} options */
async function answer(poll, options) {
  try {
    await here.send("poll.answer", {poll, options});
    here.model = answeredPoll(here.model, poll, options);
  } catch (problem) {
    toast(problem.message);
  }
  if (here.answers.get(poll) === options) here.answers.delete(poll);
  here.drawSoon();
}
