// Small things every page needs: words, icons, people's text, times, and lists that keep their elements.
import {html, nothing, render as renderByLit} from "../../vendor/lit-html/lit-html.js";
import {asWeMadeIt} from "./translated.js";

export {html, nothing};

/** Show a view in an element. @param {unknown} view @param {HTMLElement} container */
export const render = (view, container) => asWeMadeIt(() => renderByLit(view, container));

/** @param {string} id @returns {any} The JSON the server put on the page, or null. */
const read = id => JSON.parse(globalThis.document?.getElementById?.(id)?.textContent ?? "null");

/** @type {Record<string, HTMLElement>} */ const gone = {};

/** A part of the page. Where another program took it away, something nobody sees stands in for it: the rest goes on.
 * @param {string} id @returns {HTMLElement} */
export const byId = id => document.getElementById(id) ?? (gone[id] ??= document.createElement("div"));

/** @returns {any} The page's own data. */
export const page = () => read("page");

/** @type {{catalog?: Record<string, string | string[]>, plural?: string} | undefined} */
let words;
const sent = () => (words ??= read("catalog") ?? {});
const catalog = () => sent().catalog ?? {};
/** @returns {string} The page's language, e.g. "fr". */
export const language = () => globalThis.document?.documentElement?.lang || "en";

/** @param {string} msgid @returns {string} */
export const gettext = msgid => {
  const found = catalog()[msgid] || msgid;
  return Array.isArray(found) ? found[0] : found;
};

/** For words that other languages tell apart. @param {string} context @param {string} msgid @returns {string} */
export const pgettext = (context, msgid) => /** @type {string} */ (catalog()[`${context}\u0004${msgid}`] ?? msgid);

/** @param {string} one @param {string} many @param {number} n @returns {string} */
export const ngettext = (one, many, n) => {
  const form = Number(sent().plural?.[n < 200 ? n : 100 + (n % 100)]);
  return catalog()[one]?.[form] ?? (n === 1 ? one : many);
};

/** Fill `{name}` from `values`.
 * @param {string} text @param {Record<string, unknown>} values */
export const interpolate = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** @param {number} n In the page's language, with thin groups. */
export const number = n => n.toLocaleString(language());

/** @param {string} code Seven digits as people say them: "382 1214". */
export const spaced = code => `${code.slice(0, 3)} ${code.slice(3)}`;

/** @param {number} ms Since 1970. @param {number} now By the server's clock, as `ms` is: a laptop's own may be an hour off.
 * @returns {string} How long ago, in a word or two. */
export function ago(ms, now) {
  const minutes = Math.floor((now - ms) / 60_000);
  if (minutes < 1) return gettext("just now");
  if (minutes < 60) return interpolate(gettext("{n} min"), {n: minutes});
  if (minutes < 24 * 60) return interpolate(gettext("{n} h"), {n: Math.floor(minutes / 60)});
  return interpolate(gettext("{n} d"), {n: Math.floor(minutes / 60 / 24)});
}

/** When a session ended, in words. @param {number | null | undefined} ms @param {number} [now] */
export function endedText(ms, now = Date.now()) {
  if (!ms) return gettext("Ended");
  const at = new Date(ms);
  const day = at.toDateString() === new Date(now).toDateString() ? {} : {day: "numeric", month: "short"};
  const time = at.toLocaleString(language(), {hour: "2-digit", minute: "2-digit", hourCycle: "h23", .../** @type {any} */ (day)});
  return interpolate(gettext("Ended {time}"), {time});
}

/** @param {string} name An icon of the page's sprite. */
export const icon = name => html`<svg class="icon" aria-hidden="true"><use href=${`#i-${name}`}></use></svg>`;

/** @param {string} text What somebody wrote, in whatever direction they write. */
export const person = text => html`<bdi dir="auto">${text}</bdi>`;

/** @returns {string} The token that HTTP commands carry in X-CSRFToken. */
export const csrf = () => document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";

/** Show `items` in `container`, one element per key. Elements stay; only what must move is moved, and focus survives.
 * `renderItem(item, element)` returns the inside of the element and may set its class. The container must hold
 * nothing else.
 * @template T
 * @param {Element} container @param {T[]} items @param {(item: T) => PropertyKey} key
 * @param {(item: T, element: HTMLElement) => unknown} renderItem @param {string} [tag] */
export function keyed(container, items, key, renderItem, tag = "li") {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const old = /** @type {Map<PropertyKey, HTMLElement>} */ (shown.get(container) ?? new Map());
  const now = new Map(items.map(item => [key(item), old.get(key(item)) ?? document.createElement(tag)]));
  for (const [name, element] of old) if (!now.has(name)) element.remove();
  place(container, [...now.values()]);
  for (const item of items) {
    const element = /** @type {HTMLElement} */ (now.get(key(item)));
    const draw = () => render(renderItem(item, element), element);
    try {
      draw();
    } catch {
      emptied(element); // another program took away what was drawn here
      draw();
    }
  }
  shown.set(container, now);
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({preventScroll: true});
}

/** Empty a container so that the next drawing begins from nothing, whatever state the last one left it in.
 * @param {any} container */
export function emptied(container) {
  shown.delete(container);
  container.replaceChildren();
  delete container._$litPart$; // what lit-html remembers of a container
}

/** @type {WeakMap<Element, Map<PropertyKey, HTMLElement>>} */
const shown = new WeakMap();

/** @param {Element} container @param {HTMLElement[]} elements */
function place(container, elements) {
  const positions = new Map([...container.children].map((element, position) => [element, position]));
  const stay = staying(elements.map(element => positions.get(element) ?? -1));
  let next = null;
  for (let i = elements.length - 1; i >= 0; i--) {
    if (!stay.has(i)) container.insertBefore(elements[i], next);
    next = elements[i];
  }
}

/** The indices that may stay where they are: the longest rising run of old positions (-1 is new and never stays).
 * @param {number[]} positions @returns {Set<number>} */
export function staying(positions) {
  /** @type {number[]} */ const tails = [];
  /** @type {number[]} */ const before = [];
  positions.forEach((position, i) => {
    if (position < 0) return;
    let low = 0;
    for (let high = tails.length; low < high;) {
      const middle = (low + high) >> 1;
      if (positions[tails[middle]] < position) low = middle + 1; else high = middle;
    }
    before[i] = low ? tails[low - 1] : -1;
    tails[low] = i;
  });
  const stay = new Set();
  for (let i = tails[tails.length - 1] ?? -1; i >= 0; i = before[i]) stay.add(i);
  return stay;
}
