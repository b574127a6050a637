/** Dismissing takes two keys: D opens the reasons, a number chooses one. */

import {dismiss} from "./acts-questions.js";
import {place, walk} from "./menus.js";
import {REASONS} from "./reasons.js";
import {focusCurrent} from "./selection.js";

const menu = () => document.getElementById("dismiss");

/** Open the reasons for `question` beside `anchor`. */
export function askWhy(desk, question, anchor) {
  desk.show({dismissing: {id: question.id, number: question.number, question, other: false, seen: desk.seen}});
  menu().showPopover();
  place(menu(), anchor);
  menu().querySelector("button")?.focus();
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
  /** Words that were refused are there to be changed. */
  const again = ({message}) => {
    desk.notices.refuse(message);
    desk.show({dismissing: {...dismissing, other: true, words, seen: desk.seen}});
    menu().showPopover();
  };
  desk.act({...dismiss(dismissing.question, reason, words), seen: dismissing.seen}, words ? again : undefined);
  focusCurrent(desk);
}

/** The digit of a key. On AZERTY keyboards they stand above other signs, on Arabic ones they are other digits: the place counts. */
export const digitOf = ({key, code}) => Number(key) || Number(/^Digit(\d)$/.exec(code)?.[1]);

/** Keys inside the menu: 1 to 6 choose, arrows walk. */
export function menuKey(desk, event) {
  if (event.target.matches("input")) return;
  const reason = REASONS[digitOf(event) - 1];
  if (reason) dismissWith(desk, reason);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(menu(), event.key === "ArrowDown" ? 1 : -1);
  else return;
  event.preventDefault();
}
