/** The form for writing a poll, in the column of polls. */

import {gettext, html, icon, interpolate, nothing} from "../../live/kit.js";
import {
  addOption,
  giveUp,
  linesOf,
  MAX_OPTIONS,
  removeOption,
  save,
  setOption,
  withLines,
  write,
} from "../composing.js";

const TITLE_MAX_CHARACTERS = 200;
const OPTION_MAX_CHARACTERS = 120;

function paste(desk, at, event) {
  const lines = linesOf(event.clipboardData.getData("text"));
  if (lines.length < 2) return;
  event.preventDefault();
  write(desk, {options: withLines(desk.look.composer.options, at, lines)});
}

function press(desk, at, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const isEmpty = event.target.value === "";
  if (event.key === "Enter") addOption(desk, at + 1);
  else if (event.key === "Backspace" && isEmpty && desk.look.composer.options.length > 2)
    removeOption(desk, at);
  else return;
  event.preventDefault();
}

function option(desk, text, at) {
  const name = interpolate(gettext("Option {n}"), {n: at + 1});
  return html`<li class="composer__option">
    <input
      id=${`poll-option-${at}`}
      class="input"
      dir="auto"
      autocomplete="off"
      maxlength=${OPTION_MAX_CHARACTERS}
      aria-label=${name}
      placeholder=${name}
      .value=${text}
      @input=${event => setOption(desk, at, event.target.value)}
      @keydown=${event => press(desk, at, event)}
      @paste=${event => paste(desk, at, event)}
    />
    <button
      type="button"
      class="button button--small button--quiet button--icon"
      aria-label=${interpolate(gettext("Remove option {n}"), {n: at + 1})}
      @click=${() => removeOption(desk, at)}
    >
      ${icon("x")}
    </button>
  </li>`;
}

const tick = (words, checked, change) =>
  html`<label class="choice">
    <input type="checkbox" .checked=${checked} @change=${event => change(event.target.checked)} /> ${words}
  </label>`;

function keydown(desk, event) {
  if (event.key === "Escape") giveUp(desk);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(desk);
}

function titleKey(desk, event) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.getElementById("poll-option-0")?.focus();
}

export function composer(desk) {
  const {id, title, options, multiple, hidden} = desk.look.composer;
  const submit = event => {
    event.preventDefault();
    save(desk);
  };
  return html`<form class="composer" aria-label=${id ? gettext("Change the draft") : gettext("New poll")}
    @submit=${submit} @keydown=${event => keydown(desk, event)}>
    <label class="field__label" for="poll-title">${gettext("What do you want to ask?")}</label>
    <input id="poll-title" class="input" dir="auto" autocomplete="off" maxlength=${TITLE_MAX_CHARACTERS}
      .value=${title}
      @input=${event => write(desk, {title: event.target.value})}
      @keydown=${event => titleKey(desk, event)} />
    <fieldset class="composer__options">
      <legend class="field__label">${gettext("Options")}</legend>
      <ol role="list">${options.map((text, at) => option(desk, text, at))}</ol>
      ${options.length < MAX_OPTIONS ? moreOptions(desk, options.length) : nothing}
    </fieldset>
    ${tick(gettext("People may choose several"), multiple, on => write(desk, {multiple: on}))}
    ${tick(gettext("Hide the results until I show them"), hidden, on => write(desk, {hidden: on}))}
    <div class="pollcard__acts">
      <button class="button button--small button--primary">${gettext("Save draft")}</button>
      <button type="button" class="button button--small" @click=${() => save(desk, true)}>${gettext("Save and open")}</button>
      <button type="button" class="button button--small button--quiet" @click=${() => giveUp(desk)}>${gettext("Cancel")}</button>
    </div>
  </form>`;
}

const moreOptions = (desk, at) => html`
  <button type="button" class="button button--small button--quiet" @click=${() => addOption(desk, at)}>
    ${icon("plus")} ${gettext("Add option")}
  </button>
  <p class="field__hint">${gettext("Enter adds the next one; a pasted list becomes options.")}</p>
`;
