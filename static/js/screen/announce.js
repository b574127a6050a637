// What a new picture is, for people who hear the screen. Figures are not spoken while they move.
import {gettext, interpolate} from "../live/kit.js";
import {tableOf} from "../live/tables.js";
import {answersText} from "./words.js";

const ROWS_SPOKEN = 10;

/** @param {import("./scene.js").Scene} scene @returns {string} */
export function announcement({name, question, poll, parts, place, parent}) {
  switch (name) {
    case "question": return interpolate(gettext("Being answered now: {text}"), {text: question.text});
    case "questions": return gettext("On stage: the questions");
    case "hidden": return opening(poll, parent, place);
    case "poll": return poll.state === "closed" ? outcome(poll, parts) : opening(poll, parent, place);
    case "game": return interpolate(gettext("Quiz: {title}"), poll);
    case "leaderboard": return [gettext("Leaderboard"), ...spoken(poll)].join(". ");
    case "podium": return [gettext("Final places"), ...spoken(poll)].join(". ");
    case "ended": return gettext("This session has ended");
    default: return "";
  }
}

/** @param {any} poll @param {any} parent @param {number | undefined} place */
function opening({kind, title, state}, parent, place) {
  if (kind === "quiz_question" && state === "closed") return gettext("Time is up");
  if (parent) return interpolate(gettext("Question {n}: {title}"), {n: place, title});
  return interpolate(gettext("Poll: {title}"), {title});
}

/** @param {any} poll closed, with results @param {any[] | undefined} parts */
const outcome = (poll, parts) => [poll.title, answersText(poll.answers), ...spoken(poll, parts)].join(". ");

/** The first rows of the table, each with its first figure. @param {any} poll @param {any[]} [parts] @returns {string[]} */
const spoken = (poll, parts) =>
  (tableOf(poll, poll.results, parts)?.rows ?? []).slice(0, ROWS_SPOKEN).map(([name, figure]) => figure ? `${name}: ${figure}` : name);
