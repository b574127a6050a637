import {gettext, interpolate} from "../live/kit.js";
import {answersText, percentText} from "./words.js";

/** What a new picture is, for people who hear the screen. Figures are not spoken while they move.
 * @param {import("./scene.js").Scene} scene @returns {string} */
export function announcement({name, question, poll}) {
  switch (name) {
    case "question": return interpolate(gettext("Being answered now: {text}"), {text: question.text});
    case "questions": return gettext("On stage: the questions");
    case "hidden": return opening(poll);
    case "poll": return poll.state === "closed" ? outcome(poll) : opening(poll);
    case "ended": return gettext("This session has ended");
    default: return "";
  }
}

/** @param {any} poll */
const opening = ({title}) => interpolate(gettext("Poll: {title}"), {title});

/** @param {any} poll closed, with results */
function outcome({title, options, results, answers}) {
  const parts = options.map((option, i) => `${option.text}: ${percentText(results.percents[i])}`);
  return [title, answersText(answers), ...parts].join(". ");
}
