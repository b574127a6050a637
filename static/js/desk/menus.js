/** The menu of further acts, beside the button that opens it. */

const GAP_PX = 6;

const menu = () => document.getElementById("menu");

/**
 * Open the menu beside `anchor`.
 *
 * @param {any} desk
 * @param {string} label - its accessible name
 * @param {() => any[]} items - {words, icon, act, keys?, tone?}; asked again whenever something changed
 * @param {HTMLElement} anchor
 */
export function openMenu(desk, label, items, anchor) {
  desk.show({menu: {label, items}});
  menu().showPopover();
  place(menu(), anchor);
  menu().querySelector("button")?.focus();
}

/** Close the menu and do what was chosen; the focus goes back to where it was. */
export function choose(act) {
  menu().hidePopover();
  act();
}

export function menuKey(event) {
  const {key} = event;
  if (key === "ArrowDown" || key === "ArrowUp") walk(menu(), key === "ArrowDown" ? 1 : -1);
  else if (key === "Home" || key === "End") itemsOf(menu()).slice(key === "Home" ? 0 : -1)[0]?.focus();
  else if (key === "Tab") menu().hidePopover();
  else return;
  if (key !== "Tab") event.preventDefault();
}

/** @returns {HTMLElement[]} */
const itemsOf = popover => [...popover.querySelectorAll(".menu__item")];

/** Go to the next (`by` 1) or previous (-1) item, round and round. */
export function walk(popover, by) {
  const items = itemsOf(popover);
  const at = items.findIndex(item => item === document.activeElement);
  items[(at + by + items.length) % items.length].focus();
}

/** Under the anchor, or over it where there is no room; never outside the window. */
export function place(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = popover;
  const under = at.bottom + GAP_PX;
  const top = under + height <= innerHeight ? under : Math.max(GAP_PX, at.top - GAP_PX - height);
  const left = Math.max(GAP_PX, Math.min(at.left, innerWidth - width - GAP_PX));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}
