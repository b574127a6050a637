// How long the bars of results are. Pure; sessions/core/shares.py has the same rules, tests/cases/shares.json holds both.

/** @param {number} n @param {number} whole */
const percentOf = (n, whole) => (whole ? (100 * n) / whole : 0);

/** Kinds whose bars are shares of a whole, which a drawn track stands for: the percent that is written, all points an
 * option could have, everybody who answered. @type {Record<string, (results: any) => number[]>} */
const OF_WHOLE = {
  choice: ({percents}) => percents,
  quiz_question: ({percents}) => percents,
  points: ({percents}) => percents,
  ranking: ({scores, people}) => scores.map((/** @type {number} */ score) => percentOf(score, scores.length * people)),
  rating: ({counts, people}) => counts.map((/** @type {number} */ count) => percentOf(count, people)),
  survey: ({parts, people}) => parts.map((/** @type {number} */ answered) => percentOf(answered, people)),
};

/** @param {string} kind @param {any} results
 * @returns {number[] | undefined} in percent of the track, in the order of the options, steps or parts */
export const sharesOf = (kind, results) => OF_WHOLE[kind]?.(results);

/** In percent of the fullest, for bars without a track: a full track would say that it was everything.
 * @param {number[]} counts */
export const ofFullest = counts => counts.map(count => percentOf(count, Math.max(...counts)));
