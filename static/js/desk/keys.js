/** Keys of the desk. Single keys can be switched off; Ctrl+Z always works. */

import {ofBrowser} from "../live/storage.js";
import {isComposing, keyName} from "../live/keys.js";
import {openComposer} from "./composing.js";
import {doToCurrent} from "./doing.js";
import {goToPolls} from "./poll-focus.js";
import {beside, focusCurrent, step} from "./selection.js";

const KEYS = {
  j: desk => step(desk, 1),
  k: desk => step(desk, -1),
  ArrowLeft: desk => beside(desk, -1),
  ArrowRight: desk => beside(desk, 1),
  a: desk => doToCurrent(desk, "approve"),
  d: desk => doToCurrent(desk, "dismiss"),
  h: desk => doToCurrent(desk, "highlight"),
  x: desk => doToCurrent(desk, "answered"),
  z: desk => desk.undo(),
  n: desk => desk.state.session.open && openComposer(desk),
  p: desk => goToPolls(desk),
  "/": () => document.getElementById("search").focus(),
  ".": desk => desk.list(),
  "?": () => document.getElementById("keys").togglePopover(),
};
const REPEATABLE = new Set(["j", "k"]);

const isTyping = target => target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const isUndo = event =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && keyName(event) === "z";

function press(desk, event) {
  const {target} = event;
  if (isTyping(target)) return leaveSearch(desk, event);
  if (isUndo(event)) {
    event.preventDefault();
    return desk.undo();
  }
  if (!desk.look.singleKeys || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (target.closest("[popover]") && keyName(event) !== "?") return undefined;
  const key = keyName(event);
  if (!KEYS[key] || (event.repeat && !REPEATABLE.has(key))) return undefined;
  event.preventDefault();
  return KEYS[key](desk);
}

/** Enter or Escape in the search field goes on to the list. */
function leaveSearch(desk, event) {
  if (event.target.id !== "search" || isComposing(event) || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  const [first] = desk.shown[desk.look.list].rows;
  desk.list({
    query: event.key === "Escape" ? "" : desk.look.query,
    current: first ? {list: desk.look.list, id: first.question.id, at: 0} : null,
  });
  focusCurrent(desk);
}

/** Listen to keys, and to the box in the keys panel that switches single ones off. */
export function watchKeys(desk) {
  document.addEventListener("keydown", event => press(desk, event));
  const box = /** @type {HTMLInputElement} */ (document.getElementById("single-keys"));
  box.checked = desk.look.singleKeys;
  box.addEventListener("change", () => {
    ofBrowser.keep("single-keys", box.checked);
    desk.show({singleKeys: box.checked});
  });
}
