// What the big screen shows, worked out from STATE alone.
import {popular} from "../live/store.js";

/** @typedef {import("../live/store.js").State} State */
/** One picture. `name` is "ended", "join", "blank", "empty", "questions", "question", "poll", "hidden" (a poll without
 * its results) or "waiting" (no poll yet); `panel` how large the way to join stands beside it: "large", "side", "small"
 * or "none"; `key` changes when another picture is shown, not when its figures move.
 * @typedef {{name: string, panel: string, key: string, question?: any, questions?: any[], poll?: any}} Scene */

/** @param {State} state @returns {Scene} */
export function scene(state) {
  const {session, stage} = state;
  if (!session.open) return {name: "ended", panel: "none", key: "ended"};
  if (stage.view === "join") return {name: "join", panel: "large", key: "join"};
  if (stage.view === "blank") return {name: "blank", panel: stage.join_panel ? "small" : "none", key: "blank"};
  const picture = stage.view === "poll" ? pollScene(state) : questionScene(state);
  return {...picture, panel: stage.join_panel ? "side" : "none"};
}

/** @param {State} state */
function pollScene({polls, stage}) {
  const poll = polls.find(({id, state}) => id === stage.poll && state !== "draft");
  if (!poll) return {name: "waiting", key: "waiting"};
  return {name: poll.results ? "poll" : "hidden", key: `poll ${poll.id}`, poll};
}

/** @param {State} state */
function questionScene(state) {
  const questions = popular(state);
  const question = questions.find(({highlighted}) => highlighted);
  if (question) return {name: "question", key: `question ${question.id}`, question};
  if (questions.length) return {name: "questions", key: "questions", questions};
  return {name: "empty", key: "empty"};
}
