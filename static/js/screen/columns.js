// Upright bars side by side: for few short options, and for steps of a scale.
import {html, icon, keyed, nothing, person} from "../live/kit.js";
import {flip} from "./flip.js";

const FIGURES_MOST = 20;

/** A bar as in bars.js; `label` is shown instead of `text`. @typedef {import("./bars.js").Bar & {label?: unknown}} Column */

/** @param {HTMLElement} list an `ol` @param {Column[]} columns
 * @param {{places?: number[], hasTracks?: boolean}} [look] `places`: where each stands, from 0; `hasTracks`: a full track is the whole */
export function drawColumns(list, columns, {places = columns.map((_, i) => i), hasTracks = true} = {}) {
  list.classList.add("columns");
  list.setAttribute("aria-hidden", "true");
  list.style.setProperty("--count", String(columns.length));
  list.style.setProperty("--digits", String(Math.max(...columns.flatMap(({figure, earlier}) => [figure.length, earlier?.figure.length ?? 0]))));
  list.style.setProperty("--longest", String(Math.max(...columns.map(longestWord))));
  list.classList.toggle("tracks", hasTracks);
  list.classList.toggle("many", columns.length > FIGURES_MOST);
  flip(() => list.children, () => keyed(list, columns, ({id}) => id, (column, element) => {
    element.style.order = String(places[columns.indexOf(column)]);
    return inside(column, element);
  }));
}

/** In characters; a label that is shown instead is short. @param {Column} column */
const longestWord = ({text, label}) => label === undefined ? Math.max(...text.split(/\s+/).map(word => word.length)) : 1;

/** @param {Column} column @param {HTMLElement} element */
function inside({text, label, share, figure, aside, first, right, earlier}, element) {
  element.className = `column ${first ? "first" : ""} ${right === undefined ? "" : right ? "right" : "wrong"}`;
  return html`
    <div class="shafts">
      ${earlier ? shaft(earlier, "earlier") : nothing}
      ${shaft({share, figure, aside}, "")}
    </div>
    <p class="foot">${right ? icon("check") : nothing}${label === undefined ? person(text) : html`<span class="label">${label}</span>`}</p>`;
}

/** @param {{share: number, figure: string, aside?: string}} bar @param {string} name */
const shaft = ({share, figure, aside}, name) => html`
  <div class="shaft ${name}" .style=${`--share:${share}`}>
    <p class="value"><b>${figure}</b>${aside === undefined ? nothing : html` <span>${aside}</span>`}</p>
    <div class="rod"><i></i></div>
  </div>`;
