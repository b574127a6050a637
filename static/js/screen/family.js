// Polls that belong together: a quiz or survey and its parts, a second round and the one before. Pure.
import {partsOf, polls as inOrder} from "../live/store.js";

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../live/store.js").Poll} Poll */

/** The quiz or survey a poll is part of. @param {State} state @param {Poll} poll @returns {Poll | undefined} */
export const parentOf = ({polls}, {parent}) => polls.find(({id}) => id === parent);

/** The polls that are part of none, in order. @param {State} state */
export const topLevel = state => inOrder(state).filter(({parent}) => !parent);

/** The place of a poll among its like, from 1. @param {State} state @param {Poll} poll */
export function placeOf(state, {id, parent}) {
  const like = parent ? partsOf(state, parent) : topLevel(state);
  return like.findIndex(poll => poll.id === id) + 1;
}

/** The rounds before a poll, the latest first. @param {State} state @param {Poll} poll @returns {Poll[]} */
export function earlierRounds({polls}, poll) {
  /** @type {Poll[]} */ const found = [];
  for (let round = poll; round && !found.includes(round); round = polls.find(({id}) => id === round.repeats)) {
    found.push(round);
  }
  return found.slice(1);
}
