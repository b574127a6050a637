// Dragging a row of a list to another place. The rows stay where they are in the page until it is dropped;
// meanwhile they are only shown elsewhere, so that nothing that arrives can disturb the finger.

const EDGE_PX = 72;
const SCROLL_PX = 10;

/** Where a row lands whose middle is at `middle`. @param {{top: number, height: number}[]} boxes @param {number} from @param {number} middle */
export function landing(boxes, from, middle) {
  return boxes.filter(({top, height}, i) => i !== from && top + height / 2 < middle).length;
}

/** How far the row at `i` moves aside for the one that goes `from` → `to` and is `size` high, its gap with it.
 * @param {number} i @param {number} from @param {number} to @param {number} size */
export const aside = (i, from, to, size) => (i > from && i <= to ? -size : i < from && i >= to ? size : 0);

/** Follow the finger that took hold of a row, until it lets go. Escape puts the row back.
 * @param {PointerEvent} start @param {HTMLElement} list @param {(from: number, to: number) => void} onDrop */
export function drag(start, list, onDrop) {
  const rows = /** @type {HTMLElement[]} */ ([...list.children]);
  const from = rows.findIndex(row => row.contains(/** @type {Node} */ (start.target)));
  const boxes = rows.map(row => ({top: row.getBoundingClientRect().top + scrollY, height: row.offsetHeight}));
  const size = boxes[from].height + Number.parseFloat(getComputedStyle(list).rowGap || "0");
  const held = start.clientY + scrollY;
  let pointer = start.clientY;
  let to = from;
  start.preventDefault();
  list.classList.add("is-dragging");
  rows[from].classList.add("is-dragged");

  function show() {
    const moved = pointer + scrollY - held;
    to = landing(boxes, from, boxes[from].top + boxes[from].height / 2 + moved);
    rows.forEach((row, i) => (row.style.transform = `translateY(${i === from ? moved : aside(i, from, to, size)}px)`));
  }

  const scrolling = setInterval(() => {
    const way = pointer < EDGE_PX ? -1 : pointer > innerHeight - EDGE_PX ? 1 : 0;
    if (!way) return;
    scrollBy({top: way * SCROLL_PX, behavior: "instant"});
    show();
  }, 16);
  const follow = (/** @type {PointerEvent} */ event) => {
    pointer = event.clientY;
    show();
  };
  const drop = () => finish(to);
  const cancel = () => finish(from);
  const escape = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && cancel();

  /** @param {number} place */
  function finish(place) {
    clearInterval(scrolling);
    for (const row of rows) row.style.transform = "";
    list.classList.remove("is-dragging");
    rows[from].classList.remove("is-dragged");
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape);
    if (place !== from && list.isConnected) onDrop(from, place);
  }

  addEventListener("pointermove", follow);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", escape);
}
