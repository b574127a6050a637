// Lists that do not move under a finger.

export const HOLD_AFTER_TOUCH_MS = 600;
export const NEAR_TOP_PX = 64;
const GLIDE_MS = 400;

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

let touchedAt = -Infinity;
for (const name of ["pointerdown", "keydown", "wheel", "scroll"]) {
  globalThis.addEventListener?.(name, () => (touchedAt = performance.now()), {passive: true, capture: true});
}

/** For how long nobody has touched, scrolled or typed. @returns {number} ms */
export const untouchedFor = () => performance.now() - touchedAt;

/** Draw, and let each of `elements` travel to where it stands then. @param {Iterable<Element>} elements @param {() => void} draw */
export function glide(elements, draw) {
  const before = [...elements].map(element => /** @type {const} */ ([element, element.getBoundingClientRect().top]));
  draw();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [element, top] of before) {
    const down = top - element.getBoundingClientRect().top;
    if (down && element.isConnected) element.animate({transform: [`translateY(${down}px)`, "none"]}, {duration: GLIDE_MS, easing: "ease-out"});
  }
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
