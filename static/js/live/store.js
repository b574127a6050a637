// What a page knows of its session, and how frames change it. Pure: no function here changes its arguments.
import {heard} from "./clock.js";

/** @typedef {import("../wire/protocol.js").State} State */
/** @typedef {import("../wire/protocol.js").QuestionState} Question */
/** @typedef {import("../wire/protocol.js").PollState} Poll */
/** @typedef {import("../wire/protocol.js").OwnState} OwnState */
/** `clock`: how many ms the server's clock is ahead, once heard, and `clocks`, what it is worked out from (see clock.js).
 * @typedef {{rev: number, state: State, you: OwnState, clock?: number, clocks?: number[]}} Model */

/** @type {OwnState} */
const NOBODY = {name: "", team: "", votes: [], answers: {}, played: {}, scores: {}, results: {}, questions: []};

/** The model of a page as the server rendered it.
 * @param {{rev: number, state: State, you?: OwnState | null, at?: number}} page
 * @returns {Model} */
export const start = page => timed({rev: page.rev, state: page.state, you: page.you ?? NOBODY}, page.at);

/** The model after one frame. Unknown frames and updates older than the model change nothing.
 * @param {Model} model
 * @param {{t: string, rev?: number, d?: any, at?: number | null}} frame
 * @returns {Model} */
export const apply = (model, frame) => timed(changed(model, frame), frame.at);

/** @param {Model} model @param {number | null} [at] The server's clock, where it was told. @returns {Model} */
function timed(model, at) {
  if (!at) return model;
  const clocks = heard(model.clocks ?? [], at);
  return {...model, clocks, clock: Math.max(...clocks)};
}

/** @param {Model} model @param {{t: string, rev?: number, d?: any}} frame @returns {Model} */
function changed(model, frame) {
  switch (frame.t) {
    case "snapshot": return {...model, rev: frame.rev ?? 0, state: frame.d};
    case "you": return {...model, you: frame.d};
    case "update": return (frame.rev ?? 0) < model.rev ? model : updated(model, frame);
    default: return model;
  }
}

/** @param {Model} model @param {{rev?: number, d?: any}} frame */
function updated(model, {rev, d}) {
  const {questions = [], scores = {}, polls = [], tallies = {}, gone = {}, ...whole} = d;
  const state = {
    ...model.state,
    ...whole,
    questions: counted(merged(model.state.questions, questions, gone.questions), scored(scores)),
    polls: counted(merged(model.state.polls, polls, gone.polls), tallies),
  };
  return {...model, rev: rev ?? model.rev, state};
}

/** @param {Record<string, number>} scores @returns {Record<string, {score: number}>} The same as fields by id. */
const scored = scores => Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, {score}]));

/** `entities` with these fields, by id.
 * @template {{id: number}} T
 * @param {T[]} entities @param {Record<string, Partial<T>>} fields @returns {T[]} */
const counted = (entities, fields) =>
  Object.keys(fields).length
    ? entities.map(entity => (fields[entity.id] ? {...entity, ...fields[entity.id]} : entity))
    : entities;

/** `old` with what moved replaced by id, what is new at the end, and what is gone left out.
 * @template {{id: number}} T
 * @param {T[]} old @param {T[]} moved @param {number[]} [gone] @returns {T[]} */
function merged(old, moved, gone = []) {
  if (!moved.length && !gone.length) return old;
  const byId = new Map(old.map(entity => [entity.id, entity]));
  for (const entity of moved) byId.set(entity.id, entity);
  for (const id of gone) byId.delete(id);
  return [...byId.values()];
}

/** @param {State} state @param {...string} states The questions in these states, as they come. */
export const inState = (state, ...states) => state.questions.filter(question => states.includes(question.state));

/** @param {State} state Live and not ticked off, in no promised order. */
export const open = state => inState(state, "live").filter(question => !question.answered);

/** @param {State} state Live and not ticked off: most votes first, the earlier one first among equals. */
export const popular = state => open(state).sort((a, b) => b.score - a.score || a.number - b.number);

/** @param {State} state Live and not ticked off: newest first. */
export const recent = state => open(state).sort((a, b) => b.asked_at - a.asked_at || b.number - a.number);

/** @param {State} state Live and ticked off: most votes first. */
export const answered = state =>
  inState(state, "live").filter(question => question.answered).sort((a, b) => b.score - a.score || a.number - b.number);

/** @param {State} state The question being answered now, if any. */
export const highlighted = state => open(state).find(question => question.highlighted);

/** @param {State} state All polls in the host's order, parts of others among them. */
export const polls = state => [...state.polls].sort((a, b) => a.position - b.position || a.id - b.id);

/** @param {State} state @param {number} id The parts of this quiz or survey, in order. */
export const partsOf = (state, id) => polls(state).filter(poll => poll.parent === id);

/** @param {State} state The poll that takes answers now, if any; of a quiz or survey the whole. */
export const openPoll = state => state.polls.find(poll => poll.state === "open" && !poll.parent);

/** @param {State} state Polls that took answers and no longer do, the one opened last first. */
export const closedPolls = state =>
  state.polls.filter(poll => poll.state === "closed" && !poll.parent).sort(lastOpenedFirst);

/** @param {State} state @param {number} quiz The question that is open now, else the one opened last. */
export function questionNow(state, quiz) {
  const asked = partsOf(state, quiz).filter(part => part.state !== "draft").sort(lastOpenedFirst);
  return asked.find(part => part.state === "open") ?? asked[0];
}

const lastOpenedFirst = (/** @type {Poll} */ a, /** @type {Poll} */ b) =>
  (b.opened_at ?? 0) - (a.opened_at ?? 0) || b.position - a.position || b.id - a.id;
