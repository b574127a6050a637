// A quiz between its questions: players come in, the leaderboard, and the podium at the end.
import {gettext, html, keyed, ngettext, nothing, number, person, render} from "../live/kit.js";
import {playerName, tableOf, tableView} from "../live/tables.js";
import {fit, isInside, refit, scales} from "./fit.js";
import {flip} from "./flip.js";
import {heading} from "./heading.js";
import {pointsText} from "./words.js";

const SIZES = scales(1.3, 0.45, 0.05);
const SMALL = 0.9;
const ON_PODIUM = 3;

/** @param {HTMLElement} frame @param {any} scene */
export function drawGame(frame, scene) {
  const {poll, parts} = scene;
  const {teams} = poll.settings;
  render(html`
    ${heading(scene)}
    <p class="calm-words">${waiting(poll, parts)}</p>
    ${teams.length ? html`<ul class="teams">${teams.map(team => html`<li>${person(team)}</li>`)}</ul>` : nothing}
    ${poll.answers === null ? nothing : html`<p class="tally">
      <strong>${number(poll.answers)}</strong> <span>${ngettext("player", "players", poll.answers)}</span></p>`}`, frame);
  if (refit(frame, [poll.title, ...teams].join())) fit(frame, SIZES);
}

/** @param {any} quiz @param {any[]} parts the questions asked so far */
function waiting({state, settings: {teams}}, parts) {
  if (state === "closed") return gettext("The final places appear here when they are revealed.");
  if (parts.length) return gettext("The next question comes soon.");
  return teams.length ? gettext("Play on your phone: choose a name and a team.") : gettext("Play on your phone: choose a name.");
}

/** @param {HTMLElement} frame @param {any} scene */
export function drawLeaderboard(frame, scene) {
  const {poll} = scene;
  const leaders = keyedLeaders(poll.results.leaders);
  render(html`
    ${heading(scene)}
    ${leaders.length ? nothing : html`<p class="calm-words">${gettext("Nobody has points yet.")}</p>`}
    <ol class="leaders" aria-hidden="true"></ol>
    <div class="visually-hidden">${tableView(tableOf(poll), poll.title)}</div>`, frame);
  const list = /** @type {HTMLElement} */ (frame.querySelector(".leaders"));
  const most = Math.max(1, ...leaders.map(({points}) => points));
  // Elements stay where they are in the page and only look moved, so that their bars grow on from where they were.
  const byKey = [...leaders].sort((a, b) => (a.key < b.key ? -1 : 1));
  flip(() => list.children, () => {
    keyed(list, byKey, ({key}) => key, (leader, element) => leaderRow(leader, element, most, leaders.indexOf(leader)));
    if (refit(frame, [poll.title, ...leaders.map(({key}) => key)].join())) fitNames(frame);
  });
}

/** Leaders in order, each with a key of its own. @param {any[]} leaders */
function keyedLeaders(leaders) {
  const sorted = [...leaders].sort((a, b) => a.place - b.place);
  return sorted.map(leader => ({...leader, name: playerName(leader), key: `${leader.name} ${leader.number ?? 0}`}));
}

/** @param {any} leader @param {HTMLElement} element @param {number} most @param {number} order */
function leaderRow({place, name, points}, element, most, order) {
  element.className = `leader ${place === 1 ? "first" : ""}`;
  element.style.order = String(order);
  return html`
    <span class="place">${number(place)}</span>
    <span class="said">${person(name)}</span>
    <span class="points">${number(points)}</span>
    <span class="bar"><i .style=${`--share:${points / most}`}></i></span>`;
}

/** @param {HTMLElement} frame @param {any} scene */
export function drawPodium(frame, scene) {
  const {poll} = scene;
  const leaders = keyedLeaders(poll.results.leaders);
  render(html`
    ${heading(scene)}
    ${leaders.length ? html`
      <ol class="steps" aria-hidden="true">${leaders.slice(0, ON_PODIUM).map(step)}</ol>
      ${leaders.length > ON_PODIUM ? html`<ol class="runners-up" aria-hidden="true">${leaders.slice(ON_PODIUM).map(runnerUp)}</ol>` : nothing}`
      : html`<p class="calm-words">${gettext("Nobody played.")}</p>`}
    <div class="visually-hidden">${tableView(tableOf(poll), poll.title)}</div>`, frame);
  if (!refit(frame, [poll.title, ...leaders.map(({key}) => key)].join())) return;
  fitNames(frame);
}

/** Names are shown whole, unless that would make them small. @param {HTMLElement} frame */
function fitNames(frame) {
  const names = /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll("li .said > bdi"));
  fit(frame, SIZES, ({scale}) => isInside(frame) && (scale <= SMALL || [...names].every(isInside)));
}

/** @param {any} leader @param {number} i */
const step = ({place, name, points}, i) => html`
  <li class=${`step step-${i + 1} place-${Math.min(place, ON_PODIUM)}`}>
    <p class="said">${person(name)}</p>
    <p class="points">${pointsText(points)}</p>
    <div class="block"><span class="place">${number(place)}</span></div>
  </li>`;

/** @param {any} leader */
const runnerUp = ({place, name, points}) => html`
  <li><span class="place">${number(place)}</span> ${person(name)} <span class="points">${number(points)}</span></li>`;
