// Give 1 to n: the average, large, beside how many gave each step.
import {gettext, html, icon, interpolate, nothing, number, person, render} from "../../live/kit.js";
import {meanText} from "../../live/tables.js";
import {isHighest} from "../bars.js";
import {drawColumns} from "../columns.js";
import {drawFigures} from "../figures.js";

const STARS_MOST = 5;

/** @type {import("./kinds.js").Kind} */
export const rating = {
  pairs: true,
  draw(body, {poll, earlier}) {
    const {settings, results} = poll;
    body.classList.add("measure");
    render(html`
      <div class="figures"></div>
      <div class="plot"><ol></ol>${ends(settings)}</div>`, body);
    drawFigures(/** @type {HTMLElement} */ (body.querySelector(".figures")), averages(poll, earlier));
    drawColumns(/** @type {HTMLElement} */ (body.querySelector("ol")), steps(results.counts, earlier?.results.counts, settings), {hasTracks: false});
  },
};

/** @param {any} poll @param {any} earlier */
function averages({settings, results}, earlier) {
  const {average} = results;
  const scale = interpolate(gettext("average, of {n}"), {n: number(settings.steps)});
  const isEmpty = average === null;
  const now = {value: isEmpty ? "" : meanText(average), words: isEmpty ? gettext("The first answer appears here.") : scale, below: settings.style === "stars" ? stars(average ?? 0, settings.steps) : nothing};
  return earlier
    ? [now, {value: meanText(earlier.results.average), words: gettext("in the round before"), earlier: true}]
    : [now];
}

/** @param {number} value @param {number} steps */
const stars = (value, steps) => html`
  <div class="stars" aria-hidden="true" .style=${`--steps:${steps}`}>${Array.from({length: steps}, (_, i) => html`
    <span class="star">${icon("star")}<span .style=${`--full:${Math.min(1, Math.max(0, value - i))}`}>${icon("star")}</span></span>`)}
  </div>`;

/** @param {number[]} counts @param {number[] | undefined} before @param {any} settings */
function steps(counts, before, {style}) {
  const most = Math.max(1, ...counts, ...(before ?? []));
  const isFirst = isHighest(counts);
  return counts.map((count, i) => ({
    id: i + 1,
    text: number(i + 1),
    label: style === "stars" && counts.length <= STARS_MOST ? html`${number(i + 1)}${icon("star")}` : number(i + 1),
    share: count / most,
    figure: number(count),
    first: isFirst(count),
    earlier: before && {share: before[i] / most, figure: number(before[i])},
  }));
}

/** @param {{low: string, high: string}} settings */
const ends = ({low, high}) => low || high
  ? html`<p class="ends"><span>${person(low)}</span><span>${person(high)}</span></p>` : nothing;
