import {held} from "./hold.js";

const TOUCH_HOLD_MS = 3000;

/**
 * One list of items with ids that holds still while a pointer or the keyboard's focus is in it.
 *
 * A row is {item, left}; `left` is true where somebody else took the item out meanwhile. The item of such a row is as
 * it is now, or in the state "withdrawn". `changed` is called when the hold ends.
 */
export function createHold(changed) {
  let element = null;
  let pointer = false;
  let shown = [];
  let seen = new Map();
  let mine = new Set();
  let loose = false;
  let timer = 0;

  // Focus left behind by a click does not hold: a mouse holds with its pointer.
  const isHeld = () => pointer || Boolean(element?.querySelector(":focus-visible"));

  function setPointer(value) {
    clearTimeout(timer);
    pointer = value;
    if (!value) changed();
  }

  function follow(items) {
    shown = items.map(item => item.id);
    seen = new Map(items.map(item => [item.id, item]));
    mine = new Set();
    loose = false;
    return {rows: items.map(item => ({item, left: false})), fresh: 0, moved: 0};
  }

  const lastSeen = id => ({...seen.get(id), state: "withdrawn"});

  function keep(items, everything) {
    const current = new Map(items.map(item => [item.id, item]));
    const {ids, fresh, moved} = held(shown, [...current.keys()], mine);
    shown = ids;
    const now = new Map(everything.map(item => [item.id, item]));
    for (const id of ids) seen.set(id, current.get(id) ?? now.get(id) ?? lastSeen(id));
    return {rows: ids.map(id => ({item: seen.get(id), left: !current.has(id)})), fresh, moved};
  }

  return {
    /**
     * What to show of `items`, given in their right order: {rows, fresh, moved}.
     * `everything` is all items of the session: it says what became of one that left.
     */
    over: (items, everything) => (isHeld() && !loose ? keep(items, everything) : follow(items)),
    /** This moderator acted on the question: let it leave or come back at once. */
    touch: id => mine.add(id),
    /** Take the right order once, held or not. */
    release() {
      loose = true;
    },
    /** Hold while a pointer or the focus is inside `list`. */
    watch(list) {
      element = list;
      list.addEventListener("pointerenter", () => setPointer(true));
      list.addEventListener("pointerleave", event => {
        clearTimeout(timer);
        if (event.pointerType === "mouse") setPointer(false);
        else timer = setTimeout(() => setPointer(false), TOUCH_HOLD_MS);
      });
      list.addEventListener("focusout", () => setTimeout(changed));
    },
  };
}
