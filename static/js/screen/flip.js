const DURATION_MS = 600;
const EASE = "cubic-bezier(.2, .7, .2, 1)";

const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Lets rows travel from where they were to where `change` puts them; rows that are new fade in.
 * @param {HTMLElement} list
 * @param {() => void} change moves, adds and removes children of `list` */
export function flip(list, change) {
  if (calmMotion.matches) return change();
  const before = new Map(shown(list).map(row => [row, row.getBoundingClientRect().top]));
  for (const row of shown(list)) row.getAnimations().forEach(animation => animation.cancel());
  change();
  for (const row of shown(list)) travel(row, before.get(row));
}

/** A row on its way up passes in front of those that make room. @param {number} distance */
const zIndexFor = distance => distance > 0 ? [1, 1] : [0, 0];

/** @param {HTMLElement} list @returns {any[]} */
const shown = list => [...list.children].filter(row => !(/** @type {HTMLElement} */ (row).hidden));

/** @param {HTMLElement} row @param {number | undefined} from where it was, in px from the top of the page */
function travel(row, from) {
  const distance = from - row.getBoundingClientRect().top;
  const options = {duration: DURATION_MS, easing: EASE};
  const path = {transform: [`translateY(${distance}px)`, "none"], zIndex: zIndexFor(distance)};
  if (from === undefined) row.animate({opacity: [0, 1]}, options);
  else if (Math.abs(distance) > 1) row.animate(path, options);
}
