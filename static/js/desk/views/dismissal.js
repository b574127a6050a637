/** The reasons for dismissing a question, beside its button. */

import {gettext, html, interpolate, nothing} from "../../live/kit.js";
import {REASON_WORDS_MAX_CHARACTERS} from "../../wire/protocol.js";
import {REASONS, reasonName} from "../reasons.js";
import {fits} from "../checks.js";
import {dismissWith} from "../dismissing.js";

const reasonButton = (desk, reason, at) =>
  html`<button type="button" class="menu__item" data-reason=${reason} aria-keyshortcuts=${at + 1}
    aria-expanded=${reason === "other" ? String(Boolean(desk.look.dismissing.other)) : nothing}
    @click=${() => dismissWith(desk, reason)}>
    <kbd aria-hidden="true">${at + 1}</kbd> ${reasonName(reason)}
  </button>`;

function wordsForm(desk) {
  const submit = event => {
    event.preventDefault();
    const {words} = event.target.elements;
    if (fits(words, REASON_WORDS_MAX_CHARACTERS)) dismissWith(desk, "other", words.value.trim());
  };
  return html`<form class="menu__form" @submit=${submit}>
    <label class="field__label" for="dismiss-words">${gettext("Say the reason in a few words")}</label>
    <input id="dismiss-words" name="words" class="input" dir="auto" required autocomplete="off" autocapitalize="sentences" enterkeyhint="done" .value=${desk.look.dismissing.words ?? ""} @input=${event => event.target.setCustomValidity("")} />
    <button class="button button--small button--primary">${gettext("Dismiss")}</button>
  </form>`;
}

export function dismissal(desk) {
  const {dismissing} = desk.look;
  if (!dismissing) return nothing;
  return html`<p class="menu__title" id="dismiss-title">
      ${interpolate(gettext("Dismiss #{number}: why?"), dismissing)}
    </p>
    <p class="menu__hint">${gettext("The author is told.")}</p>
    ${REASONS.map((reason, at) => reasonButton(desk, reason, at))} ${dismissing.other ? wordsForm(desk) : nothing}`;
}
