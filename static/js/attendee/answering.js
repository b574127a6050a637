// Answering polls: shown at once, sent once, taken back with words where the server refuses.
import {gettext} from "../live/kit.js";
import {answeredPoll} from "./ahead.js";
import {draftOf, keepDraft} from "./drafts.js";
import {here} from "./here.js";
import {KINDS} from "./kinds.js";
import {isSame} from "./poll_view.js";
import {say, toast} from "./voice.js";

/** @typedef {import("../live/store.js").Poll} Poll */

const TAP_DELAY_MS = 250; // arrow keys pass over options
const SAVE_DELAY_MS = 800; // a part of a survey saves itself

/** @type {Map<number, number>} */ const timers = new Map();

/** @param {number} id @returns {Poll | undefined} */
const pollOf = id => here.model.state.polls.find(poll => poll.id === id);

/** What the form of a poll holds has changed. @param {Poll} poll @param {any} draft */
export function change(poll, draft) {
  const {sends, isTyped} = KINDS[poll.kind];
  keepDraft(poll, draft);
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
  const draft = poll && draftOf(poll);
  if (poll && draft !== undefined && !KINDS[poll.kind].read(draft, poll).problem) submit(id);
}

/** Send what was tapped just before the page was left: it is shown as chosen. */
export function submitLeft() {
  for (const {id, kind, state} of here.model.state.polls) {
    if (state === "open" && KINDS[kind]?.sends === "tap") submitIfWhole(id);
  }
}

/** Send what the form of a poll holds, or say what is missing. @param {number} id */
export function submit(id) {
  const poll = pollOf(id);
  if (!poll) return;
  clearTimeout(timers.get(id));
  const {blank, field, read} = KINDS[poll.kind];
  const draft = draftOf(poll);
  if (draft === undefined && id in here.shown().you.answers) return; // nothing has changed
  const {value, problem} = read(draft ?? blank, poll);
  if (problem) return explain(poll, problem);
  here.problems.delete(id);
  here.act("poll.answer", {poll: id, [field]: value, epoch: poll.epoch});
  here.draw();
}

/** Forget the draft that was sent as this answer, unless they have gone on with it. @param {Poll} poll @param {any} answer */
function forget(poll, answer) {
  const draft = draftOf(poll);
  if (draft !== undefined && isSame(KINDS[poll.kind].read(draft, poll).value, answer)) keepDraft(poll, undefined);
}

/** @type {import("./acting.js").Outcome} */
export const answering = {
  done({poll: id, ...fields}) {
    const poll = pollOf(id);
    if (!poll) return;
    const answer = fields[KINDS[poll.kind].field];
    here.model = answeredPoll(here.model, id, answer);
    forget(poll, answer);
    say(gettext("Your answer is in."));
  },
  /** What was put together stays; a tap is taken back. */
  refused({poll: id, ...fields}, {message}) {
    const poll = pollOf(id);
    if (poll && KINDS[poll.kind].sends !== "button") forget(poll, fields[KINDS[poll.kind].field]);
    here.problems.set(id, message);
    if (here.tab !== "poll" || poll?.state !== "open") toast(message);
  },
};
