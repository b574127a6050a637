// The polls one after the other, as a presenter walks through them. Pure.
import {partsOf} from "../live/store.js";
import {topLevel} from "../screen/family.js";

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../live/store.js").Poll} Poll */

/** @param {Poll} poll */
export const isPrepared = poll => poll.state === "draft";

/** All polls in order, each quiz and survey followed by its parts. @param {State} state @returns {Poll[]} */
export const walk = state => topLevel(state).flatMap(poll => [poll, ...partsOf(state, poll.id)]);

/** What the stage can show of polls, in order. A quiz: its lobby, its questions, its leaderboard. A survey: how far people
 * are, and once it is closed the results of its parts.
 * @param {State} state @returns {{view: string, poll: Poll}[]} */
export const stopsOf = state => topLevel(state).flatMap(poll => {
  const itself = {view: "poll", poll};
  const parts = partsOf(state, poll.id).map(part => ({view: "poll", poll: part}));
  if (poll.kind === "survey") return poll.state === "closed" ? [itself, ...parts] : [itself];
  if (poll.kind !== "quiz") return [itself];
  const leaders = {view: "leaderboard", poll};
  return poll.state === "closed" ? [...parts.filter(part => !isPrepared(part.poll)), leaders] : [itself, ...parts, leaders];
});
