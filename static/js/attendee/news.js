// What just became different, said where a person would want to hear it.
import {gettext, interpolate} from "../live/kit.js";
import {highlighted} from "../live/store.js";
import {freshCount} from "./list.js";
import {askingNow} from "./polls.js";
import {fate} from "./question_views.js";
import {pollArrives} from "./tabs.js";
import {say} from "./voice.js";

/** @typedef {import("../live/store.js").Model} Model */

const QUESTIONS_EVERY_MS = 30_000;
let questionsSaidAt = 0;

/** @param {Model} before @param {Model} after */
export function tellNews(before, after) {
  tellPolls(before.state, after.state);
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

/** @param {Model["state"]} before @param {Model["state"]} after */
function tellPolls(before, after) {
  const poll = askingNow(after);
  const wasOpen = (/** @type {number} */ id) => before.polls.some(other => other.id === id && other.state === "open");
  if (poll && !wasOpen(poll.id)) pollArrives(poll);
  for (const {id, title, results} of after.polls) {
    const earlier = before.polls.find(other => other.id === id);
    if (results && earlier && !earlier.results) say(interpolate(gettext("Results are shown: {title}"), {title}));
  }
}

/** Called after each drawing; speaks twice a minute at most. */
export function tellQuestions() {
  if (!freshCount() || Date.now() - questionsSaidAt < QUESTIONS_EVERY_MS) return;
  questionsSaidAt = Date.now();
  say(gettext("There are new questions."));
}
