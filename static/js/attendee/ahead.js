// What one did oneself, before the server has said so. Pure.

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/outbox.js").Act} Act */
/** One's vote and the score it leads to. `doneAt`: since when the server has it (ms); `isTold`: its score was told since.
 * @typedef {{on: boolean, target: number, doneAt?: number, isTold?: boolean}} Cast */
/** By question. @typedef {Map<number, Cast>} Casts */
/** @typedef {{votes: Map<number, boolean>, answers: Map<number, any>}} Wishes */

/** What is on its way, by question and by poll. @param {Act[]} acts @returns {Wishes} */
export function wishes(acts) {
  /** @type {Wishes} */ const wanted = {votes: new Map(), answers: new Map()};
  for (const {name, fields} of acts) {
    const {question, on, poll, quiz, counter: _, epoch: __, ...answer} = fields;
    if (name === "question.upvote") wanted.votes.set(question, on);
    if (name === "poll.answer") wanted.answers.set(poll, Object.values(answer)[0]);
    if (name === "quiz.join") wanted.answers.set(quiz, answer);
  }
  return wanted;
}

/** A score told this soon after the server took a vote may have been read just before. */
export const SETTLES_WITHIN_MS = 2_000;

/** A score with one's vote in it. The update that counts the vote may come before or after the answer to it, so the
 * vote is never added: it is a bound. @param {number} score @param {Cast} cast */
const bounded = (score, {on, target}) => (on ? Math.max(score, target) : Math.min(score, target));

/** @param {Model} model @param {number} id */
const scoreOf = ({state}, id) => state.questions.find(question => question.id === id)?.score ?? 0;

/** The model as it will be once the server has done everything one did here.
 * @param {Model} model @param {Wishes} wanted @param {Casts} casts @returns {Model} */
export function ahead(model, {votes, answers}, casts) {
  if (!votes.size && !answers.size && !casts.size) return model;
  const {state, you} = model;
  const questions = state.questions.map(question => {
    const cast = casts.get(question.id);
    return cast ? {...question, score: bounded(question.score, cast)} : question;
  });
  const mine = {
    votes: [...you.votes.filter(id => !votes.has(id)), ...[...votes].filter(([, on]) => on).map(([id]) => id)],
    answers: {...you.answers, ...Object.fromEntries(answers)},
  };
  return {...model, state: {...state, questions}, you: {...you, ...mine}};
}

/** `casts` with those of the votes on their way. @param {Casts} casts @param {Model} model @param {Map<number, boolean>} votes @returns {Casts} */
export function covered(casts, model, votes) {
  const all = new Map([...casts].filter(([id, {doneAt}]) => doneAt || votes.has(id)));
  for (const [id, on] of votes) {
    const before = casts.get(id);
    if (before?.on === on) continue;
    const [was, score] = before ? [before.on, bounded(scoreOf(model, id), before)] : [model.you.votes.includes(id), scoreOf(model, id)];
    all.set(id, {on, target: score + Number(on) - Number(was)});
  }
  return all;
}

/** `casts` after a frame has changed the model, or some time has passed. One that is done goes once a score was told
 * that has it. Of one on its way "you" tells whether it is in the score.
 * @param {Casts} casts @param {Model} model @param {{t: string, d?: any}} frame @param {number} now ms @returns {Casts} */
export function settled(casts, model, {t, d = {}}, now) {
  const told = new Set([...(d.questions ?? []).map((/** @type {{id: number}} */ {id}) => id), ...Object.keys(d.scores ?? {}).map(Number)]);
  return new Map([...casts].flatMap(([id, cast]) => {
    const {on, target, doneAt} = cast;
    const score = scoreOf(model, id);
    if (!doneAt) return [[id, t === "you" ? {on, target: score + Number(on) - Number(model.you.votes.includes(id))} : cast]];
    const isTold = cast.isTold || t === "snapshot" || told.has(id);
    const isIn = t === "snapshot" || (on ? score >= target : score <= target) || now - doneAt > SETTLES_WITHIN_MS;
    return isTold && isIn ? [] : [[id, {...cast, isTold}]];
  }));
}

/** The model once the server has taken a vote. @param {Model} model @param {number} id @param {boolean} on */
export function voted(model, id, on) {
  const others = model.you.votes.filter(other => other !== id);
  return {...model, you: {...model.you, votes: on ? [...others, id] : others}};
}

/** The model once the server has taken new words. @param {Model} model @param {number} id @param {string} text */
export function reworded(model, id, text) {
  const renewed = (/** @type {any} */ question) => (question.id === id ? {...question, text} : question);
  return {...model, state: {...model.state, questions: model.state.questions.map(renewed)}, you: {...model.you, questions: model.you.questions.map(renewed)}};
}

/** The model once the server has taken an answer. @param {Model} model @param {number} poll @param {any} answer */
export const answeredPoll = (model, poll, answer) =>
  ({...model, you: {...model.you, answers: {...model.you.answers, [poll]: answer}}});
