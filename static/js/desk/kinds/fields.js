/**
 * Fields of the composer. A form is {draft, settings, problems, set}: what is being written, the settings of its kind
 * as typed, what is wrong in words by field, and `set(changes)` which changes the settings.
 */

import {html, nothing} from "../../live/kit.js";

export const fieldId = name => `poll-${name}`;

/** What is wrong with a field, in words; the field names it by `describedBy`. */
export const problem = ({problems}, name) =>
  problems[name]
    ? html`<p class="field__error" id=${`${fieldId(name)}-error`}>${problems[name]}</p>`
    : nothing;

export const describedBy = ({problems}, name, hint = "") =>
  [problems[name] && `${fieldId(name)}-error`, hint && `${fieldId(name)}-hint`].filter(Boolean).join(" ") || nothing;

const shell = (form, name, label, control, hint) => html`<div class="field">
  <label class="field__label" for=${fieldId(name)}>${label}</label>
  ${control}
  ${hint ? html`<p class="field__hint" id=${`${fieldId(name)}-hint`}>${hint}</p>` : nothing}
  ${problem(form, name)}
</div>`;

/** A number, kept as it was typed. Fields of type "number" take no other digits than 0 to 9, and lose what they do not take.
 * @param {any} form @param {string} name @param {string} label
 * @param {{isSigned?: boolean, hint?: string, placeholder?: string}} [options] */
export function numberField(form, name, label, {isSigned = false, hint = "", placeholder = ""} = {}) {
  const control = html`<input id=${fieldId(name)} class="input input--number" inputmode=${isSigned ? "text" : "numeric"}
    autocomplete="off" autocapitalize="off" enterkeyhint="done" placeholder=${placeholder || nothing}
    aria-invalid=${Boolean(form.problems[name])} aria-describedby=${describedBy(form, name, hint)}
    .value=${String(form.settings[name])} @input=${event => form.set({[name]: event.target.value})} />`;
  return shell(form, name, label, control, hint);
}

/** A short text.
 * @param {any} form @param {string} name @param {string} label
 * @param {{placeholder?: string, hint?: string}} [options] */
export function textField(form, name, label, {placeholder = "", hint = ""} = {}) {
  const control = html`<input id=${fieldId(name)} class="input" dir="auto" autocomplete="off" autocapitalize="sentences" enterkeyhint="done"
    placeholder=${placeholder || nothing}
    aria-invalid=${Boolean(form.problems[name])} aria-describedby=${describedBy(form, name, hint)}
    .value=${form.settings[name]} @input=${event => form.set({[name]: event.target.value})} />`;
  return shell(form, name, label, control, hint);
}

/** One of a few. `choices` are [value, words]. */
export function selectField(form, name, label, choices) {
  const control = html`<select id=${fieldId(name)} class="input" @change=${event => form.set({[name]: event.target.value})}>
    ${choices.map(
      ([value, words]) =>
        html`<option value=${value} .selected=${String(form.settings[name]) === String(value)}>${words}</option>`,
    )}
  </select>`;
  return shell(form, name, label, control, "");
}

/** Yes or no. */
export const tickField = (form, name, label) =>
  html`<label class="choice">
    <input type="checkbox" id=${fieldId(name)} .checked=${form.settings[name]}
      @change=${event => form.set({[name]: event.target.checked})} />
    <span>${label}</span>
  </label>`;

/** Fields side by side where there is room. */
export const row = (...fields) => html`<div class="pollform__row">${fields}</div>`;
