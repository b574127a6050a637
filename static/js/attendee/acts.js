// Acts on questions: shown at once, taken back with words where the server refuses.
import {gettext} from "../live/kit.js";
import {voted} from "./ahead.js";
import {byId, here} from "./here.js";
import {say, toast} from "./voice.js";

/** @param {number} id @param {boolean} on */
export async function vote(id, on) {
  const score = here.shown().state.questions.find(question => question.id === id)?.score ?? 0;
  const mine = {on, target: score + (on ? 1 : -1), done: false};
  here.votes.set(id, mine);
  here.draw();
  try {
    await here.send("question.upvote", {question: id, on});
    mine.done = true;
    here.model = voted(here.model, id, on);
  } catch (problem) {
    if (here.votes.get(id) === mine) here.votes.delete(id);
    toast(problem.message);
  }
  here.drawSoon();
}

/** @param {HTMLFormElement} form The edit form of one's own question. */
export async function edit(form) {
  const problemLine = /** @type {HTMLElement} */ (form.querySelector("[role=alert]"));
  const details = /** @type {HTMLDetailsElement} */ (form.closest("details"));
  problemLine.textContent = "";
  try {
    await here.send("question.edit", {question: Number(form.question.value), text: form.text.value});
    details.open = false;
    details.querySelector("summary")?.focus();
  } catch (problem) {
    problemLine.textContent = problem.message;
  }
}

/** @param {number} id */
export async function withdraw(id) {
  here.withdrawn.add(id);
  here.draw();
  byId("questions-title").focus({preventScroll: true});
  try {
    await here.send("question.withdraw", {question: id});
    say(gettext("Your question is withdrawn."));
  } catch (problem) {
    here.withdrawn.delete(id);
    toast(problem.message);
  }
  here.drawSoon();
}
