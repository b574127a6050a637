// Where the words of a cloud stand. Pure and without chance: the same words on the same way make the same cloud.
// Lengths are in em of a word with the largest count; points are the middles of words, (0, 0) the middle of the cloud.

/** `width` of the text in em, `count` of people. @typedef {{id: number, width: number, count: number}} Word */
/** @typedef {{x: number, y: number, size: number, width: number, height: number}} Place */

const SMALLEST = 0.26;
const WIDEST = 11;
const STEP = 1.12;
const LINE = 1.14;
const SPACE = 0.38;
const SPARSE = 0.42;
const SLIDES = 40;
const MIDDLE = {x: 0, y: 0};

/** Words that have a place keep it, unless one that is larger has grown into it; then they take the nearest free one.
 * New words take the free place nearest to the middle. No two overlap.
 * @param {Word[]} words
 * @param {number} aspect width over height of the cloud's room
 * @param {Map<number, Place>} [before] an earlier cloud
 * @returns {Map<number, Place>} by word */
export function arrange(words, aspect, before = new Map()) {
  const most = Math.max(1, ...words.map(({count}) => count));
  const bySize = [...words].sort((a, b) => b.count - a.count || a.id - b.id);
  /** @type {Map<number, Place>} */ const places = new Map();
  const seat = word => places.set(word.id, seated(sized(word, most), before.get(word.id) ?? MIDDLE, [...places.values()], aspect));
  bySize.filter(({id}) => before.has(id)).forEach(seat);
  if (places.size > 1 && density([...places.values()]) < SPARSE) contract([...places.values()], aspect);
  bySize.filter(({id}) => !before.has(id)).forEach(seat);
  return places;
}

/** The area is as the count, down to what can still be read; very long words are smaller. Sizes go by steps, so that not
 * every answer pushes words around.
 * @param {Word} word @param {number} most */
function sized({count, width}, most) {
  const wanted = Math.min(Math.max(SMALLEST, Math.sqrt(count / most)), WIDEST / width);
  const size = STEP ** Math.round(Math.log(wanted) / Math.log(STEP));
  return {x: 0, y: 0, size, width: (width + SPACE) * size, height: LINE * size};
}

/** The free place nearest to where the word wishes to be. Distance is measured in the shape of the room.
 * @param {Place} word @param {{x: number, y: number}} wish @param {Place[]} others @param {number} aspect @returns {Place} */
function seated(word, wish, others, aspect) {
  const best = {...word, x: wish.x, y: wish.y};
  let inTheWay = blocker(best, others);
  let nearest = inTheWay ? Infinity : 0;
  const at = {...best};
  for (const other of others) {
    for (const [x, y] of beside(word, other, wish)) {
      const distance = ((x - wish.x) / aspect) ** 2 + (y - wish.y) ** 2;
      if (distance >= nearest) continue;
      [at.x, at.y] = [x, y];
      // Mostly it is the same one again: asking it first saves most of the time.
      if (inTheWay && overlap(at, inTheWay)) continue;
      inTheWay = blocker(at, others);
      if (!inTheWay) [nearest, best.x, best.y] = [distance, x, y];
    }
  }
  return best;
}

/** Places where `word` touches `other`: at each side, level with it, and as near to the wish as that allows.
 * @param {Place} word @param {Place} other @param {{x: number, y: number}} wish @returns {number[][]} points [x, y] */
function beside(word, other, wish) {
  const [across, down] = [(word.width + other.width) / 2, (word.height + other.height) / 2];
  const [inX, inY] = [(word.width - other.width) / 2, (word.height - other.height) / 2];
  const {x, y} = other;
  const [left, right, above, below] = [x - across, x + across, y - down, y + down];
  const [nearX, nearY] = [clamp(wish.x, left, right), clamp(wish.y, above, below)];
  return [
    [nearX, above], [nearX, below], [x, above], [x, below], [x - inX, above], [x - inX, below], [x + inX, above], [x + inX, below],
    [left, nearY], [right, nearY], [left, y], [right, y], [left, y - inY], [right, y - inY], [left, y + inY], [right, y + inY],
  ];
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

const ROUNDING = 1e-6;

/** @param {Place} a @param {Place} b */
const overlap = (a, b) =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 - ROUNDING && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - ROUNDING;

/** @param {Place} a @param {Place[]} others */
const blocker = (a, others) => others.find(b => overlap(a, b));

/** The smallest box around all words. @param {Iterable<Place>} places */
export function bounds(places) {
  const box = {left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity};
  for (const {x, y, width, height} of places) {
    box.left = Math.min(box.left, x - width / 2);
    box.right = Math.max(box.right, x + width / 2);
    box.top = Math.min(box.top, y - height / 2);
    box.bottom = Math.max(box.bottom, y + height / 2);
  }
  return box;
}

/** How much of its box a cloud fills, 0 to 1. @param {Place[]} places */
export function density(places) {
  const {left, right, top, bottom} = bounds(places);
  const area = places.reduce((sum, {width, height}) => sum + width * height, 0);
  return area / ((right - left) * (bottom - top));
}

/** Words that became small leave gaps: everyone slides towards the middle, those in the middle first.
 * @param {Place[]} places changed in place @param {number} aspect */
function contract(places, aspect) {
  const far = (/** @type {Place} */ {x, y}) => (x / aspect) ** 2 + y ** 2;
  const ordered = [...places].sort((a, b) => far(a) - far(b));
  for (const [x, y] of [[1, 1], [1, 0], [0, 1], [1, 1]]) {
    for (const word of ordered) slide(word, ordered.filter(other => other !== word), x, y);
  }
}

/** @param {Place} word @param {Place[]} others @param {number} x @param {number} y how much of each way is taken */
function slide(word, others, x, y) {
  const from = {x: word.x, y: word.y};
  for (let step = 1; step <= SLIDES; step++) {
    const left = 1 - step / SLIDES;
    const at = {...word, x: x ? from.x * left : from.x, y: y ? from.y * left : from.y};
    if (blocker(at, others)) return;
    Object.assign(word, at);
  }
}
