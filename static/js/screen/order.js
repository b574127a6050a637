/** Keeps a list still long enough to be read: figures move at once, places at most every `restMs`.
 * @param {number} restMs
 * @param {() => number} now milliseconds
 * @returns {(sorted: any[]) => {items: any[], settled: boolean}} Takes entities with an `id` in the order wanted.
 *   `settled` is false while an earlier order is kept; ask again after `restMs`. */
export function calmOrder(restMs, now = () => performance.now()) {
  /** @type {Map<number, number>} */ let places = new Map();
  let movedAt = -Infinity;

  return sorted => {
    const kept = inPlace(sorted, places);
    const moved = !same(kept, sorted);
    if (moved && now() - movedAt < restMs) return {items: kept, settled: false};
    if (moved) movedAt = now();
    places = new Map(sorted.map(({id}, index) => [id, index]));
    return {items: sorted, settled: true};
  };
}

/** In the order of `places`; what has none yet comes last. @param {any[]} items @param {Map<number, number>} places */
function inPlace(items, places) {
  const place = (/** @type {any} */ {id}) => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return [...items].sort((a, b) => place(a) - place(b));
}

/** @param {any[]} a @param {any[]} b */
const same = (a, b) => a.every(({id}, index) => id === b[index].id);
