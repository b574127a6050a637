// Several polls on one form: how far people are, part by part.
import {html, number, render} from "../../live/kit.js";
import {sharesOf} from "../../live/shares.js";
import {drawBars} from "../bars.js";
import {drawColumns} from "../columns.js";
import {peopleAnswered} from "../words.js";

const NAMED_MOST = 20;
const EVERY = 5;

/** @type {import("./kinds.js").Kind} */
export const survey = {
  fitsAll: true,
  detail: ({results, answers}) => answers ? peopleAnswered(results.people) : "",
  draw(body, {poll: {results}, parts}, redraw) {
    const shares = sharesOf("survey", results) ?? [];
    const bars = results.parts.map((people, i) => ({
      id: parts[i]?.id ?? -i,
      text: parts[i]?.title ?? number(i + 1),
      place: number(i + 1),
      share: shares[i] / 100,
      figure: number(people),
    }));
    if (bars.length <= NAMED_MOST) return drawBars(body, bars, redraw);
    body.classList.add("plot");
    render(html`<ol></ol>`, body);
    drawColumns(/** @type {HTMLElement} */ (body.firstElementChild), bars.map((bar, i) => ({...bar, label: i % EVERY ? "" : bar.place})));
  },
};
