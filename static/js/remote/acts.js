// What the remote and the keys of the big screen can do now: commands worked out from the moderator's STATE. Pure.
import {highlighted, polls as inOrder, popular} from "../live/store.js";

export {highlighted as questionNow, inOrder};

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../live/store.js").Poll} Poll */
/** @typedef {import("../live/store.js").Question} Question */
/** A command's name and fields. @typedef {[name: string, fields: object]} Command */

/** @param {Poll} poll */
const isPrepared = poll => poll.state === "draft";

/** The poll the stage shows, or showed last; else the open one, else the latest that was opened.
 * @param {State} state @returns {Poll | undefined} */
export function stagePoll(state) {
  const opened = inOrder(state).filter(poll => !isPrepared(poll));
  const shown = opened.find(({id}) => id === state.stage.poll);
  return shown ?? opened.find(poll => poll.state === "open") ?? opened.at(-1);
}

/** Whether attendees and the big screen see the results. @param {Pick<Poll, "revealed" | "results_mode">} poll */
export const isRevealed = poll => poll.revealed || poll.results_mode === "live";

/** @param {State} state @param {string} view @returns {Command | null} */
export function showView(state, view) {
  if (view !== "poll") return ["stage.show", {view}];
  const poll = stagePoll(state);
  return poll ? showPoll(poll) : null;
}

/** @param {Poll} poll @returns {Command} */
export const showPoll = poll => ["stage.show", {view: "poll", poll: poll.id}];

/** Close an open poll; open a prepared or closed one, which brings it on stage.
 * @param {Poll} poll @returns {Command} */
export const lockPoll = poll => [poll.state === "open" ? "poll.close" : "poll.open", {poll: poll.id}];

/** @param {Poll} poll @returns {Command} */
export const revealPoll = poll => ["poll.reveal", {poll: poll.id, on: !isRevealed(poll)}];

/** The next (`step` 1) or previous (-1) poll on stage. Going forward opens a prepared poll, going back skips those.
 * From another view the first step back returns to the poll shown last.
 * @param {State} state @param {1 | -1} step @returns {Command | null} */
export function stepPoll(state, step) {
  const polls = inOrder(state).filter(poll => step > 0 || !isPrepared(poll));
  const last = stagePoll(state);
  if (step < 0 && last && state.stage.view !== "poll") return showPoll(last);
  const poll = last ? polls[polls.indexOf(last) + step] : polls[0];
  if (!poll) return null;
  return isPrepared(poll) ? lockPoll(poll) : showPoll(poll);
}

/** The most wanted question after the one being answered. @param {State} state */
export const questionNext = state => popular(state).find(question => !question.highlighted);

/** @param {Question} question @param {boolean} [on] @returns {Command} */
export const highlight = (question, on = true) => ["question.highlight", {question: question.id, on}];

/** @param {Question} question @returns {Command} */
export const answered = question => ["question.answered", {question: question.id, on: true}];

/** @param {State} state @returns {Command} */
export const joinPanel = state => ["stage.join_panel", {on: !state.stage.join_panel}];
