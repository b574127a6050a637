// What the remote and the keys of the big screen can do now: commands worked out from the moderator's STATE. Pure.
import {highlighted, popular, questionNow as questionOf} from "../live/store.js";
import {nextSteps} from "../live/quiz-steps.js";
import {parentOf} from "../screen/family.js";
import {isPrepared, stopsOf, walk} from "./stops.js";

export {highlighted as questionNow, walk};

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../live/store.js").Poll} Poll */
/** @typedef {import("../live/store.js").Question} Question */
/** A command's name and fields. @typedef {[name: string, fields: object]} Command */

/** The poll the stage shows, or showed last; else the open one, else the latest that was opened.
 * @param {State} state @returns {Poll | undefined} */
export function stagePoll(state) {
  const opened = walk(state).filter(poll => !isPrepared(poll));
  const shown = opened.find(({id}) => id === state.stage.poll);
  return shown ?? [...opened].reverse().find(poll => poll.state === "open") ?? opened[opened.length - 1];
}

/** The quiz a poll is, or is part of. @param {State} state @param {Poll | undefined} poll @returns {Poll | undefined} */
export const quizOf = (state, poll) =>
  [poll, poll && parentOf(state, poll)].find(one => one?.kind === "quiz");

/** Whether attendees and the big screen see the results. @param {any} poll */
export const isRevealed = poll => poll.revealed || (poll.kind !== "quiz_question" && poll.results_mode === "live");

/** @param {State} state @param {string} view @returns {Command | null} */
export function showView(state, view) {
  if (view !== "poll") return ["stage.show", {view}];
  const poll = stagePoll(state);
  const question = poll?.kind === "quiz" && state.stage.view === "leaderboard" ? questionOf(state, poll.id) : undefined;
  return poll ? showPoll(question ?? poll) : null;
}

/** @param {Poll} poll @returns {Command} */
export const showPoll = poll => ["stage.show", {view: "poll", poll: poll.id}];

/** @param {Poll} quiz @returns {Command} */
export const showLeaderboard = quiz => ["stage.show", {view: "leaderboard", poll: quiz.id}];

/** The leaderboard of the quiz on stage, else of the one that is open. @param {State} state @returns {Command | null} */
export function leaderboard(state) {
  const quiz = quizOf(state, stagePoll(state)) ?? state.polls.find(({kind, state}) => kind === "quiz" && state === "open");
  return quiz && !isPrepared(quiz) ? showLeaderboard(quiz) : null;
}

/** Close an open poll; open a prepared or closed one, which brings it on stage. A survey's parts go with it; a quiz
 * question that was answered stays closed.
 * @param {State} state @param {Poll} poll @returns {Command | null} */
export function lockPoll(state, poll) {
  const parent = parentOf(state, poll);
  if (parent?.kind === "survey") return lockPoll(state, parent);
  if (poll.kind === "quiz_question" && poll.state === "closed" && poll.answers) return null;
  return [poll.state === "open" ? "poll.close" : "poll.open", {poll: poll.id}];
}

/** @param {Poll} poll @returns {Command} */
export const revealPoll = poll => ["poll.reveal", {poll: poll.id, on: !isRevealed(poll)}];

/** @type {Record<string, (poll: Poll) => Command>} */
const QUIZ_STEPS = {
  join: poll => ["poll.open", {poll: poll.id}],
  open: poll => ["poll.open", {poll: poll.id}],
  reveal: poll => ["poll.reveal", {poll: poll.id, on: true}],
  leaderboard: showLeaderboard,
  finish: poll => ["poll.close", {poll: poll.id}],
  podium: showLeaderboard,
};

/** What comes next in a quiz (see quiz-steps.js), with the command for it; undefined where nothing does.
 * @param {State} state @param {Poll} quiz @returns {{step: string, poll: Poll, command: Command} | undefined} */
export function quizStep(state, quiz) {
  const [next] = nextSteps(state, quiz);
  return next && QUIZ_STEPS[next.step] && {...next, command: QUIZ_STEPS[next.step](next.poll)};
}

/** The next (`step` 1) or previous (-1) poll on stage. Going forward opens a prepared poll and leads a quiz step by step;
 * going back shows what was. From another view the first step back returns to the poll shown last.
 * @param {State} state @param {1 | -1} step @returns {Command | null} */
export function stepPoll(state, step) {
  const here = stagePoll(state);
  const {view} = state.stage;
  if (step < 0 && here && view !== "poll" && view !== "leaderboard") return showPoll(here);
  const quiz = quizOf(state, here);
  const leads = step > 0 && quiz?.state === "open" && isNow(state, quiz, /** @type {Poll} */ (here));
  const ahead = leads && quizStep(state, quiz);
  if (ahead) return ahead.command;
  const stops = stopsOf(state).filter(stop => step > 0 || !isPrepared(stop.poll));
  const stop = here ? stops[stops.findIndex(stop => stop.poll === here && stop.view === viewOf(state, here)) + step] : stops[0];
  if (!stop) return null;
  return isPrepared(stop.poll) ? ["poll.open", {poll: stop.poll.id}] : ["stage.show", {view: stop.view, poll: stop.poll.id}];
}

/** A closed quiz has no lobby any more: it shows the last leaderboard. @param {State} state @param {Poll} poll */
const viewOf = ({stage}, poll) =>
  poll.kind === "quiz" && (poll.state === "closed" || stage.view === "leaderboard") ? "leaderboard" : "poll";

/** Whether the stage is where the quiz is, and not at something that was before.
 * @param {State} state @param {Poll} quiz @param {Poll} here */
const isNow = (state, quiz, here) => here === quiz || here === questionOf(state, quiz.id);

/** The most wanted question after the one being answered. @param {State} state */
export const questionNext = state => popular(state).find(question => !question.highlighted);

/** @param {Question} question @param {boolean} [on] @returns {Command} */
export const highlight = (question, on = true) => ["question.highlight", {question: question.id, on}];

/** @param {Question} question @returns {Command} */
export const answered = question => ["question.answered", {question: question.id, on: true}];

/** @param {State} state @returns {Command} */
export const joinPanel = state => ["stage.join_panel", {on: !state.stage.join_panel}];
