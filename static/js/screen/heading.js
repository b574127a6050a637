// The line above a poll, which says what it is, and its title.
import {gettext, html, interpolate, nothing, person} from "../live/kit.js";
import {clock} from "./countdown.js";
import {fit, isInside, refit, scales} from "./fit.js";
import {answersText, playersText} from "./words.js";

/** @param {any} scene @param {{detail?: string, clockElsewhere?: boolean}} [more] `detail`: what is special here */
export const heading = (scene, {detail = "", clockElsewhere = false} = {}) => html`
  <div class="eyebrow">
    <p><strong>${what(scene)}</strong>${details(scene, detail).map(words => html` <span>· ${words}</span>`)}</p>
    ${clockElsewhere ? nothing : clock(scene.poll)}
  </div>
  <h2 class="said">${person(scene.poll.title)}</h2>`;

/** @param {any} scene */
function what({name, poll, parent, place, round}) {
  if (name === "leaderboard") return gettext("Leaderboard");
  if (name === "podium") return gettext("Final places");
  if (poll.kind === "quiz") return gettext("Quiz");
  if (poll.kind === "survey") return poll.state === "open" ? gettext("Survey") : gettext("Survey closed");
  if (parent) return interpolate(gettext("Question {n}"), {n: place});
  if (round > 1) return interpolate(gettext("Round {n}"), {n: round});
  return poll.state === "open" ? gettext("Poll") : gettext("Poll closed");
}

/** @param {any} scene @param {string} detail */
const details = ({name, poll, parent}, detail) =>
  [parent && person(parent.title), name === "game" ? "" : answered(poll), detail, named(poll)].filter(Boolean);

/** @param {any} poll */
const named = poll => poll.named ? gettext("hosts see who answered what") : "";

/** @param {any} poll */
function answered({answers, results, state, kind}) {
  if (kind === "quiz") return results ? playersText(results.players) : "";
  if (state === "open" && !(results && answers)) return gettext("answer on your phone");
  return results && kind !== "survey" ? answersText(answers) : "";
}

const TITLE_SIZES = [
  ...scales(1.15, 0.55, 0.05).map(size => ({...size, lines: 0})),
  ...[4, 3].map(lines => ({scale: 0.55, lines})),
];
const MOST_HEIGHT = 0.36;

/** Makes the title leave most of the room to the picture below. @param {HTMLElement} frame @param {any} scene */
export function fitTitle(frame, {poll}) {
  const head = /** @type {HTMLElement} */ (frame.querySelector("h2"));
  if (!refit(frame, `title ${poll.title}`)) return;
  fit(frame, TITLE_SIZES, () => isInside(head) && head.offsetTop + head.offsetHeight - frame.offsetTop < frame.clientHeight * MOST_HEIGHT);
}
