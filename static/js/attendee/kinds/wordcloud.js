// Give some words, a short field for each; another field comes when the last one is used.
import {gettext, html, interpolate, ngettext, number, person} from "../../live/kit.js";
import {isEnter} from "../../live/keys.js";
import {CLOUD_WORD_MAX_GRAPHEMES} from "../../wire/protocol.js";
import {leftWords} from "../counting.js";
import {characters, tidy} from "../../live/texts.js";
import {isText} from "../holding.js";

/** @typedef {import("../poll_view.js").PollView} PollView */

const COUNT_WORD_FROM = 8;
const WORDS_SHOWN = 40;
const WORD_SIZES = 5;

/** What the fields hold, without the empty ones at the end. @param {string[]} fields */
function filled(fields) {
  const words = [...fields];
  while (words.length && !words[words.length - 1]) words.pop();
  return words;
}

/** @param {PollView} view @param {string[]} fields @param {number} place @param {any} event */
const typeWord = ({change}, fields, place, {target}) => change(filled(fields.map((word, i) => (i === place ? target.value : word))));

/** Enter leads on to the next empty field; from the last one it sends. @param {KeyboardEvent} event */
function nextField(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!isEnter(event) || !field.value) return;
  const fields = /** @type {HTMLInputElement[]} */ ([...(field.form?.querySelectorAll("[name=texts]") ?? [])]);
  const next = fields[fields.indexOf(field) + 1];
  if (!next || next.value) return;
  event.preventDefault();
  next.focus();
}

/** @param {any} settings @returns {number} */
const mostOf = ({most}) => most;

/** @param {PollView} view */
function wordsForm(view) {
  const most = mostOf(view.poll.settings);
  const fields = [...view.draft, ""].slice(0, most);
  return html`<div class="fields" @keydown=${nextField}>${fields.map((_, place) => wordField(view, fields, place, most))}</div>`;
}

/** @param {PollView} view @param {string[]} fields @param {number} place @param {number} most */
function wordField(view, fields, place, most) {
  const id = `word-${view.poll.id}-${place}`;
  const left = CLOUD_WORD_MAX_GRAPHEMES - characters(tidy(fields[place]));
  return html`<div class="field"><label class=${most > 1 ? "field__label" : "visually-hidden"} for=${id}>${
    most > 1 ? interpolate(gettext("Word {n} of {most}"), {n: place + 1, most}) : gettext("Your word")}</label>
    <input class="input input--answer" id=${id} name="texts" autocomplete="off" autocapitalize="off" enterkeyhint=${place + 1 < most ? "next" : "send"}
    .value=${fields[place]} aria-invalid=${String(left < 0)} @input=${(/** @type {Event} */ event) => typeWord(view, fields, place, event)}>
    <p class=${left < 0 ? "left left--over number" : "left number"}>${leftWords(left, COUNT_WORD_FROM)}</p></div>`;
}

/** @param {{words: {id: number, text: string, count: number}[], distinct: number}} results @param {any} _ @param {string[]} [answer] */
function wordsChart({words, distinct}, _, answer = []) {
  if (!words.length) return html`<p class="quiet">${gettext("No words yet")}</p>`;
  // With few answers nothing is large yet.
  const size = (/** @type {number} */ count) => Math.min(count + 1, Math.ceil(WORD_SIZES * Math.sqrt(count / words[0].count)));
  const own = new Set(answer.map(word => word.toLowerCase()));
  const rest = distinct - WORDS_SHOWN;
  return html`<ul class="words">${words.slice(0, WORDS_SHOWN).map(({text, count}) => html`<li class=${
    `word word--${size(count)}${own.has(text.toLowerCase()) ? " word--own" : ""}`}>${person(text)} <span
    class="word__count number">${number(count)}</span></li>`)}</ul>
    ${rest > 0 ? html`<p class="quiet">${interpolate(ngettext("and {n} more", "and {n} more", rest), {n: number(rest)})}</p>` : ""}`;
}

/** @type {import("../kinds.js").Kind} */
export const wordcloudKind = {
  field: "texts",
  sends: "button",
  isTyped: true,
  blank: [],
  draftOf: answer => answer,
  holds: (draft, {settings}) => Array.isArray(draft) && draft.length <= mostOf(settings) && draft.every(isText),
  read(draft) {
    const words = draft.map(tidy).filter(Boolean);
    const tooLong = words.find((/** @type {string} */ word) => characters(word) > CLOUD_WORD_MAX_GRAPHEMES);
    if (!words.length) return {problem: gettext("Write something first.")};
    if (!tooLong) return {value: [...new Set(words)]};
    return {problem: interpolate(gettext("This is too long: {length} characters, at most {limit} fit."),
      {length: characters(tooLong), limit: CLOUD_WORD_MAX_GRAPHEMES})};
  },
  hint: ({poll: {settings}}) => (mostOf(settings) === 1 ? gettext("Give a word.")
    : interpolate(gettext("Give up to {n} words."), {n: mostOf(settings)})),
  form: wordsForm,
  own: answer => answer.map((/** @type {string} */ word, /** @type {number} */ i) => [i ? ", " : "", person(word)]),
  chart: wordsChart,
};
