/** What was just done, with the way back; or why it was not. */

import {gettext, html, icon, nothing} from "../../live/kit.js";

function undoButton(desk, entry) {
  if (!entry?.undoable) return nothing;
  return html`<button type="button" class="button button--small" @click=${() => desk.undo(entry)}>
    ${gettext("Undo")}${desk.look.singleKeys ? html`<kbd aria-hidden="true">Z</kbd>` : nothing}
  </button>`;
}

const closeButton = notices =>
  html`<button
    type="button"
    class="button button--small button--icon"
    aria-label=${gettext("Close")}
    @click=${notices.clear}
  >
    ${icon("x")}
  </button>`;

export function toast(desk) {
  const {notices} = desk;
  const {now} = notices;
  if (!now) return nothing;
  return html`<div
    class="toast ${now.refused ? "toast--refused" : ""}"
    @pointerenter=${notices.pause}
    @pointerleave=${notices.resume}
    @focusin=${notices.pause}
    @focusout=${notices.resume}
  >
    ${now.refused ? icon("triangle-alert") : nothing}
    <p class="toast__words"><bdi>${now.words}</bdi></p>
    ${undoButton(desk, now.entry)} ${now.refused ? closeButton(notices) : nothing}
  </div>`;
}
