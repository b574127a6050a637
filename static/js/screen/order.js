/**
 * Keeps a list still long enough to be read: scores move at once, places at most every `restMs`.
 *
 * @param {number} restMs
 * @param {() => number} now milliseconds
 * @returns {(sorted: {id: number}[]) => {items: object[], settled: boolean}}
 *   `settled` is false while an earlier order is kept; ask again after `restMs`.
 */
export function calmOrder(restMs, now = () => performance.now()) {
  let places = new Map();
  let movedAt = -Infinity;
  const place = ({id}) => places.get(id) ?? Infinity;
  const inPlace = sorted => [...sorted].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));

  return sorted => {
    const kept = inPlace(sorted);
    if (same(kept, sorted)) {
      places = placesOf(sorted);
      return {items: sorted, settled: true};
    }
    if (now() - movedAt < restMs) return {items: kept, settled: false};
    places = placesOf(sorted);
    movedAt = now();
    return {items: sorted, settled: true};
  };
}

const placesOf = items => new Map(items.map(({id}, index) => [id, index]));
const same = (a, b) => a.every(({id}, index) => id === b[index].id);
