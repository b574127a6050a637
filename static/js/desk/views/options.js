/** The options of a poll being written: Enter adds, a pasted list becomes options, Alt and arrows move. */

import {isComposing} from "../../live/keys.js";
import {OPTION_MAX_CHARACTERS, POLL_MAX_OPTIONS} from "../../wire/protocol.js";
import {gettext, html, icon, interpolate, nothing} from "../../live/kit.js";
import {tidy} from "../../live/texts.js";
import {comparisonKey} from "../comparing.js";
import {tooLong} from "../checks.js";
import {describedBy, problem} from "../kinds/fields.js";
import {addOption, linesOf, moveOption, pasteLines, removeOption, setOption} from "../writing-options.js";

function paste(desk, at, event) {
  const lines = linesOf(event.clipboardData.getData("text"));
  if (lines.length < 2) return;
  event.preventDefault();
  pasteLines(desk, at, lines);
}

const isLastAndEmpty = (options, at) => at > 1 && at === options.length - 1 && !options[at].text.trim();

/** Enter goes on to the next option; on an empty last one, to the button that saves. */
function enter(desk, at) {
  if (isLastAndEmpty(desk.look.composer.options, at)) {
    removeOption(desk, at);
    document.getElementById("poll-save")?.focus();
  } else addOption(desk, at + 1);
}

const BY = {ArrowUp: -1, ArrowDown: 1};

function press(desk, at, event) {
  if (isComposing(event) || event.ctrlKey || event.metaKey) return;
  const {options} = desk.look.composer;
  if (event.key === "Enter") enter(desk, at);
  else if (event.altKey && event.key in BY) moveOption(desk, at, BY[event.key]);
  else if (event.key === "Backspace" && event.target.value === "" && options.length > 2) removeOption(desk, at);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

const folded = ({text}) => comparisonKey(tidy(text));

/** Whether the words beside the options speak of this one. */
function isWrong({draft: {options}, problems}, at) {
  if (!problems.options) return false;
  if (at >= POLL_MAX_OPTIONS) return true;
  const empty = !folded(options[at]);
  const earlier = options.findIndex(other => folded(other) === folded(options[at]));
  return empty ? options.filter(folded).length < 2 : earlier < at || Boolean(tooLong(options[at].text, OPTION_MAX_CHARACTERS));
}

const mark = (desk, form, {right}, at) =>
  html`<input type="checkbox" class="pollform__right" .checked=${right} title=${gettext("right")}
    aria-label=${interpolate(gettext("Option {n} is right"), {n: at + 1})}
    aria-invalid=${Boolean(form.problems.right)} aria-describedby=${describedBy(form, "right")}
    @change=${event => setOption(desk, at, {right: event.target.checked})} />`;

function row(desk, form, option, at, marksRight) {
  const name = interpolate(gettext("Option {n}"), {n: at + 1});
  return html`<li class="pollform__option">
    ${marksRight ? mark(desk, form, option, at) : nothing}
    <input id=${`poll-option-${at}`} class="input" dir="auto" autocomplete="off" autocapitalize="sentences" enterkeyhint="next"
      aria-label=${name} placeholder=${name}
      aria-invalid=${isWrong(form, at)} aria-describedby=${describedBy(form, "options")}
      .value=${option.text}
      @input=${event => setOption(desk, at, {text: event.target.value})}
      @keydown=${event => press(desk, at, event)}
      @paste=${event => paste(desk, at, event)} />
    <button type="button" class="button button--small button--quiet button--icon" tabindex="-1"
      aria-label=${interpolate(gettext("Remove option {n}"), {n: at + 1})} @click=${() => removeOption(desk, at)}>
      ${icon("x")}
    </button>
  </li>`;
}

export function optionsEditor(desk, form, marksRight) {
  const {options} = form.draft;
  return html`<fieldset class="pollform__options">
    <legend class="field__label">
      ${gettext("Options")} ${marksRight ? html`<span class="quiet">· ${gettext("tick what is right")}</span>` : nothing}
    </legend>
    <ol role="list">${options.map((option, at) => row(desk, form, option, at, marksRight))}</ol>
    ${problem(form, "options")} ${problem(form, "right")}
    ${options.length < POLL_MAX_OPTIONS ? more(desk, options.length) : nothing}
  </fieldset>`;
}

const more = (desk, at) =>
  html`<div class="pollform__more">
    <button type="button" class="button button--small button--quiet" tabindex="-1" @click=${() => addOption(desk, at)}>
      ${icon("plus")} ${gettext("Add option")}
    </button>
    <p class="field__hint">${gettext("Enter adds the next one; a pasted list becomes options.")}</p>
  </div>`;
