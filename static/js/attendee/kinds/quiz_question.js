// A question of a quiz: one tap, which counts for good. What is right is told once it is revealed.
import {gettext, html, icon, nothing, person} from "../../live/kit.js";
import {percentText} from "../../live/tables.js";
import {areOptions} from "../holding.js";
import {optionBar} from "./choice.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

/** @param {any} poll @returns {boolean} */
const takesSeveral = ({settings}) => settings.several;

/** @param {PollView} view */
function quizForm({poll, draft, change}) {
  if (!takesSeveral(poll)) return html`<div class="options">${poll.options.map(({id, text}) => html`<button class="option option--button" name="options"
    value=${id}><span class="option__text">${person(text)}</span></button>`)}</div>`;
  const tick = (/** @type {any} */ {target}) => change(poll.options.map(({id}) => id)
    .filter(id => (id === Number(target.value) ? target.checked : draft.includes(id))));
  return html`<div class="options" @change=${tick}>${poll.options.map(({id, text}) => html`<label class="option"><input type="checkbox" name="options"
    value=${id} .checked=${draft.includes(id)}><span class="option__text">${person(text)}</span></label>`)}</div>
    <button class="button button--primary poll__send">${gettext("Send my answer")}</button>`;
}

/** The options with what is known of them: one's own, the right ones, how many chose them. @param {PollView} view */
const still = ({poll, answer, results}) => html`<ul class="options">${poll.options.map(({id, text}, place) => {
  const isOwn = answer?.includes(id);
  const isRight = results?.correct?.includes(place);
  const mark = isRight ? "option--right" : results?.correct && isOwn ? "option--wrong" : isOwn ? "option--chosen" : "";
  return html`<li class=${`option ${mark}`}>${optionBar(results, place)}${results?.correct ? html`<span class="option__mark">${
    isRight ? icon("check") : isOwn ? icon("x") : nothing}</span>` : nothing}<span class="option__text">${person(text)}${
    isRight ? html` <span class="option__yours">${isOwn ? gettext("Right answer, and yours") : gettext("Right answer")}</span>`
      : isOwn ? html` <span class="option__yours">${gettext("Your answer")}</span>` : nothing}</span>${
    results ? html`<span class="option__percent number">${percentText(results.percents[place])}</span>` : nothing}</li>`;
})}</ul>`;

/** @type {import("../kinds.js").Kind} */
export const quizQuestionKind = {
  field: "options",
  sends: "once",
  blank: [],
  draftOf: answer => answer,
  holds: areOptions,
  read: draft => (draft.length ? {value: draft} : {problem: gettext("Choose one first.")}),
  hint: ({poll}) => (takesSeveral(poll) ? gettext("Choose all that are right. Once sent it cannot be changed.")
    : gettext("Choose one. It cannot be changed.")),
  form: quizForm,
  closed: still,
};
