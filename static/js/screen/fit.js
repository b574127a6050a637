/** How something is laid out: the size of type (1 = as designed), the lines a text may take (0 = all), and for
 * lists the columns, the rows in each, and the rows that must have a place.
 * @typedef {{scale: number, lines?: number, columns?: number, perColumn?: number, rows?: number}} Attempt */

/** Makes text as large as its box allows: the first attempt that holds, else the last.
 * @param {HTMLElement} box
 * @param {Attempt[]} attempts from the most wanted to the last resort
 * @param {(attempt: Attempt) => boolean} holds whether everything has its place
 * @returns {Attempt} */
export function fit(box, attempts, holds = () => isInside(box)) {
  let tried = attempts[0];
  for (const attempt of attempts) {
    tried = attempt;
    apply(box, attempt);
    if (holds(attempt)) break;
  }
  return tried;
}

/** Whether nothing is cut off. One pixel is rounding. @param {HTMLElement} box */
export function isInside(box) {
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}

/** @param {number} from @param {number} to @param {number} step @returns {Attempt[]} one attempt per scale */
export function scales(from, to, step) {
  const steps = Math.round((from - to) / step);
  return Array.from({length: steps + 1}, (_, index) => ({scale: from - index * step}));
}

/** @param {HTMLElement} box @param {Attempt} attempt */
function apply(box, {scale, lines = 0, columns = 1, perColumn = 1}) {
  box.style.setProperty("--fit", scale.toFixed(3));
  box.style.setProperty("--lines", String(lines));
  box.classList.toggle("cut", lines > 0);
  box.style.setProperty("--columns", String(columns));
  box.style.setProperty("--per-column", String(perColumn));
}

/** @type {WeakMap<Element, string>} */
const fitted = new WeakMap();

/** Whether `box` must be fitted again: other contents, another size, or the font has come.
 * @param {HTMLElement} box @param {string} contents */
export function refit(box, contents) {
  const now = `${box.clientWidth}×${box.clientHeight} ${document.fonts?.status} ${contents}`;
  if (fitted.get(box) === now) return false;
  fitted.set(box, now);
  return true;
}
