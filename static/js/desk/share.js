/** The share panel: copy buttons, and opening by itself right after the session was started. */

import {gettext} from "../live/kit.js";

const COPIED_MS = 2_000;

/** Plain http has no `navigator.clipboard`; there the selected text is copied as by Ctrl+C. */
const isCopied = text =>
  navigator.clipboard?.writeText(text).then(() => true, () => document.execCommand("copy")) ?? document.execCommand("copy");

async function copy(button) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copy));
  const words = button.querySelector("span");
  field.select();
  if (!(await isCopied(field.value))) return; // the address is selected, so Ctrl+C does it
  const before = words.textContent;
  words.textContent = gettext("Copied");
  setTimeout(() => (words.textContent = before), COPIED_MS);
}

export function watchShare() {
  const panel = document.getElementById("share");
  panel.addEventListener("click", event => {
    const button = /** @type {Element} */ (event.target).closest("[data-copy]");
    if (button) copy(button);
  });
  // The second of a double click would be sent with the key that the first has just replaced.
  panel.addEventListener("submit", event => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  if (location.hash === "#share") panel.showPopover();
}
