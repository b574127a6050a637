// A view that fails stops no other one.
import {emptied, gettext, html, render} from "./kit.js";
import {asWeMadeIt} from "./translated.js";

const MAX_TOLD = 5; // a fault whose words change each time must not be told for ever

/** Draws parts of a page, each for itself. `onFault` is called once for each fault, to fetch the state anew.
 * @param {() => void} onFault */
export function createFence(onFault) {
  /** @type {Set<string>} */ const told = new Set();
  /** @type {WeakSet<Element>} */ const broken = new WeakSet();

  /** @param {unknown} fault */
  function tell(fault) {
    const words = String(fault);
    if (told.has(words) || told.size >= MAX_TOLD) return;
    told.add(words);
    console.error("A part of the page could not be drawn:", fault);
    onFault();
  }

  /** What `draw` returns. Where it fails it is tried once more in empty boxes: another program may have taken away what
   * was drawn there. @template T @param {() => T} draw @param {HTMLElement[]} boxes */
  function drawn(draw, boxes) {
    try {
      return asWeMadeIt(draw);
    } catch (fault) {
      if (!boxes.length) throw fault;
      for (const box of boxes) emptied(box);
      return draw();
    }
  }

  /** What `draw` returns, or undefined where it fails. What it left in `boxes` is then thrown away: drawn half it
   * could fail again for that alone. @template T @param {() => T} draw @param {...HTMLElement} all @returns {T | undefined} */
  return (draw, ...all) => {
    const boxes = all.filter(Boolean); // another program may have taken one away
    for (const box of boxes) if (broken.delete(box)) emptied(box);
    try {
      return drawn(draw, boxes);
    } catch (fault) {
      for (const box of boxes) {
        emptied(box);
        broken.add(box);
      }
      if (boxes.length) render(outOfOrder(), boxes[0]);
      tell(fault);
      return undefined;
    }
  };
}

/** What stands where a view failed. */
export const outOfOrder = () => html`<p class="quiet" role="alert">${gettext("This part cannot be shown at the moment. Nothing you sent is lost.")}</p>`;
