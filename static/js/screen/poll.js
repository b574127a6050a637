// A poll on stage: its results, drawn by its kind, or calm words while they are hidden.
import {html, person, render} from "../live/kit.js";
import {tableOf, tableView} from "../live/tables.js";
import {fitTitle, heading} from "./heading.js";
import {KINDS} from "./kinds/kinds.js";
import {roundText} from "./words.js";

/** @param {HTMLElement} frame @param {any} scene @param {any} state @param {() => void} redraw */
export function drawPoll(frame, scene, state, redraw) {
  const {poll, earlier, round, parts} = scene;
  const kind = KINDS[poll.kind];
  const apart = earlier && !kind.pairs;
  render(html`
    ${heading(scene, {detail: kind.detail?.(poll, scene) ?? ""})}
    ${earlier ? apart ? apartRounds(round) : legend(scene) : ""}
    <div class="body"></div>
    <div class="visually-hidden">${rounds(scene).map(poll => tableView(tableOf(poll, poll.results, parts), poll.title))}</div>`, frame);
  const body = /** @type {HTMLElement} */ (frame.querySelector(".body"));
  if (!kind.fitsAll) fitTitle(frame, scene);
  if (!apart) return kind.draw(body, scene, redraw);
  body.classList.add("apart");
  rounds(scene).forEach((poll, i, both) =>
    kind.draw(half(body, i), {...scene, poll, earlier: undefined, beside: both[1 - i]}, redraw));
}

/** @param {any} scene */
const rounds = ({poll, earlier}) => earlier ? [earlier, poll] : [poll];

/** @param {HTMLElement} body @param {number} i */
function half(body, i) {
  while (body.children.length <= i) body.append(Object.assign(document.createElement("div"), {className: "half"}));
  return /** @type {HTMLElement} */ (body.children[i]);
}

/** @param {any} scene */
const legend = ({poll, earlier, round}) => html`
  <p class="legend">
    <span class="key earlier">${roundText(round - 1, earlier.answers)}</span>
    <span class="key">${roundText(round, poll.answers)}</span>
  </p>`;

/** @param {number} round */
const apartRounds = round => html`
  <p class="legend halves"><span>${roundText(round - 1)}</span><span>${roundText(round)}</span></p>`;
