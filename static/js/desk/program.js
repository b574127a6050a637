/** The polls of a session in the host's order, and places in it. Pure. */

import {partsOf, polls} from "../live/store.js";

export {partsOf};

/** Polls that stand by themselves: not the parts of a quiz or survey. */
export const programOf = state => polls(state).filter(({parent}) => !parent);

/** The poll itself and its parts. */
export const familyOf = (state, {id}) => state.polls.filter(poll => poll.id === id || poll.parent === id);

/** The polls beside a poll, itself among them, in order. */
export const siblingsOf = (state, {parent}) => polls(state).filter(poll => poll.parent === parent);

/** Polls people can answer now; of a quiz only its question, of a survey only the whole. */
export const openPolls = state => {
  const open = polls(state).filter(poll => poll.state === "open");
  const find = id => open.find(poll => poll.id === id);
  return open.filter(
    poll => find(poll.parent)?.kind !== "survey" && !(poll.kind === "quiz" && open.some(({parent}) => parent === poll.id)),
  );
};

/** Whether attendees and the big screen are shown the results; those of a survey only afterwards. */
export function isVisible({revealed, kind, parent, state, results_mode: mode}) {
  if (revealed) return true;
  if (kind === "quiz_question" || (parent && state === "open")) return false;
  return mode === "live";
}

/**
 * The id to put a poll before so that it moves `by` places among its siblings (null: to the end); undefined where it
 * cannot move so.
 */
export function placeBeside(state, poll, by) {
  const ids = siblingsOf(state, poll).map(({id}) => id);
  const to = ids.indexOf(poll.id) + by;
  if (to < 0 || to >= ids.length) return undefined;
  return ids[by < 0 ? to : to + 1] ?? null;
}

/** {id: {position}} of everyone whose position changes when `poll` goes before `before`. */
export function positionsAfter(state, poll, before) {
  const others = siblingsOf(state, poll).filter(({id}) => id !== poll.id);
  const at = others.findIndex(({id}) => id === before);
  const order = at < 0 ? [...others, poll] : [...others.slice(0, at), poll, ...others.slice(at)];
  return Object.fromEntries(order.map(({id}, place) => [id, {position: place + 1}]));
}

/** [place from 1, how many] of a poll among its siblings. */
export function placeOf(state, poll) {
  const ids = siblingsOf(state, poll).map(({id}) => id);
  return [ids.indexOf(poll.id) + 1, ids.length];
}
