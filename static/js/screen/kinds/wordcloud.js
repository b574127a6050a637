// A cloud of words. Where they stand is worked out in cloud.js; here it is measured, drawn and moved.
import {gettext, html, interpolate, keyed, number, person, render} from "../../live/kit.js";
import {arrange} from "../cloud.js";
import {refit} from "../fit.js";
import {measure, viewOf} from "../cloud_view.js";

const WORDS_MOST = 150;

/** What stands in a box: places by word, how they are seen. @type {WeakMap<HTMLElement, {places: Map<number, any>, view?: any}>} */
const clouds = new WeakMap();

/** @type {import("./kinds.js").Kind} */
export const wordcloud = {
  detail: ({results: {words, distinct}}) => distinct > words.length
    ? interpolate(gettext("the {n} most frequent of {all} words"), {n: number(words.length), all: number(distinct)}) : "",
  draw(body, {poll}) {
    const words = poll.results.words.filter(({hidden}) => !hidden).slice(0, WORDS_MOST);
    body.classList.add("cloud");
    if (!words.length) {
      render(html`<p class="none">${gettext("The first word appears here.")}</p>`, body);
      return;
    }
    render(html`<ul class="words" aria-hidden="true"></ul>`, body);
    const list = /** @type {HTMLElement} */ (body.firstElementChild);
    if (!refit(list, words.map(({id, text, count}) => `${id} ${count} ${text}`).join())) return;
    const {clientWidth: width, clientHeight: height} = list;
    const old = clouds.get(list);
    const places = arrange(words.map(word => ({...word, width: measure(word.text, list)})), width / height, old?.places);
    const view = viewOf(places, width, height, old?.view);
    clouds.set(list, {places, view});
    keyed(list, [...words].sort((a, b) => a.id - b.id), ({id}) => id, (word, element) => drawWord(word, element, places.get(word.id), view));
  },
};

/** @param {{text: string}} word @param {HTMLElement} element @param {any} place @param {any} view */
function drawWord({text}, element, {x, y, size}, {scale, left, top}) {
  element.className = `word ${size > 0.7 ? "large" : size > 0.4 ? "middle" : "small"}`;
  const at = `translate(${(left + x * scale).toFixed(1)}px, ${(top + y * scale).toFixed(1)}px)`;
  element.style.transform = `${at} scale(${((scale * size) / 100).toFixed(4)}) translate(-50%, -50%)`;
  return person(text);
}
