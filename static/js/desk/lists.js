/** Which questions stand in which list, and in what order. Pure. */

import {plainDigits} from "../live/digits.js";

const byVotes = (a, b) => b.highlighted - a.highlighted || b.score - a.score || a.id - b.id;
const byTime = (a, b) => b.highlighted - a.highlighted || b.id - a.id;
const ORDERS = {top: byVotes, recent: byTime};

const plain = text => plainDigits(text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());

/** Whether a question has every word of `query` in its text, its author or its number ("#12"). */
export function matches(question, query) {
  const words = plain(query).replace(/#\s+(?=\d)/g, "#").split(/\s+/).filter(Boolean);
  const hay = plain(`${question.text} ${question.author}`);
  return words.every(word => hay.includes(word) || word === `#${question.number}`);
}

/** Questions nobody has decided on; the longest waiting first, or the newest. */
export function pending(state, newestFirst = false) {
  const found = state.questions.filter(question => question.state === "pending");
  return found.sort((a, b) => (newestFirst ? b.id - a.id : a.id - b.id));
}

const isLive = question => question.state === "live" && !question.answered;
const isPutAway = question =>
  question.state === "dismissed" ||
  question.state === "archived" ||
  (question.state === "live" && question.answered);

/** Questions everyone sees and nobody has answered. `sort` is "top" or "recent"; the highlighted one leads. */
export function live(state, sort = "top", query = "") {
  return state.questions.filter(question => isLive(question) && matches(question, query)).sort(ORDERS[sort]);
}

/** Questions that are answered, dismissed or put away. */
export function archive(state, sort = "top", query = "") {
  return state.questions
    .filter(question => isPutAway(question) && matches(question, query))
    .sort(ORDERS[sort]);
}

/** The list a question is in: "review", "live", "archive", or null. */
export function listOf(question) {
  if (question.state === "pending") return "review";
  if (isLive(question)) return "live";
  return isPutAway(question) ? "archive" : null;
}

/** {review, live, archive}: how many there are, whatever is searched for. */
export function counts(state) {
  const numbers = {review: 0, live: 0, archive: 0};
  for (const question of state.questions) {
    const list = listOf(question);
    if (list) numbers[list] += 1;
  }
  return numbers;
}
