// Estimate a number: median and mean, large, beside a histogram that shows where they are.
import {gettext, html, number, render} from "../../live/kit.js";
import {averageText, decimalText} from "../../live/tables.js";
import {ticks} from "../axis.js";
import {drawFigures} from "../figures.js";

const MOST_LABELS = 7;
const MOST_SINGLE = 13;
const LEAST_SINGLE = 7;

/** @type {import("./kinds.js").Kind} */
export const numbers = {
  draw(body, {poll, beside}) {
    const {settings, results} = poll;
    body.classList.add("measure");
    if (!results.bins.length) return render(html`<p class="none">${gettext("The first number appears here.")}</p>`, body);
    render(html`<div class="figures"></div><div class="plot">${histogram(poll, beside?.results.bins ?? [])}</div>`, body);
    drawFigures(/** @type {HTMLElement} */ (body.querySelector(".figures")), [
      {name: "median", value: averageText(results.median, settings), unit: settings.unit, words: gettext("median")},
      {name: "mean", value: averageText(results.mean, settings), unit: settings.unit, words: gettext("mean")},
    ]);
  },
};

/** @param {any} poll @param {any[]} others bins of a histogram beside it, which has the same axis */
function histogram({settings, results: {bins, median, mean}}, others) {
  const scale = scaleOf([...bins, ...others].sort((a, b) => a.lowest - b.lowest), settings);
  const most = Math.max(...bins.map(({count}) => count));
  const place = (/** @type {any} */ {lowest, highest, count}) =>
    `--from:${scale.at(lowest)};--to:${scale.at(highest)};--share:${count / most}`;
  return html`
    <div class="histogram" aria-hidden="true">
      ${bins.map(bin => html`<div class="bin" .style=${place(bin)}><div class="rod"><i></i></div></div>`)}
      ${[["median", median], ["mean", mean]].map(([name, value]) =>
        html`<i class="mark ${name}" .style=${`--from:${scale.at(/** @type {number} */ (value) + scale.middle)}`}></i>`)}
      ${bins.map(bin => html`<div class="over" .style=${place(bin)}>
        <p class="value">${bin.count ? html`<span>${number(bin.count)}</span>` : ""}</p></div>`)}
    </div>
    <div class="axis" aria-hidden="true">${scale.labels.map(value =>
      html`<span .style=${`--from:${scale.at(value + scale.middle)}`}>${decimalText(value)}</span>`)}</div>`;
}

/** Where numbers stand, 0 to 1. Bins of a single number are labelled at their middle, and have room at both sides where
 * they are few; wider ones are labelled at round numbers.
 * @param {any[]} bins @param {{decimals: number}} settings */
function scaleOf(bins, {decimals}) {
  const step = 10 ** -decimals;
  const range = bins[bins.length - 1].highest - bins[0].lowest;
  const single = bins.every(bin => bin.highest - bin.lowest <= step * 1.001) && range <= step * MOST_SINGLE;
  const room = single ? Math.max(0, step * LEAST_SINGLE - range) / 2 : 0;
  const [lowest, highest] = [bins[0].lowest - room, bins[bins.length - 1].highest + room];
  return {
    at: (/** @type {number} */ value) => (value - lowest) / (highest - lowest),
    middle: single ? step / 2 : 0,
    labels: single ? [...new Set(bins.map(bin => bin.lowest))] : ticks(lowest, highest, MOST_LABELS, step),
  };
}
