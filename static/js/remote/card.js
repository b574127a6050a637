// A small copy of what the big screen shows.
import {gettext, html, interpolate, nothing, person, spaced} from "../live/kit.js";
import {scene} from "../screen/scene.js";
import {answersText, askedText, percentText, votesText} from "../screen/words.js";
import {isRevealed} from "./acts.js";

const MOST_BARS = 6;

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
function poll(state, {poll: {title, state: pollState, answers, options, results, ...rest}}) {
  const what = pollState === "open" ? gettext("Poll open") : gettext("Poll closed");
  const shown = isRevealed(rest);
  const bars = () => options.slice(0, MOST_BARS).map((option, i) => bar(option, results.percents[i]));
  return picture(`${what} · ${answersText(answers)}`, person(title), shown && results
    ? html`<ul class="now-card__bars">${bars()}</ul>`
    : html`<p class="now-card__note">${gettext("The results are hidden.")}</p>`);
}

/** @param {any} option @param {number} percent */
const bar = ({text}, percent) => html`
  <li>
    <span>${person(text)}</span> <span>${percentText(percent)}</span>
    <i aria-hidden="true" .style=${`--percent:${percent}`}></i>
  </li>`;

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
};
