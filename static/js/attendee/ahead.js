// What one did oneself, before the server has said so. Pure.

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Question} Question */
/** One's tap, and the score it leads to. `done`: the server has it, its new score may not be here yet.
 * @typedef {{on: boolean, target: number, done: boolean}} Vote */

/** A score with one's tap in it. The update that counts the tap may come before or after the answer to
 * the tap, so the tap is never added: it is a bound. @param {number} score @param {Vote} vote */
const bounded = (score, vote) => (vote.on ? Math.max(score, vote.target) : Math.min(score, vote.target));

/** The model as it will be once the server has done everything one did here.
 * @param {Model} model @param {{votes: Map<number, Vote>, answers: Map<number, any>}} own @returns {Model} */
export function ahead(model, {votes, answers}) {
  if (!votes.size && !answers.size) return model;
  const {state, you} = model;
  const questions = state.questions.map(question => {
    const vote = votes.get(question.id);
    return vote ? {...question, score: bounded(question.score, vote)} : question;
  });
  const cast = [...votes].filter(([, vote]) => vote.on).map(([id]) => id);
  const mine = {
    votes: [...you.votes.filter(id => !votes.has(id)), ...cast],
    answers: {...you.answers, ...Object.fromEntries(answers)},
  };
  return {...model, state: {...state, questions}, you: {...you, ...mine}};
}

/** `votes` without the done ones that `frame` tells the true score of.
 * @param {Map<number, Vote>} votes @param {{t: string, d?: any}} frame */
export function unsettled(votes, {t, d}) {
  const moved = /** @type {Question[]} */ (t === "update" ? d.questions ?? [] : []);
  const told = new Set(moved.map(question => question.id));
  return new Map([...votes].filter(([id, vote]) => !(vote.done && (t === "snapshot" || told.has(id)))));
}

/** The model once the server has taken a vote. @param {Model} model @param {number} id @param {boolean} on */
export function voted(model, id, on) {
  const others = model.you.votes.filter(other => other !== id);
  return {...model, you: {...model.you, votes: on ? [...others, id] : others}};
}

/** The model once the server has taken an answer. @param {Model} model @param {number} poll @param {any} answer */
export const answeredPoll = (model, poll, answer) =>
  ({...model, you: {...model.you, answers: {...model.you.answers, [poll]: answer}}});
