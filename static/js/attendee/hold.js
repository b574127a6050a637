// Lists that do not move under a finger.

export const HOLD_AFTER_TOUCH_MS = 600;

/** Keep `order` (ids) as it is: what of it is still wanted, what is new, and whether it would be sorted otherwise.
 * @param {number[]} order @param {number[]} wanted */
export function arrange(order, wanted) {
  const known = new Set(order);
  const still = new Set(wanted);
  const kept = order.filter(id => still.has(id));
  const sorted = wanted.filter(id => known.has(id));
  return {kept, fresh: wanted.filter(id => !known.has(id)), moved: kept.some((id, i) => id !== sorted[i])};
}

let finger = false;
let letGo = 0;

/** Whether a finger is on the lists, or was a moment ago. */
export const isHeld = () => finger;

/** Watch `element` for fingers. @param {HTMLElement} element @param {() => void} onFree */
export function watchFingers(element, onFree) {
  element.addEventListener("pointerdown", () => {
    clearTimeout(letGo);
    finger = true;
  });
  const lift = () => {
    if (!finger) return;
    clearTimeout(letGo);
    letGo = window.setTimeout(() => {
      finger = false;
      onFree();
    }, HOLD_AFTER_TOUCH_MS);
  };
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
}

/** Draw without moving what is under the eye: the first of `selector` on the screen stays where it is.
 * @param {Element} list @param {string} selector @param {() => void} draw */
export function drawStill(list, selector, draw) {
  const onScreen = (/** @type {Element} */ element) => element.getBoundingClientRect().bottom > 64; // below the sticky bar
  const anchor = scrollY > 0 ? [...list.querySelectorAll(selector)].find(onScreen) : undefined;
  const before = anchor?.getBoundingClientRect().top ?? 0;
  draw();
  const shift = anchor?.isConnected ? anchor.getBoundingClientRect().top - before : 0;
  if (shift) scrollBy({top: shift, behavior: "instant"});
}
