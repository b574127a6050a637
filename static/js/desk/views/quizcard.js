/** A quiz at the desk: one prominent next step, its questions, the leaderboard. */

import {gettext, html, icon, interpolate, ngettext, nothing, number} from "../../live/kit.js";
import {questionNow} from "../../live/store.js";
import * as acts from "../acts-polls.js";
import {show} from "../acts-session.js";
import {openComposer} from "../composing.js";
import {KINDS} from "../kinds/kinds.js";
import {partsOf, placeOf} from "../program.js";
import {nextSteps} from "../../live/quiz-steps.js";
import {folded} from "./folded.js";
import {players} from "./players.js";
import {actRow, button, details, editButton, head, moreButton, stageButton} from "./pollcard.js";
import {partsList} from "./parts-list.js";

const questionNumber = (state, poll) => ({n: placeOf(state, poll)[0]});

const openWords = (state, poll) => interpolate(gettext("Open question {n}"), questionNumber(state, poll));

const revealWords = poll => (poll.state === "open" ? gettext("End it and reveal the answer") : gettext("Reveal the answer"));

async function finish(desk, quiz) {
  await desk.act(acts.close(quiz, desk.state));
  desk.act(show("leaderboard", quiz.id));
}

/** Every step: [words, icon, what it does]. */
const STEPS = {
  add: (desk, state, quiz) => [gettext("Add the first question"), "plus", () => openComposer(desk, quiz)],
  join: (desk, state, quiz) => [gettext("Let people join"), "users", () => desk.act(acts.open(quiz, state))],
  open: (desk, state, poll) => [openWords(state, poll), "play", () => desk.act(acts.open(poll, state))],
  reveal: (desk, state, poll) => [revealWords(poll), "eye", () => desk.act(acts.reveal(poll, true))],
  leaderboard: (desk, state, quiz) => [gettext("Show the leaderboard"), "trophy", () => desk.act(show("leaderboard", quiz.id))],
  finish: (desk, state, quiz) => [gettext("Finish and show the winners"), "trophy", () => finish(desk, quiz)],
  podium: (desk, state, quiz) => [gettext("Show the winners again"), "trophy", () => desk.act(show("leaderboard", quiz.id))],
};

function stepButton(desk, state, {step, poll}, look) {
  const [words, picture, press] = STEPS[step](desk, state, poll);
  return html`<button type="button" class="button ${look}" @click=${press}>
    ${icon(picture)} ${words}
  </button>`;
}

/** Which question it is, who plays, how many answered. */
function progress(state, quiz) {
  const questions = partsOf(state, quiz.id);
  const now = questionNow(state, quiz.id);
  const players = interpolate(ngettext("{n} player", "{n} players", quiz.answers), {n: number(quiz.answers)});
  const place = now && interpolate(gettext("Question {n} of {total}"), {n: placeOf(state, now)[0], total: questions.length});
  const answered = now?.state === "open" && interpolate(gettext("{n} answered"), {n: number(now.answers)});
  return html`<p class="quizcard__progress">${[place, answered, players].filter(Boolean).join(" · ")}</p>`;
}

function leaders(desk, quiz) {
  if (!quiz.results?.revealed) return nothing;
  return folded(desk, `leaders ${quiz.id}`, gettext("Leaderboard"), () => KINDS.quiz.live(desk, quiz, null));
}

function playersPart(desk, quiz) {
  const listed = quiz.results?.listed ?? [];
  const waiting = listed.filter(({state}) => state === "pending").length;
  if (!listed.length) return nothing;
  const words = waiting
    ? interpolate(ngettext("Players, {n} name waits", "Players, {n} names wait", waiting), {n: number(waiting)})
    : gettext("Players");
  return folded(desk, `players ${quiz.id}`, words, () => players(desk, quiz));
}

const turn = (desk, state, quiz) =>
  quiz.state === "open" ? button(gettext("Close"), () => desk.act(acts.close(quiz, state))) : nothing;

export function quizCard(desk, state, quiz) {
  const steps = state.session.open ? nextSteps(state, quiz) : [];
  const isDraft = quiz.state === "draft";
  return html`${head(desk, state, quiz)} ${details(quiz)} ${isDraft ? nothing : progress(state, quiz)}
    ${steps.slice(0, 1).map(step => stepButton(desk, state, step, "button--primary quizcard__next"))}
    ${leaders(desk, quiz)} ${isDraft ? nothing : playersPart(desk, quiz)}
    ${actRow(
      state,
      html`${steps.slice(1).map(step => stepButton(desk, state, step, "button--small"))}
      ${isDraft ? editButton(desk, quiz) : html`${stageButton(desk, state, quiz)} ${turn(desk, state, quiz)}`}`,
      moreButton(desk, quiz),
    )}
    ${partsList(desk, state, quiz)}`;
}
