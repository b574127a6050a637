// A poll as one person sees it. Pure.
import {remaining} from "../live/clock.js";
import {KINDS, draftFor, isAnswerTo} from "./kinds.js";

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Poll} Poll */
/** What is on this phone only: forms filled in, answers on their way, refusals in words; by poll id. `notKept`: why it cannot be kept, where it cannot.
 * @typedef {{drafts: Map<number, import("./kinds.js").Left>, answers: Map<number, any>, problems: Map<number, string>, status: string, notKept?: string}} Local */
/** `draft` is what the form holds, `answer` what was sent (undefined: nothing yet), in the shape of the kind.
 * `isOpen`: takes answers; `isOver`: its countdown is at the end. `results` are null where this person may not see
 * them, or not yet; `before` is the first round of a second one, where both can be seen. `change` takes what the
 * form holds now; `complain` says why something was not done.
 * @typedef {{poll: Poll, kind: import("./kinds.js").Kind, draft: any, answer: any, isAnswered: boolean, isDirty: boolean,
 *   isOpen: boolean, isOver: boolean, isSending: boolean, isOffline: boolean, isPart: boolean, titleId: string,
 *   problem: string, results: any, before: {poll: Poll, results: any} | null,
 *   change: (draft: any) => void, complain: (words: string) => void}} PollView */

/** @param {any} a @param {any} b */
export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Poll} poll @param {Model} model With one's own acts in it (see ahead.js). @param {Local} local
 * @param {{change: (poll: Poll, draft: any) => void, complain: (poll: Poll, words: string) => void}} acts
 * @returns {PollView} */
export function viewOf(poll, model, local, acts) {
  const {state, you} = model;
  const kind = KINDS[poll.kind];
  // An answer to the round before may still be here.
  const isAnswered = isAnswerTo(you.answers[poll.id], poll);
  const answer = isAnswered ? you.answers[poll.id] : undefined;
  const saved = isAnswered ? kind.draftOf(answer, poll) : kind.blank;
  const draft = draftFor(local.drafts.get(poll.id), poll) ?? saved;
  const whole = state.polls.find(other => other.id === poll.parent);
  const isPart = whole?.kind === "survey";
  const clockOf = isPart && whole ? whole : poll;
  const isOpen = poll.state === "open" && state.session.open;
  const isDirty = !isSame(draft, saved);
  const results = resultsFor(poll, model, isOpen);
  return {
    poll, kind, draft, answer, isAnswered, isOpen, isPart, results,
    isDirty,
    isOver: remaining(clockOf, model) === 0,
    isSending: local.answers.has(poll.id),
    isOffline: local.status === "reconnecting",
    titleId: isPart ? `title-${poll.id}` : "poll-title",
    problem: local.problems.get(poll.id) ?? (kind.isTyped && isDirty ? local.notKept ?? "" : ""),
    before: results && firstRound(poll, model),
    change: changed => acts.change(poll, changed),
    complain: words => acts.complain(poll, words),
  };
}

/** While a poll is open only after one's own answer, so that nobody follows the crowd.
 * @param {Poll} poll @param {Model} model @param {boolean} isOpen */
function resultsFor(poll, {you}, isOpen) {
  if (!isOpen) return poll.results;
  return poll.id in you.answers ? poll.results ?? you.results[poll.id] ?? null : null;
}

/** @param {Poll} poll @param {Model} model */
function firstRound(poll, {state}) {
  const first = state.polls.find(({id}) => id === poll.repeats);
  return first?.results ? {poll: first, results: first.results} : null;
}

/** How much of a survey is answered. @param {Poll[]} parts @param {Model} model */
export const answeredOf = (parts, {you}) => parts.filter(({id}) => id in you.answers).length;
