// What just became different, said where a person would want to hear it.
import {gettext, interpolate} from "../live/kit.js";
import {highlighted} from "../live/store.js";
import {here} from "./here.js";
import {freshCount} from "./list.js";
import {askingNow} from "./polls.js";
import {fate} from "./question_views.js";
import {verdictOf} from "./quiz_places.js";
import {pollArrives} from "./tabs.js";
import {say} from "./voice.js";

/** @typedef {import("../live/store.js").Model} Model */

const QUESTIONS_EVERY_MS = 30_000;
let questionsSaidAt = 0;

/** @param {Model} before @param {Model} after */
export function tellNews(before, after) {
  tellPolls(before.state, after);
  const now = highlighted(after.state);
  if (now && now.id !== highlighted(before.state)?.id) {
    say(interpolate(gettext("Being answered now, number {number}: {text}"), {...now}));
  }
  for (const own of after.you.questions) {
    const earlier = before.you.questions.find(({id}) => id === own.id);
    if (earlier && earlier.state !== own.state) {
      say(interpolate(gettext("Your question {number}: {fate}"), {number: own.number, fate: fate(own, after.state.session.open)}));
    }
  }
}

/** @param {Model["state"]} before @param {Model} now */
function tellPolls(before, {state: after, you}) {
  const poll = askingNow(after);
  const wasOpen = (/** @type {number} */ id) => before.polls.some(other => other.id === id && other.state === "open");
  if (poll && !wasOpen(poll.id)) pollArrives(poll);
  for (const shown of after.polls) {
    const earlier = before.polls.find(other => other.id === shown.id);
    if (shown.state === "open" && earlier?.state !== "open") here.problems.delete(shown.id); // such as that it was closed
    if (shown.results && earlier && !earlier.results) say(wordsOf(shown, you.answers[shown.id]));
  }
}

/** What results mean to this person. @param {import("../live/store.js").Poll} poll @param {any} answer */
const wordsOf = (poll, answer) => (poll.kind === "quiz_question" ? verdictOf(poll, answer, poll.results)
  : interpolate(gettext("Results are shown: {title}"), poll));

/** Called after each drawing; speaks twice a minute at most. */
export function tellQuestions() {
  if (!freshCount() || Date.now() - questionsSaidAt < QUESTIONS_EVERY_MS) return;
  questionsSaidAt = Date.now();
  say(gettext("There are new questions."));
}
