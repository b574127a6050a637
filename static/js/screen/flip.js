const DURATION_MS = 600;
const EASE = "cubic-bezier(.2, .7, .2, 1)";

export const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Lets rows travel from where they were to where `change` puts them; rows that are new fade in.
 *
 * @param {HTMLElement} list
 * @param {() => void} change moves, adds and removes children of `list`
 */
export function flip(list, change) {
  if (calmMotion.matches) return change();
  const before = new Map(shown(list).map(row => [row, row.getBoundingClientRect().top]));
  for (const row of list.children) row.getAnimations().forEach(animation => animation.cancel());
  change();
  for (const row of shown(list)) travel(row, before.get(row));
}

const shown = list => [...list.children].filter(row => !row.hidden);

function travel(row, from) {
  const distance = from - row.getBoundingClientRect().top;
  const options = {duration: DURATION_MS, easing: EASE};
  if (from === undefined) row.animate({opacity: [0, 1]}, options);
  else if (Math.abs(distance) > 1) row.animate({ transform: [`translateY(${distance}px)`, "none"] }, options);
}
