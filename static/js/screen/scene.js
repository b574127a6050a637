/**
 * What the big screen shows, worked out from STATE alone.
 *
 * @typedef {{name: "ended"|"join"|"blank"|"empty"|"questions"|"question"|"poll"|"hidden"|"waiting",
 *   panel: "large"|"side"|"small"|"none", key: string, question?: object, questions?: object[], poll?: object}} Scene
 *   `key` changes when another picture is shown, not when its figures move.
 */
import {popular} from "../live/store.js";

/** @param {import("../live/store.js").State} state @returns {Scene} */
export function scene(state) {
  const {session, stage} = state;
  if (!session.open) return {name: "ended", panel: "none", key: "ended"};
  if (stage.view === "join") return {name: "join", panel: "large", key: "join"};
  if (stage.view === "blank") return {name: "blank", panel: stage.join_panel ? "small" : "none", key: "blank"};
  const panel = stage.join_panel ? "side" : "none";
  return {...(stage.view === "poll" ? pollScene(state) : questionScene(state)), panel};
}

function pollScene({polls, stage}) {
  const poll = polls.find(({id, state}) => id === stage.poll && state !== "draft");
  if (!poll) return {name: "waiting", key: "waiting"};
  return { name: poll.results ? "poll" : "hidden", key: `poll ${poll.id}`, poll };
}

function questionScene(state) {
  const questions = popular(state);
  const question = questions.find(({highlighted}) => highlighted);
  if (question) return { name: "question", key: `question ${question.id}`, question };
  if (questions.length) return {name: "questions", key: "questions", questions};
  return {name: "empty", key: "empty"};
}
