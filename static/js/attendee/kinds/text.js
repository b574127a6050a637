// Write a text.
import {gettext, html, interpolate, ngettext, number, person} from "../../live/kit.js";
import {isEnter} from "../../live/keys.js";
import {TEXT_MAX_CHARACTERS} from "../../wire/protocol.js";
import {leftWords} from "../counting.js";
import {characters, tidy} from "../../live/texts.js";
import {isText} from "../holding.js";

const COUNT_TEXT_FROM = 50;
const TEXTS_SHOWN = 6;

/** The field grows with what is in it. @param {HTMLTextAreaElement} field */
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`; // with its borders
}

/** Enter sends; with Shift it is a new line. @param {KeyboardEvent} event */
function sendByEnter(event) {
  if (!isEnter(event) || event.shiftKey) return;
  event.preventDefault();
  /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit();
}

/** @param {import("../poll_view.js").PollView} view */
function textForm({draft, change, titleId}) {
  const left = TEXT_MAX_CHARACTERS - characters(tidy(draft));
  const type = (/** @type {any} */ {target}) => {
    grow(target);
    change(target.value);
  };
  return html`<div class="field"><textarea class="input input--answer" name="text" rows="4" autocomplete="off" autocapitalize="sentences" enterkeyhint="send"
    aria-labelledby=${titleId} aria-invalid=${String(left < 0)} .value=${draft} @input=${type} @keydown=${sendByEnter}></textarea>
    <p class=${left < 0 ? "left left--over number" : "left number"}>${leftWords(left, COUNT_TEXT_FROM)}</p></div>`;
}

/** @param {{cards: {text: string}[], total: number}} results */
function textChart({cards, total}) {
  const rest = total - TEXTS_SHOWN;
  if (!cards.length) return html`<p class="quiet">${gettext("Nothing is shown yet")}</p>`;
  return html`<ul class="texts">${cards.slice(0, TEXTS_SHOWN).map(({text}) => html`<li class="texts__card">${person(text)}</li>`)}</ul>
    ${rest > 0 ? html`<p class="quiet">${interpolate(ngettext("and {n} more", "and {n} more", rest), {n: number(rest)})}</p>` : ""}`;
}

/** @type {import("../kinds.js").Kind} */
export const textKind = {
  field: "text",
  sends: "button",
  isTyped: true,
  blank: "",
  draftOf: answer => answer,
  holds: isText,
  read(draft) {
    const value = tidy(draft);
    const length = characters(value);
    if (!value) return {problem: gettext("Write something first.")};
    return length <= TEXT_MAX_CHARACTERS ? {value}
      : {problem: interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit: TEXT_MAX_CHARACTERS})};
  },
  hint: ({poll: {settings}}) => (/** @type {any} */ (settings).review
    ? gettext("It is shown after review.") : ""),
  form: textForm,
  own: answer => person(answer),
  chart: textChart,
};
