// Other programs change the page too. A translator puts an element in the place of each text, and lit-html would go on
// writing into the text that is no longer shown: all numbers would stand still, without a fault. So before we draw, the
// texts are put back, and afterwards those that say the same as before leave their place again. Nobody sees that.

/** What stands in the place of which text. @type {Map<Text, Element>} */
const places = new Map();
const watcher = globalThis.MutationObserver && new MutationObserver(note);
watcher?.observe(document.documentElement, {childList: true, subtree: true});
let isDrawing = false;

/** @param {MutationRecord[]} records */
function note(records) {
  for (const record of records) {
    for (const node of record.removedNodes) {
      const element = node.nodeType === 3 && placeOf(/** @type {Text} */ (node), record);
      if (element) places.set(/** @type {Text} */ (node), element);
    }
  }
}

/** The element that took a text's place: put there for it, or beside it before it went, or round it.
 * @param {Text} text @param {MutationRecord} record @returns {Element | undefined} */
function placeOf(text, {addedNodes, previousSibling, nextSibling}) {
  const isFont = (/** @type {Node | null | undefined} */ node) => node?.nodeName === "FONT";
  let round = text.parentElement;
  while (isFont(round?.parentElement)) round = /** @type {Element} */ (round).parentElement;
  const found = [...addedNodes].find(node => node.nodeType === 1) ?? [round, previousSibling, nextSibling].find(isFont);
  return /** @type {Element | undefined} */ (found ?? undefined);
}

/** Run `draw` on the page as we made it. @template T @param {() => T} draw @returns {T} */
export function asWeMadeIt(draw) {
  if (isDrawing || !watcher) return draw();
  isDrawing = true;
  note(watcher.takeRecords());
  const said = putBack();
  try {
    return draw();
  } finally {
    for (const [text, words] of said) {
      const element = /** @type {Element} */ (places.get(text));
      if (text.isConnected && text.data === words) text.replaceWith(element);
      else places.delete(text);
    }
    watcher.takeRecords(); // these changes were ours
    isDrawing = false;
  }
}

/** @returns {Map<Text, string>} The texts that are back in their places, and what they say. */
function putBack() {
  const said = new Map();
  for (const [text, element] of places) {
    const isWrapped = element.contains(text);
    if (element.isConnected && (isWrapped || !text.isConnected)) element.replaceWith(text);
    if (element.isConnected || isWrapped || !text.isConnected) places.delete(text);
    else said.set(text, text.data);
  }
  return said;
}
