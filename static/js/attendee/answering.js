// Answering polls: shown at once, sent once, taken back with words where the server refuses.
import {gettext} from "../live/kit.js";
import {answeredPoll} from "./ahead.js";
import {keepDraft} from "./drafts.js";
import {here} from "./here.js";
import {KINDS} from "./kinds.js";
import {say, toast} from "./voice.js";

/** @typedef {import("../live/store.js").Poll} Poll */

const TAP_DELAY_MS = 250; // arrow keys pass over options
const SAVE_DELAY_MS = 800; // a part of a survey saves itself

/** @type {Map<number, number>} */ const timers = new Map();
/** @type {Set<number>} Polls with a command under way. */ const underWay = new Set();

/** @param {number} id @returns {Poll | undefined} */
const pollOf = id => here.model.state.polls.find(poll => poll.id === id);

/** What the form of a poll holds has changed. @param {Poll} poll @param {any} draft */
export function change(poll, draft) {
  const {sends, isTyped} = KINDS[poll.kind];
  keepDraft(poll.id, draft);
  here.problems.delete(poll.id);
  here.draw();
  clearTimeout(timers.get(poll.id));
  const isPart = Boolean(poll.parent) && poll.kind !== "quiz_question";
  if (sends === "tap" || (isPart && !isTyped)) {
    timers.set(poll.id, window.setTimeout(submitIfWhole, sends === "tap" ? TAP_DELAY_MS : SAVE_DELAY_MS, poll.id));
  }
}

/** @param {Poll} poll @param {string} words Why something was not done. */
export function explain(poll, words) {
  here.problems.set(poll.id, words);
  here.draw();
}

/** Send what is in a field that was left, but not from under the finger that taps elsewhere: words that appear move
 * what is below. @param {number} id */
export function submitSoon(id) {
  clearTimeout(timers.get(id));
  timers.set(id, window.setTimeout(submit, TAP_DELAY_MS, id));
}

/** @param {number} id */
function submitIfWhole(id) {
  const poll = pollOf(id);
  const draft = here.drafts.get(id);
  if (poll && draft !== undefined && !KINDS[poll.kind].read(draft, poll).problem) submit(id);
}

/** Send what the form of a poll holds, or say what is missing. @param {number} id */
export function submit(id) {
  const poll = pollOf(id);
  if (!poll) return;
  clearTimeout(timers.get(id));
  const {blank, read} = KINDS[poll.kind];
  if (!here.drafts.has(id) && id in here.shown().you.answers) return; // nothing has changed
  const {value, problem} = read(here.drafts.get(id) ?? blank, poll);
  if (problem) return explain(poll, problem);
  here.problems.delete(id);
  here.answers.set(id, value);
  here.draw();
  deliverAnswer(poll);
}

/** Send the newest answer; of what changes meanwhile, and while there is no line, only the last is sent.
 * @param {Poll} poll */
async function deliverAnswer({id, kind}) {
  if (underWay.has(id)) return;
  underWay.add(id);
  for (let value; value !== here.answers.get(id) && here.answers.has(id);) {
    value = here.answers.get(id);
    await deliverOne(id, kind, value);
  }
  here.answers.delete(id);
  underWay.delete(id);
  here.drawSoon();
}

/** @param {number} id @param {string} kind @param {any} value */
async function deliverOne(id, kind, value) {
  const draft = here.drafts.get(id);
  try {
    await here.send("poll.answer", {poll: id, [KINDS[kind].field]: value});
    here.model = answeredPoll(here.model, id, value);
    if (here.drafts.get(id) === draft) keepDraft(id, undefined);
    if (here.answers.get(id) === value) say(gettext("Your answer is in."));
  } catch (problem) {
    if (problem.code === "too_fast") {
      await new Promise(resolve => setTimeout(resolve, (problem.retry_after ?? 2) * 1_000));
      return deliverOne(id, kind, here.answers.get(id));
    }
    if (here.answers.get(id) === value) refused(id, kind, problem.message);
  }
}

/** What was put together stays; a tap is taken back. @param {number} id @param {string} kind @param {string} words */
function refused(id, kind, words) {
  if (KINDS[kind].sends !== "button") keepDraft(id, undefined);
  here.problems.set(id, words);
  if (here.tab !== "poll" || pollOf(id)?.state !== "open") toast(words);
}
