// Who plays, and how they do.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../live/kit.js";
import {partsOf} from "../live/store.js";
import {playerName} from "../live/tables.js";

/** @typedef {import("./poll_view.js").PollView} PollView */
/** @typedef {import("./quiz.js").Room} Room */

/** Who one plays as, once one has joined. @param {Room} room @returns {{name: string, team: string, state?: string, number?: number} | undefined} */
export const playerOf = ({quiz, model: {you}}) => you.answers[quiz.id];

/** @param {any} poll @param {number[]} answer @param {any} results */
export const isCorrect = ({options}, answer, {correct}) =>
  options.every(({id}, /** @type {number} */ place) => answer.includes(id) === Boolean(correct?.includes(place)));

/** How it went, in words. @param {any} poll @param {number[] | undefined} answer @param {any} results */
export function verdictOf(poll, answer, results) {
  if (!answer) return gettext("You did not answer");
  return isCorrect(poll, answer, results) ? gettext("Right!") : gettext("Not this time");
}

/** @param {Room} room */
export function ownPlace({quiz, model: {you}}) {
  const own = you.scores[quiz.id];
  const results = /** @type {any} */ (quiz.results);
  if (!own) return nothing;
  const players = results?.players ?? 0;
  return html`<p class="own-place"><span class="own-place__place number">${interpolate(gettext("Place {n}"), {n: number(own.place)})}</span>
    <span class="quiet number">${players ? interpolate(ngettext("of {n} player", "of {n} players", players), {n: number(players)}) : nothing}</span>
    <strong class="own-place__points number">${interpolate(ngettext("{n} point", "{n} points", own.points), {n: number(own.points)})}</strong></p>`;
}

/** @param {Room} room */
export function leaders(room) {
  const results = /** @type {any} */ (room.quiz.results);
  const player = playerOf(room);
  if (!results?.leaders.length) return nothing;
  const hasTeams = /** @type {any} */ (room.quiz.settings).teams.length > 0;
  const ownPoints = room.model.you.scores[room.quiz.id]?.points;
  const ownName = player?.state ? "" : room.model.you.scores[room.quiz.id]?.name || player?.name;
  const isOwn = (/** @type {any} */ {name, number: n, points}) =>
    (hasTeams ? name === player?.team : name === ownName && n === player?.number && points === ownPoints);
  return html`<ol class="leaders">${results.leaders.map((/** @type {any} */ leader) => html`<li class=${isOwn(leader) ? "leader leader--own" : "leader"}>
    <span class="leader__place number">${leader.place}</span><span class="leader__name">${person(playerName(leader))}</span><span
    class="number">${number(leader.points)}</span></li>`)}</ol>`;
}

/** The leaderboard, and how one did in each question. @param {Room} room */
export function quizRecap(room) {
  const {quiz, model: {state}} = room;
  return [leaders(room), partsOf(state, quiz.id).map(poll => {
    const view = room.viewOf(poll);
    return html`<details class="earlier"><summary><h3 class="earlier__title">${person(poll.title)}</h3>${recapMark(view)}</summary><div class="poll">${
      view.kind.closed?.(view)}</div></details>`;
  })];
}

/** @param {PollView} view */
function recapMark({poll, answer, isAnswered, results}) {
  if (!results) return nothing;
  const isRight = isAnswered && isCorrect(poll, answer, results);
  return html`<span class=${`earlier__count earlier__count--${isRight ? "right" : "wrong"}`}>${icon(isRight ? "check" : "x")} ${
    isRight ? gettext("Right") : isAnswered ? gettext("Wrong") : gettext("Not answered")}</span>`;
}
