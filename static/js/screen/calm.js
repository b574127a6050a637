// Pictures with nothing to count: no question yet, no poll yet, the end, a blank screen.
import {gettext, html, interpolate, ngettext, nothing, number, render, spaced} from "../live/kit.js";
import {fit, refit, scales} from "./fit.js";

const SIZES = scales(1, 0.5, 0.1);

/** @param {HTMLElement} frame @param {any} scene @param {any} state */
export function drawCalm(frame, {name}, state) {
  render(PICTURES[name](state), frame);
  if (refit(frame, `${name} ${state.session.title}`)) fit(frame, SIZES);
}

/** @param {string} title @param {unknown} words */
const picture = (title, words) => html`<h2 class="calm-title">${title}</h2><p class="calm-words">${words}</p>`;

/** @param {any} state */
const invitation = ({session, questions}) => picture(
  questions.length ? gettext("All questions are answered") : gettext("Ask the first question"),
  html`${gettext("Go to")} <strong>${session.address}</strong>
    ${gettext("and enter")} <strong>#${spaced(session.code)}</strong>`,
);

/** @param {any} state */
const ended = ({session, questions}) => picture(gettext("Thank you for taking part"), html`
  <bdi dir="auto">${session.title}</bdi><br>
  ${questions.length ? tally(questions) : gettext("This session has ended.")}`);

/** @param {any[]} questions */
function tally(questions) {
  const asked = questions.length;
  const answered = questions.filter(question => question.answered).length;
  return interpolate(
    ngettext(
      "{asked} question was asked, {answered} answered.",
      "{asked} questions were asked, {answered} answered.",
      asked,
    ),
    {asked: number(asked), answered: number(answered)},
  );
}

/** @type {Record<string, (state: any) => unknown>} */
const PICTURES = {
  empty: state => state.session.intake_open ? invitation(state) : picture(gettext("Questions are closed at the moment"), ""),
  waiting: () => picture(gettext("The next poll appears here"), gettext("Keep your phone at hand.")),
  ended,
  blank: () => nothing,
};
