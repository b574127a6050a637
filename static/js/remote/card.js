// A small copy of what the big screen shows.
import {gettext, html, interpolate, nothing, number, person, spaced} from "../live/kit.js";
import {decimalText, playerName} from "../live/tables.js";
import {scene} from "../screen/scene.js";
import {answersText, askedText, playersText, votesText} from "../screen/words.js";
import {isRevealed} from "./acts.js";
import {glance} from "./glance.js";

/** @param {any} state */
export const card = state => {
  const now = scene(state);
  return html`
    <section class="now-card" aria-labelledby="now-title">
      <h2 id="now-title" class="visually-hidden">${gettext("On stage now")}</h2>
      ${PICTURES[now.name](state, now)}
    </section>`;
};

/** @param {string} what @param {unknown} text @param {unknown} [rest] */
const picture = (what, text, rest = nothing) =>
  html`<p class="now-card__what">${what}</p><p class="now-card__text">${text}</p>${rest}`;

/** @param {any} state @param {any} scene */
function question(state, {question: {number, score, text}}) {
  return picture(`${gettext("Being answered now")} · #${number} · ${votesText(score)}`, person(text));
}

/** @param {any} state @param {any} scene */
function poll(state, {poll, parent, place, parts}) {
  const {state: pollState, answers, results, title, kind} = poll;
  const what = [
    parent ? interpolate(gettext("Question {n}"), {n: place}) : "",
    pollState === "open" ? gettext("Poll open") : gettext("Poll closed"),
    answersText(answers),
    isRevealed(poll) && results ? inShort(kind, results) : "",
  ].filter(Boolean).join(" · ");
  return picture(what, person(title), isRevealed(poll) && results
    ? bars(glance(poll, parts), kind === "number")
    : html`<p class="now-card__note">${gettext("The results are hidden.")}</p>`);
}

/** @param {string} kind @param {any} results */
function inShort(kind, {average, median}) {
  if (kind === "rating") return `⌀ ${decimalText(average, 1)}`;
  return kind === "number" ? `${gettext("median")} ${decimalText(median)}` : "";
}

/** @param {{text: string, figure: string, share?: number}[]} rows @param {boolean} [areBare] bars that are no shares of a whole */
const bars = (rows, areBare = false) => html`<ul class=${areBare ? "now-card__bars now-card__bars--bare" : "now-card__bars"}>${rows.map(({text, figure, share}) => html`
  <li>
    <span>${person(text)}</span> <span>${figure}</span>
    ${share === undefined ? nothing : html`<i aria-hidden="true" .style=${`--percent:${share}`}></i>`}
  </li>`)}</ul>`;

/** @param {any} state @param {any} scene */
const leaders = (state, {name, poll: {title, results: {leaders}}}) => picture(
  name === "podium" ? gettext("Final places") : gettext("Leaderboard"),
  person(title),
  bars(leaders.map(leader => ({text: `${number(leader.place)}. ${playerName(leader)}`, figure: number(leader.points)}))));

/** @type {Record<string, (state: any, scene: any) => unknown>} */
const PICTURES = {
  join: ({session}) => picture(gettext("How to join"), `#${spaced(session.code)}`),
  blank: () => picture(gettext("On stage now"), gettext("Blank")),
  ended: () => picture(gettext("On stage now"), gettext("This session has ended")),
  waiting: () => picture(gettext("Poll"), gettext("Nothing yet: open a poll")),
  empty: () => picture(gettext("Questions"), gettext("Nothing to answer yet")),
  questions: (state, {questions}) => picture(
    `${gettext("Your questions")} · ${askedText(state.questions.filter(one => one.state === "live").length)}`,
    interpolate(gettext("Top: {text}"), {text: questions[0].text})),
  question,
  poll,
  hidden: poll,
  game: (state, {poll: {title, results: {players}}}) => picture(`${gettext("Quiz")} · ${playersText(players)}`, person(title)),
  leaderboard: leaders,
  podium: leaders,
};
