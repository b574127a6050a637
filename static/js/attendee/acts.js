// Acts on questions: shown at once, taken back with words where the server refuses.
import {gettext, interpolate} from "../live/kit.js";
import {characters, tidy} from "../live/texts.js";
import {reworded, SETTLES_WITHIN_MS, settled, voted} from "./ahead.js";
import {keepEdit} from "./drafts.js";
import {byId, here} from "./here.js";
import {stopTyping} from "./typing.js";
import {say, toast} from "./voice.js";

/** @typedef {import("./acting.js").Outcome} Outcome */

/** @param {number} question @param {boolean} on */
export function vote(question, on) {
  here.act("question.upvote", {question, on});
  here.draw();
}

/** @type {Outcome} */
export const voting = {
  done({question, on}) {
    const cast = here.casts.get(question);
    if (cast) here.casts.set(question, {...cast, doneAt: Date.now()});
    here.model = voted(here.model, question, on);
    setTimeout(() => {
      here.casts = settled(here.casts, here.model, {t: ""}, Date.now());
      here.drawSoon();
    }, SETTLES_WITHIN_MS + 1);
  },
  refused({question}, {message}) {
    here.casts.delete(question);
    toast(message);
  },
};

/** @param {HTMLFormElement} form The edit form of one's own question. */
export function edit(form) {
  const question = Number(form.question.value);
  const text = tidy(form.text.value);
  const limit = here.model.state.session.question_max_length;
  const length = characters(text);
  if (!text || length > limit) {
    here.editProblems.set(question, !text ? gettext("Write something first.")
      : interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit}));
    return here.draw();
  }
  here.editProblems.delete(question);
  stopTyping();
  here.act("question.edit", {question, text});
  here.draw();
}

/** @type {Outcome} */
export const editing = {
  done({question, text}) {
    here.model = reworded(here.model, question, text);
    if (tidy(here.edits.get(question) ?? text) !== text) return; // they have gone on writing
    keepEdit(question);
    const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById(`edit-${question}`)?.closest("details"));
    if (!details) return;
    const hadFocus = details.contains(document.activeElement);
    details.open = false;
    if (hadFocus) details.querySelector("summary")?.focus();
  },
  refused({question, text}, {message}) {
    keepEdit(question, here.edits.get(question) ?? text);
    if (message) here.editProblems.set(question, message);
  },
};

/** @param {number} question */
export function withdraw(question) {
  here.withdrawn.add(question);
  here.act("question.withdraw", {question});
  here.draw();
  byId("questions-title").focus({preventScroll: true});
}

/** @type {Outcome} */
export const withdrawing = {
  done({question}) {
    keepEdit(question);
    say(gettext("Your question is withdrawn."));
  },
  refused({question}, {message}) {
    here.withdrawn.delete(question);
    toast(message);
  },
};
