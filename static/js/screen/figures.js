// The one or two numbers that say it all, beside a chart.
import {html, nothing, person, render} from "../live/kit.js";
import {fit, refit, scales} from "./fit.js";

/** @typedef {{value: string, unit?: string, words: string, name?: string, below?: unknown, earlier?: boolean}} Figure */

const SIZES = scales(1, 0.3, 0.05);

/** @param {HTMLElement} box @param {Figure[]} figures */
export function drawFigures(box, figures) {
  render(figures.map(({value, unit, words, name = "", below = nothing, earlier}) => html`
    <div class="figure ${name} ${earlier ? "earlier" : ""}">
      <p class="figure-value">${value}${unit ? html` <span class="unit">${person(unit)}</span>` : nothing}</p>${below}<p class="figure-words">${words}</p>
    </div>`), box);
  // By lengths: type should not pulse while the digits change.
  if (refit(box, figures.map(({value, unit = ""}) => value.length + unit).join())) fit(box, SIZES);
}
