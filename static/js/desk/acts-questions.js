/**
 * What a moderator can do to a question. Each gives an act, or null where it makes no sense now.
 *
 * An act is {command, fields, patch, words, question?}: what is sent, what shows meanwhile (see optimistic.js), and
 * what the message says.
 */

import {gettext, interpolate} from "../live/kit.js";
import {reasonName} from "./reasons.js";

const isLive = question => question.state === "live";

function act(command, question, {fields = {}, patch, words}) {
  return {
    command,
    question: question.id,
    fields: {question: question.id, ...fields},
    patch: {questions: {[question.id]: patch}},
    words: interpolate(words, {number: question.number}),
  };
}

export function approve(question) {
  if (question.state !== "pending") return null;
  return act("question.approve", question, {patch: {state: "live"}, words: gettext("#{number} approved")});
}

export function dismiss(question, reason, words = "") {
  return act("question.dismiss", question, {
    fields: {reason, words},
    patch: {state: "dismissed", reason, words, highlighted: false},
    words: interpolate(gettext("#{number} dismissed: {reason}"), {
      number: question.number,
      reason: words || reasonName(reason),
    }),
  });
}

export function highlight(question, state) {
  if (!isLive(question) || question.answered) return null;
  const on = !question.highlighted;
  const made = act("question.highlight", question, {
    fields: {on},
    patch: {highlighted: on},
    words: on
      ? gettext("#{number} is highlighted on every screen")
      : gettext("#{number} is no longer highlighted"),
  });
  if (on) made.patch.stage = {view: "questions"};
  const others = state.questions.filter(other => other.highlighted && other.id !== question.id);
  for (const other of others) made.patch.questions[other.id] = {highlighted: false};
  return made;
}

export function answered(question) {
  if (!isLive(question)) return null;
  const on = !question.answered;
  return act("question.answered", question, {
    fields: {on},
    patch: on ? {answered: true, highlighted: false} : {answered: false},
    words: on ? gettext("#{number} is answered") : gettext("#{number} is live again"),
  });
}

export function archive(question) {
  return act("question.archive", question, {
    patch: {state: "archived", highlighted: false},
    words: gettext("#{number} archived"),
  });
}

export function restore(question) {
  if (isLive(question)) return question.answered ? answered(question) : null;
  // Only the server knows where it was; until it says so the question is in no list.
  return act("question.restore", question, {
    patch: {state: "restoring"},
    words: gettext("#{number} restored"),
  });
}
