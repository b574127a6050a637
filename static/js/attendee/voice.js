// Words that are spoken by screen readers, and words that pop up.
import {gettext, html, nothing, render} from "../live/kit.js";
import {byId} from "./here.js";

const SPEAK_EVERY_MS = 3_000;
const MOST_IN_A_ROW = 3;
const TOAST_MS = 10_000;

/** @type {string[]} */ let toSay = [];
let speaking = 0;
let toastTimer = 0;

/** Speak politely. In a flood only the last few are spoken. @param {string} words */
export function say(words) {
  toSay = [...toSay, words].slice(-MOST_IN_A_ROW);
  if (!speaking) speak();
}

function speak() {
  const words = toSay.shift();
  byId("announcer").textContent = words ?? "";
  speaking = words === undefined ? 0 : window.setTimeout(speak, SPEAK_EVERY_MS);
}

/** Show, and speak at once, why something was not done. @param {string} words */
export function toast(words) {
  const close = () => render(nothing, byId("toasts"));
  render(html`<p class="toast"><span class="toast__words">${words}</span>
    <button class="button button--small" type="button" @click=${close}>${gettext("OK")}</button></p>`, byId("toasts"));
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(close, TOAST_MS);
}
