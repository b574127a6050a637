// Whether somebody is typing. Nothing that arrives takes a field away from them.
import {HOLD_AFTER_TOUCH_MS} from "./hold.js";

const FIELDS = "textarea, input:not([type=radio]):not([type=checkbox]):not([type=hidden])";

/** @type {Element | null} */ let field = null;

/** @param {Element} [within] */
export const isTyping = (within = document.body) => Boolean(field) && field === document.activeElement && within.contains(field);

/** What was typed is sent: the field may go. */
export const stopTyping = () => void (field = null);

/** @param {() => void} onFree Called when a field was left, once a tap has landed where it was meant to. */
export function watchTyping(onFree) {
  const begin = (/** @type {Event} */ {target}) => {
    if (/** @type {Element} */ (target).matches(FIELDS)) field = /** @type {Element} */ (target);
  };
  document.addEventListener("focusin", begin);
  document.addEventListener("input", begin);
  document.addEventListener("focusout", () => setTimeout(onFree, HOLD_AFTER_TOUCH_MS));
}
