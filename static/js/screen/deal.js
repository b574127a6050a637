// Which column of a wall each card stands in. Pure.

/** Cards keep their column; a new one goes on top of the lowest column, the leftmost of equals.
 * @param {{id: number, text: string}[]} cards newest first
 * @param {number} columns how many
 * @param {Map<number, number>} before columns by card, from an earlier dealing into as many
 * @param {(text: string) => number} height of a card with this text, in any unit
 * @returns {Map<number, number>} columns by card */
export function deal(cards, columns, before, height) {
  const heights = Array.from({length: columns}, () => 0);
  /** @type {Map<number, number>} */ const dealt = new Map();
  const put = (/** @type {any} */ {id, text}, /** @type {number} */ column) => {
    heights[column] += height(text);
    dealt.set(id, column);
  };
  for (const card of cards) if (before.has(card.id)) put(card, /** @type {number} */ (before.get(card.id)));
  for (const card of [...cards].reverse()) {
    if (!before.has(card.id)) put(card, heights.indexOf(Math.min(...heights)));
  }
  return dealt;
}
