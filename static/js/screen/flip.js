const DURATION_MS = 600;
const EASE = "cubic-bezier(.2, .7, .2, 1)";

const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Lets elements travel from where they were to where `change` puts them; those that are new fade in.
 * @param {() => Iterable<Element>} elementsNow asked before and after
 * @param {() => void} change moves, adds and removes them */
export function flip(elementsNow, change) {
  if (calmMotion.matches) return change();
  const before = new Map(shown(elementsNow()).map(element => [element, element.getBoundingClientRect()]));
  for (const element of before.keys()) element.getAnimations().forEach(animation => animation.cancel());
  change();
  for (const element of shown(elementsNow())) travel(element, before.get(element));
}

/** One on its way up passes in front of those that make room. @param {number} down */
const zIndexFor = down => down > 0 ? [1, 1] : [0, 0];

/** @param {Iterable<Element>} elements @returns {any[]} */
const shown = elements => [...elements].filter(element => !(/** @type {HTMLElement} */ (element).hidden));

/** @param {HTMLElement} element @param {DOMRect | undefined} from where it was */
function travel(element, from) {
  const options = {duration: DURATION_MS, easing: EASE};
  if (!from) {
    element.animate({opacity: [0, 1]}, options);
    return;
  }
  const to = element.getBoundingClientRect();
  const [right, down] = [from.left - to.left, from.top - to.top];
  if (Math.abs(right) + Math.abs(down) <= 1) return;
  element.animate({transform: [`translate(${right}px, ${down}px)`, "none"], zIndex: zIndexFor(down)}, options);
}
