// What a view says, without a browser: lit-html's templates written out as text.

const isTemplate = view => view !== null && typeof view === "object" && "strings" in view && "values" in view;

/** The markup of a view. Events and properties of elements are left out, but for `.value` and `?hidden`-like ones.
 * @param {unknown} view @returns {string} */
export function htmlOf(view) {
  if (view === null || view === undefined || typeof view === "symbol" || view === false) return "";
  if (isTemplate(view)) return written(/** @type {any} */ (view));
  if (typeof view !== "string" && typeof view?.[Symbol.iterator] === "function") return [...view].map(htmlOf).join("");
  return String(view).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

/** @param {{strings: readonly string[], values: unknown[]}} template */
function written({strings, values}) {
  return strings.reduce((text, next, i) => {
    const value = values[i - 1];
    const attribute = /\s([.?@]?)([\w-]+)=(["']?)$/.exec(text);
    if (!attribute) return text + htmlOf(value) + next;
    const [whole, sign, name, quote] = attribute;
    const before = text.slice(0, -whole.length);
    if (sign === "@") return before + next;
    if (sign === "?") return `${before}${value ? ` ${name}` : ""}${next}`;
    if (typeof value === "symbol") return before + next; // nothing: no attribute
    return `${before} ${name}=${quote || '"'}${typeof value === "boolean" ? value : htmlOf(value)}${quote || '"'}${next}`;
  });
}

/** What a reader sees and hears of a view: its text with single spaces. @param {unknown} view */
export const textOf = view =>
  htmlOf(view).replace(/<(svg|style)\b.*?<\/\1>/gs, "").replace(/<!--.*?-->/gs, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim()
    .replace(/&lt;/g, "<").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/** The handlers of a view's elements, by event, in the order of the page. @param {unknown} view @param {string} event @returns {any[]} */
export function handlersOf(view, event) {
  if (isTemplate(view)) {
    const {strings, values} = /** @type {any} */ (view);
    return values.flatMap((value, i) => (strings[i].endsWith(`@${event}=`) ? [value] : handlersOf(value, event)));
  }
  return Array.isArray(view) ? view.flatMap(one => handlersOf(one, event)) : [];
}
