// A wall of texts: the newest come in on top, one may be shown large.
import {gettext, html, interpolate, keyed, ngettext, number, person, render} from "../../live/kit.js";
import {deal} from "../deal.js";
import {fit, refit, scales} from "../fit.js";
import {flip} from "../flip.js";

const COLUMNS = 3;
const COLUMNS_NARROW = 2;
const NARROW = 1.6;
const LARGE_SIZES = [...scales(1.6, 0.45, 0.05), ...[12, 9, 7].map(lines => ({scale: 0.45, lines}))];
const FEW_SIZES = scales(1.8, 0.7, 0.05);
const WALL_SIZES = scales(0.85, 0.85, 1);
const CARD_LINE_CHARACTERS = 24;
const CARD_LINES_MOST = 9;

/** Where the cards of a wall are: columns by card. @type {WeakMap<HTMLElement, {columns: number, places: Map<number, number>}>} */
const dealt = new WeakMap();

/** @type {import("./kinds.js").Kind} */
export const texts = {
  draw(body, {poll: {results}}) {
    const cards = results.cards.filter(({state}) => state === "shown");
    const large = cards.find(({id}) => id === results.enlarged);
    body.classList.add("wall-of-texts");
    if (!cards.length) return render(html`<p class="none">${gettext("The first answer appears here.")}</p>`, body);
    return large ? drawLarge(body, large) : drawWall(body, cards, results.total);
  },
};

/** @param {HTMLElement} body @param {{id: number, text: string}} card */
function drawLarge(body, {id, text}) {
  render(html`<blockquote class="enlarged"><p class="said">${person(text)}</p></blockquote>`, body);
  const box = /** @type {HTMLElement} */ (body.firstElementChild);
  if (refit(box, `${id} ${text}`)) fit(box, LARGE_SIZES);
}

/** @param {HTMLElement} body @param {any[]} cards newest first @param {number} total of texts, of which these are the newest */
function drawWall(body, cards, total) {
  const columns = Math.min(cards.length, body.clientWidth < body.clientHeight * NARROW ? COLUMNS_NARROW : COLUMNS);
  render(html`<div class="texts" aria-hidden="true">${Array.from({length: columns}, () => html`<ol></ol>`)}</div>
    <p class="texts-more" aria-hidden="true"></p>`, body);
  const wall = /** @type {HTMLElement} */ (body.firstElementChild);
  const places = deal(cards, columns, before(wall, columns), height);
  dealt.set(wall, {columns, places});
  flip(() => wall.querySelectorAll("li"), () => [...wall.children].forEach((list, column) =>
    keyed(list, cards.filter(({id}) => places.get(id) === column), ({id}) => id, ({text}) => person(text))));
  if (!refit(wall, [total, ...cards.map(({id}) => id)].join())) return;
  const more = /** @type {HTMLElement} */ (wall.nextElementSibling);
  more.textContent = "";
  fit(wall, cards.length > COLUMNS * 2 ? WALL_SIZES : FEW_SIZES, () => isWhole(wall));
  wall.classList.toggle("more", !isWhole(wall));
  if (isWhole(wall) && total === cards.length) return;
  more.textContent = moreText(total); // its line takes room, too
  more.textContent = moreText(total - wholeCards(wall));
}

/** @param {number} n */
const moreText = n => interpolate(ngettext("and {n} more", "and {n} more", n), {n: number(n)});

/** @param {HTMLElement} wall @param {number} columns */
function before(wall, columns) {
  const last = dealt.get(wall);
  return last?.columns === columns ? last.places : new Map();
}

/** In lines, with the space around a card. @param {string} text */
const height = text => 2 + Math.min(CARD_LINES_MOST, Math.ceil(text.length / CARD_LINE_CHARACTERS));

/** Cards that still glide in are where they will be. @param {HTMLElement} wall How many cards can be read whole. */
const wholeCards = wall => [...wall.querySelectorAll("li")].filter(card =>
  card.offsetTop + card.offsetHeight <= wall.offsetTop + wall.clientHeight + 1).length;

/** @param {HTMLElement} wall */
const isWhole = wall => wholeCards(wall) === wall.querySelectorAll("li").length;
