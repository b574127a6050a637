/** What the session is set to; every change is saved at once and can be undone. */

import {readNumber} from "../../live/digits.js";
import {gettext, html, icon, interpolate} from "../../live/kit.js";
import {TITLE_MAX_CHARACTERS, WORD_LIST_MAX_CHARACTERS} from "../../wire/protocol.js";
import * as acts from "../acts-session.js";
import {fits, isWhole, numberNeeded} from "../checks.js";

const LOWEST_LENGTH = 50;
const HIGHEST_LENGTH = 500;

/** What was refused stays in its field, with the reason beside it. */
const keepIn = input => ({message}) => {
  input.setCustomValidity(message);
  input.reportValidity();
};

/** What a field shows: nobody's typing is written over by what another moderator saves. */
function valueIn(id, saved) {
  /** @type {any} */
  const field = document.getElementById(id);
  return field && field === document.activeElement ? field.value : saved;
}

function rename(desk, input) {
  if (!fits(input, TITLE_MAX_CHARACTERS) || input.value.trim() === desk.state.session.title) return;
  desk.act(acts.rename(input.value), keepIn(input));
}

function limitLength(desk, input) {
  const before = desk.state.session.question_max_length;
  const length = readNumber(input.value);
  const fine = isWhole(input.value, LOWEST_LENGTH, HIGHEST_LENGTH);
  input.setCustomValidity(fine ? "" : numberNeeded(LOWEST_LENGTH, HIGHEST_LENGTH));
  if (!input.reportValidity() || length === before) return;
  desk.act(acts.limitLength(length), keepIn(input));
}

const titleField = (desk, {title}) =>
  html`<div class="field"><label class="field__label" for="session-title">${gettext("Title")}</label>
    <input id="session-title" class="input" dir="auto" required autocomplete="off" autocapitalize="sentences" enterkeyhint="done"
      .value=${valueIn("session-title", title)} @input=${event => event.target.setCustomValidity("")} @change=${event => rename(desk, event.target)} /></div>`;

const lengthField = (desk, {question_max_length: length}) =>
  html`<div class="field"><label class="field__label" for="question-length">${gettext("Longest question, in characters")}</label>
    <input id="question-length" class="input input--number" inputmode="numeric" autocomplete="off" autocapitalize="off" enterkeyhint="done" required
      aria-describedby="question-length-hint"
      .value=${valueIn("question-length", String(length))} @input=${event => event.target.setCustomValidity("")} @change=${event => limitLength(desk, event.target)} />
    <p class="field__hint" id="question-length-hint">
      ${interpolate(gettext("From {lowest} to {highest}."), {lowest: LOWEST_LENGTH, highest: HIGHEST_LENGTH})}
    </p></div>`;

const namesField = (desk, {names}) =>
  html`<label class="choice">
    <input type="checkbox" .checked=${names === "optional"}
      @change=${event => desk.act(acts.askForNames(event.target.checked))} />
    ${gettext("People may give their name with a question")}
  </label>`;

const LANGUAGES = () => [
  ["en", gettext("English")],
  ["fr", gettext("French")],
];

/** @param {any} desk @param {any} session @param {string[]} language */
function languageField(desk, {languages}, [code, name]) {
  const change = ({target}) => desk.act(acts.blockLists(target.checked ? [...languages, code] : languages.filter(other => other !== code)));
  return html`<label class="choice">
    <input type="checkbox" .checked=${languages.includes(code)} @change=${change} /> ${name}
  </label>`;
}

/** The host's own list, kept as it was typed. */
function listField(desk, session, name, label) {
  const save = ({target}) => {
    if (fits(target, WORD_LIST_MAX_CHARACTERS) && target.value.trim() !== session[name]) desk.act(acts.blockWords(name, target.value), keepIn(target));
  };
  return html`<div class="field"><label class="field__label" for=${name}>${label}</label>
    <textarea id=${name} class="input" dir="auto" rows="2" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="words-hint"
      .value=${valueIn(name, session[name])} @input=${event => event.target.setCustomValidity("")} @change=${save}></textarea></div>`;
}

/** What word clouds and names refuse. */
const wordsField = (desk, session) =>
  html`<fieldset class="panel__form">
    <legend class="field__label">${gettext("Blocked words in word clouds and names")}</legend>
    <div class="panel__choices">${LANGUAGES().map(language => languageField(desk, session, language))}</div>
    ${listField(desk, session, "also_block", gettext("Also block"))}
    ${listField(desk, session, "never_block", gettext("Never block"))}
    <p class="field__hint" id="words-hint">${gettext("One word or phrase a line, or with commas between. It applies at once to what is sent from now on.")}</p>
  </fieldset>`;

function endField(desk) {
  const ask = ending => desk.show({ending});
  if (!desk.look.ending) {
    return html`<button type="button" class="button button--bad" @click=${() => ask(true)}>
      ${gettext("End the session…")}
    </button>`;
  }
  const end = () => {
    ask(false);
    desk.act(acts.end());
    // What can still be done stands on the desk itself.
    document.getElementById("settings").hidePopover();
  };
  return html`<p>${gettext("Everybody may still read, but nobody can ask, vote or answer, and the code becomes free.")}</p>
    <div class="pollcard__acts">
      <button type="button" class="button button--bad" @click=${end}>${gettext("End it")}</button>
      <button type="button" class="button" @click=${() => ask(false)}>${gettext("Keep it open")}</button>
    </div>`;
}

const reopenField = desk =>
  html`<button type="button" class="button" @click=${() => desk.act(acts.reopen())}>${gettext("Open it again")}</button>`;

export function settings(desk, {session}) {
  return html`<div class="panel__head">
      <h2 id="settings-title" class="panel__title">${gettext("Settings")}</h2>
      <button type="button" class="button button--small button--quiet button--icon" popovertarget="settings"
        popovertargetaction="hide" aria-label=${gettext("Close")}>${icon("x")}</button>
    </div>
    <form class="panel__form" @submit=${event => event.preventDefault()}>
      <fieldset class="panel__form" ?disabled=${!session.open}>
        <legend class="visually-hidden">${gettext("Session")}</legend>
        ${titleField(desk, session)} ${lengthField(desk, session)} ${namesField(desk, session)}
        ${wordsField(desk, session)}
      </fieldset>
      <a class="button" href=${desk.page.links.report}>${icon("clipboard-list")} ${session.open ? gettext("Report so far") : gettext("Report")}</a>
      <div class="panel__part">${session.open ? endField(desk) : reopenField(desk)}</div>
    </form>`;
}
