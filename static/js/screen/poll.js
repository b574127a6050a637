// A poll on stage: bars that grow, or calm words while the results are hidden.
import {gettext, html, ngettext, number, person, render} from "../live/kit.js";
import {fit, refit, scales} from "./fit.js";
import {answersText, percentText} from "./words.js";

const ONE_COLUMN_MOST = 7;

/** @param {HTMLElement} frame @param {any} scene */
export function drawPoll(frame, {poll}) {
  render(poll.results ? chart(poll) : hidden(poll), frame);
  const contents = [poll.title, poll.results ? "shown" : "hidden", ...poll.options.map(({text}) => text)].join();
  if (refit(frame, contents)) fit(frame, sizes(poll.options.length));
}

/** Few options may be larger than designed, many stand in two columns; long texts end in … before they get tiny.
 * @param {number} options @returns {import("./fit.js").Attempt[]} */
function sizes(options) {
  const columns = options > ONE_COLUMN_MOST ? 2 : 1;
  const perColumn = Math.ceil(options / columns);
  const cut = [[0.6, 3], [0.55, 3], [0.6, 2], [0.55, 2], [0.5, 2], [0.6, 1], [0.5, 1]].map(([scale, lines]) => ({scale, lines}));
  return [...scales(1.35, 0.6, 0.05), ...cut].map(size => ({...size, columns, perColumn}));
}

/** @param {any} poll @param {unknown} detail */
const heading = ({title, state, multiple}, detail) => html`
  <p class="eyebrow">
    <strong>${state === "open" ? gettext("Poll") : gettext("Poll closed")}</strong>
    <span>${detail}${multiple ? ` · ${gettext("several choices possible")}` : ""}</span>
  </p>
  <h2 class="said">${person(title)}</h2>`;

/** @param {any} poll */
const invitation = ({answers, state}) =>
  state === "open" && !answers ? gettext("answer on your phone") : answersText(answers);

/** @param {any} poll */
function chart(poll) {
  const {options, results: {counts, percents}} = poll;
  const most = Math.max(1, ...counts);
  const digits = String(Math.max(...counts.map(count => number(count).length)));
  return html`${heading(poll, invitation(poll))}
    <ul class="choices" aria-hidden="true" .style=${`--digits:${digits}`}>
      ${options.map(({text}, i) => html`
        <li class=${counts[i] === most ? "choice first" : "choice"}>
          <span class="said">${person(text)}</span>
          <span class="percent">${percentText(percents[i])}</span>
          <span class="count">${number(counts[i])}</span>
          <span class="bar"><i .style=${`--percent:${percents[i]}`}></i></span>
        </li>`)}
    </ul>
    ${table(poll)}`;
}

/** The chart for people who hear it. @param {any} poll */
const table = ({title, options, results: {counts, percents}}) => html`
  <div class="visually-hidden"><table>
    <caption>${person(title)}</caption>
    <thead><tr>
      <th scope="col">${gettext("Option")}</th><th scope="col">${gettext("Percent")}</th><th scope="col">${gettext("Answers")}</th>
    </tr></thead>
    <tbody>${options.map(({text}, i) => html`
      <tr><th scope="row">${person(text)}</th><td>${percentText(percents[i])}</td><td>${number(counts[i])}</td></tr>`)}
    </tbody>
  </table></div>`;

/** @param {any} poll */
const hidden = poll => html`${heading(poll, poll.state === "open" ? gettext("answer on your phone") : "")}
  <ul class="choices plain">
    ${poll.options.map(({text}) => html`<li class="choice"><span class="said">${person(text)}</span></li>`)}
  </ul>
  <p class="tally"><strong>${number(poll.answers)}</strong>
    <span>${poll.state === "open"
        ? ngettext("answer so far.", "answers so far.", poll.answers)
        : ngettext("answer.", "answers.", poll.answers)}
      ${gettext("The results stay hidden until they are revealed.")}</span></p>`;
