// What the forms of polls do when they are sent.
import {gettext} from "../live/kit.js";
import {answeredPoll} from "./ahead.js";
import {change, explain, submit, submitSoon} from "./answering.js";
import {tidy} from "../live/texts.js";
import {draftOf, keepDraft} from "./drafts.js";
import {here} from "./here.js";
import {KINDS} from "./kinds.js";
import {stopTyping} from "./typing.js";
import {say} from "./voice.js";

/** @param {number} id */
const find = id => here.model.state.polls.find(poll => poll.id === id);

/** Send an answer. In a quiz the button is the answer. @param {HTMLFormElement} form @param {any} tapped */
export function answerBy(form, tapped) {
  const poll = find(Number(form.poll.value));
  if (!poll) return;
  if (tapped?.name === "options") change(poll, [Number(tapped.value)]);
  if (KINDS[poll.kind].sends !== "tap") submit(poll.id);
}

/** Leaving a field of a survey saves it. @param {HTMLInputElement} field */
export function saveLeft(field) {
  const id = Number(field.form?.poll?.value);
  const poll = find(id);
  if (poll?.parent && KINDS[poll.kind].isTyped && draftOf(poll)?.length) submitSoon(id);
}

/** @param {HTMLFormElement} form */
export function joinQuiz(form) {
  const quiz = find(Number(form.quiz.value));
  const player = {name: tidy(/** @type {any} */ (form.elements).name.value), team: form.team?.value ?? ""};
  if (!quiz) return;
  if (!player.name) return explain(quiz, gettext("Write something first."));
  const details = form.closest("details");
  if (details) details.open = false;
  stopTyping();
  here.problems.delete(quiz.id);
  here.act("quiz.join", {quiz: quiz.id, ...player, epoch: quiz.epoch});
  here.draw();
}

/** @type {import("./acting.js").Outcome} */
export const joining = {
  done({quiz: id, name, team}) {
    const quiz = find(id);
    if (quiz) keepDraft(quiz, undefined);
    here.model = answeredPoll(here.model, id, {name, team});
    say(gettext("You are in!"));
  },
  refused: ({quiz}, {message}) => void here.problems.set(quiz, message),
};
