// The most wanted questions, and the one being answered.
import {gettext, html, icon, keyed, number, person, render} from "../live/kit.js";
import {fit, isInside, refit, scales} from "./fit.js";
import {flip} from "./flip.js";
import {calmOrder} from "./order.js";
import {askedText, authorText, votesText} from "./words.js";

const MOST_ROWS = 8;
const REST_MS = 1_500;
const MOST_HEIGHT = 0.6;

/** Four whole questions if they can be read, else three, else three that end in … */
const SIZES = [
  ...scales(1.4, 0.85, 0.05).map(size => ({...size, rows: 4})),
  ...scales(1.05, 0.8, 0.05).map(size => ({...size, rows: 3})),
  ...[4, 3, 2].map(lines => ({scale: 0.8, lines, rows: 3})),
];
const LARGE_SIZES = [...scales(1.6, 0.45, 0.05), ...[12, 9, 7, 5, 3].map(lines => ({scale: 0.45, lines}))];

const calm = calmOrder(REST_MS);
/** @type {any} */ let again;

/** @param {HTMLElement} frame @param {any} scene @param {any} state @param {() => void} redraw */
export function drawQuestions(frame, {questions}, state, redraw) {
  const {items, settled} = calm(questions);
  const rows = items.slice(0, MOST_ROWS);
  clearTimeout(again);
  if (!settled) again = setTimeout(redraw, REST_MS);
  render(list(state), frame);
  const box = /** @type {HTMLElement} */ (frame.querySelector(".rows"));
  box.style.setProperty("--digits", String(Math.max(...rows.map(({score}) => number(score).length))));
  flip(() => box.children, () => {
    keyed(box, rows, ({id}) => id, row);
    if (refit(box, rows.map(({id, text}) => id + text).join())) fitRows(box);
  });
}

/** @param {any} state */
const list = ({questions, session}) => html`
  <div class="eyebrow">
    <h2>${gettext("Your questions")}</h2>
    <span>${askedText(questions.length)} · ${session.intake_open
        ? gettext("vote on your phone") : gettext("no new ones at the moment")}</span>
  </div>
  <ol class="rows"></ol>`;

/** @param {any} question @param {HTMLElement} element */
function row({number: said, text, author, score}, element) {
  element.classList.add("row");
  return html`
    <div class="score">
      <span aria-hidden="true">${number(score)}</span><span class="visually-hidden">${votesText(score)}</span>
    </div>
    <div><p class="said">${person(text)}</p><p class="by">#${said} · ${person(authorText(author))}</p></div>`;
}

/** As large as the wanted rows allow; then as many rows as have a place. @param {HTMLElement} box */
function fitRows(box) {
  const rows = /** @type {HTMLElement[]} */ ([...box.children]);
  rows.forEach(element => (element.hidden = false));
  const bottom = (/** @type {HTMLElement} */ element) => element.offsetTop + element.offsetHeight;
  const hasPlace = (/** @type {HTMLElement} */ element) => bottom(element) <= box.clientHeight + 1;
  fit(box, SIZES, size => hasPlace(rows[Math.min(size.rows ?? 1, rows.length) - 1]));
  const shown = Math.max(1, rows.filter(hasPlace).length);
  rows.forEach((element, i) => {
    element.hidden = i >= shown;
    element.classList.toggle("last-shown", i === shown - 1);
  });
}

/** @param {HTMLElement} frame @param {any} scene */
export function drawQuestion(frame, {question}) {
  const {id, number: said, text, author, score} = question;
  render(html`
    <div class="eyebrow">${icon("radio")}<h2>${gettext("Being answered now")}</h2></div>
    <p class="said">${person(text)}</p>
    <p class="by">#${said} · ${person(authorText(author))} · <strong>${votesText(score)}</strong></p>`, frame);
  if (refit(frame, id + text)) fit(frame, LARGE_SIZES, ({scale}) => isInside(frame) && (scale <= 1 || isAiry(frame)));
}

/** Whether text that could be larger would still leave space around it. @param {HTMLElement} frame */
const isAiry = frame => (frame.querySelector(".said")?.clientHeight ?? 0) < frame.clientHeight * MOST_HEIGHT;
