/** Small pieces the desk's views share. */

import {html, icon, nothing, number} from "../../live/kit.js";

/** `text` with its "{n}" as a strong, grouped number. */
export function counted(text, n) {
  const [before, after = ""] = text.split("{n}");
  return html`${before}<b class="number">${number(n)}</b>${after}`;
}

/** A row of buttons of which one is pressed. `choices` are [value, label, disabled?]. */
export function segments(label, choices, value, choose) {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${choices.map(
      ([choice, words, disabled = false]) => html`<button
        type="button"
        class="segment"
        aria-pressed=${choice === value}
        ?disabled=${disabled}
        @click=${() => choose(choice)}
      >
        ${words}
      </button>`,
    )}
  </div>`;
}

/** A switch that says what is so: `label` names it, `words` its state. */
export function toggle(label, words, on, choose) {
  return html`<button type="button" class="toggle" role="switch" aria-checked=${on} @click=${() => choose(!on)}>
    <span>${label} <b>${words}</b></span><span class="toggle__knob" aria-hidden="true"></span>
  </button>`;
}

/** The words under a list without questions; `more` is a second line.
 * @param {string} words @param {string} [more] */
export function empty(words, more = "") {
  return html`<div class="empty">
    <p><b>${words}</b></p>
    ${more ? html`<p class="quiet">${more}</p>` : nothing}
  </div>`;
}

/** A quiet button that has only an icon; `name` is its accessible name. */
export function iconButton(name, iconName, press) {
  return html`<button
    type="button"
    class="button button--small button--quiet button--icon"
    aria-label=${name}
    title=${name}
    @click=${press}
  >
    ${icon(iconName)}
  </button>`;
}
