// What the big screen shows, worked out from STATE alone.
import {partsOf, popular} from "../live/store.js";
import {earlierRounds, parentOf, placeOf} from "./family.js";

/** @typedef {import("../live/store.js").State} State */
/** One picture. `name` is "ended", "join", "blank", "empty", "questions", "question", "waiting" (no poll yet), "poll",
 * "hidden" (a poll without its results), "game" (a quiz between its questions), "leaderboard" or "podium"; `panel` how
 * large the way to join stands beside it: "large", "side", "small" or "none"; `key` changes when another picture is
 * shown, not when its figures move. Of a poll, `earlier` is the round before it, where its results are shown too;
 * `round` counts from 1, `place` is its place in its `parent` (from 1), `parts` are its own.
 * @typedef {{name: string, panel: string, key: string, question?: any, questions?: any[],
 *   poll?: any, parent?: any, place?: number, parts?: any[], earlier?: any, round?: number}} Scene */

/** @param {State} state @returns {Scene} */
export function scene(state) {
  const {session, stage} = state;
  if (!session.open) return {name: "ended", panel: "none", key: "ended"};
  if (stage.view === "join") return {name: "join", panel: "large", key: "join"};
  if (stage.view === "blank") return {name: "blank", panel: stage.join_panel ? "small" : "none", key: "blank"};
  const picture = stage.view === "questions" ? questionScene(state) : pollScene(state);
  return {...picture, panel: stage.join_panel ? "side" : "none"};
}

/** @param {State} state */
function pollScene(state) {
  const {polls, stage} = state;
  const poll = polls.find(({id, state}) => id === stage.poll && state !== "draft");
  if (!poll) return {name: "waiting", key: "waiting"};
  const name = poll.kind === "quiz" ? quizPicture(poll, stage.view) : poll.results ? "poll" : "hidden";
  const rounds = earlierRounds(state, poll);
  return {
    name,
    key: `${name === "hidden" ? "poll" : name} ${poll.id}`,
    poll,
    parent: parentOf(state, poll),
    place: placeOf(state, poll),
    parts: partsOf(state, poll.id),
    earlier: rounds[0]?.results ? rounds[0] : undefined,
    round: rounds.length + 1,
  };
}

/** @param {any} quiz @param {string} view */
function quizPicture({state, results}, view) {
  if (!results) return "game";
  return state === "closed" ? "podium" : view === "leaderboard" ? "leaderboard" : "game";
}

/** @param {State} state */
function questionScene(state) {
  const questions = popular(state);
  const question = questions.find(({highlighted}) => highlighted);
  if (question) return {name: "question", key: `question ${question.id}`, question};
  if (questions.length) return {name: "questions", key: "questions", questions};
  return {name: "empty", key: "empty"};
}
