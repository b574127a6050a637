/**
 * A list does not move under the hand that is about to press something in it. Pure.
 *
 * While a list is held it keeps the order it had. What somebody else took out stays where it was (the view shows
 * what happened to it); what this moderator acted on leaves and comes back at once.
 */

/** How many of `numbers` stand out of order: all but the longest rising run. */
export function outOfOrder(numbers) {
  const tails = [];
  for (const number of numbers) {
    const at = tails.findIndex(tail => tail >= number);
    tails[at < 0 ? tails.length : at] = number;
  }
  return numbers.length - tails.length;
}

function insertAfterItsPredecessor(ids, id, current) {
  for (let at = current.indexOf(id) - 1; at >= 0; at -= 1) {
    const place = ids.indexOf(current[at]);
    if (place >= 0) return void ids.splice(place + 1, 0, id);
  }
  ids.unshift(id);
}

/**
 * What a held list shows.
 *
 * @param {number[]} shown - ids in the order shown until now
 * @param {number[]} current - ids in the order they would have
 * @param {Set<number>} mine - ids this moderator acted on since the list is held
 * @returns {{ids: number[], fresh: number, moved: number}} the order to show; how many newcomers wait; how many
 *   would change places
 */
export function held(shown, current, mine) {
  const place = new Map(current.map((id, at) => [id, at]));
  const ids = shown.filter(id => place.has(id) || !mine.has(id));
  const known = new Set(ids);
  const last = Math.max(-1, ...ids.map(id => place.get(id) ?? -1));
  let fresh = 0;
  for (const id of current) {
    if (known.has(id)) continue;
    // What comes after the last one displaces nothing, so it need not wait.
    if (place.get(id) > last) ids.push(id);
    else if (mine.has(id)) insertAfterItsPredecessor(ids, id, current);
    else fresh += 1;
  }
  const moved = outOfOrder(ids.filter(id => place.has(id)).map(id => place.get(id)));
  return {ids, fresh, moved};
}
