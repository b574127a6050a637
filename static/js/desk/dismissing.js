/** Dismissing takes two keys: D opens the reasons, a number chooses one. */

import {dismiss} from "./acts-questions.js";
import {REASONS} from "./reasons.js";
import {focusCurrent} from "./selection.js";

const GAP_PX = 6;

const menu = () => document.getElementById("dismiss");

/** Open the reasons for `question` beside `anchor`. */
export function askWhy(desk, question, anchor) {
  desk.show({dismissing: {id: question.id, number: question.number, question, other: false}});
  menu().showPopover();
  place(menu(), anchor);
  menu().querySelector("button")?.focus();
}

/** Under the anchor, or over it where there is no room; never outside the window. */
function place(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = popover;
  const under = at.bottom + GAP_PX;
  const top = under + height <= innerHeight ? under : Math.max(GAP_PX, at.top - GAP_PX - height);
  const left = Math.max(GAP_PX, Math.min(at.left, innerWidth - width - GAP_PX));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}

/** Dismiss for this reason; "other" asks for words first. */
export function dismissWith(desk, reason, words = "") {
  const {dismissing} = desk.look;
  if (reason === "other" && !words) {
    desk.show({dismissing: {...dismissing, other: true}});
    document.getElementById("dismiss-words").focus();
    return;
  }
  menu().hidePopover();
  desk.act(dismiss(dismissing.question, reason, words));
  focusCurrent(desk);
}

/** Keys inside the menu: 1 to 6 choose, arrows walk. */
export function menuKey(desk, event) {
  if (event.target.matches("input")) return;
  const reason = REASONS[Number(event.key) - 1];
  if (reason) dismissWith(desk, reason);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event.key === "ArrowDown" ? 1 : -1);
  else return;
  event.preventDefault();
}

function walk(by) {
  const items = /** @type {HTMLElement[]} */ ([...menu().querySelectorAll(".menu__item")]);
  const at = items.findIndex(item => item === document.activeElement);
  items[(at + by + items.length) % items.length].focus();
}
