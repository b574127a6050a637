// The server's clock, as well as this page can know it, and countdowns by it.

/** @returns {number} Milliseconds since 1970, by a clock nobody sets while the page is open. */
const steady = () => performance.timeOrigin + performance.now();

/** How far the server's clock is ahead, after one more frame was heard. A frame may come late, never early: the one
 * furthest ahead is the truest.
 * @param {number | undefined} ahead ms, as known so far @param {number | null | undefined} at The frame's `at`.
 * @param {number} [now] @returns {number | undefined} */
export const heard = (ahead, at, now = steady()) => (at ? Math.max(ahead ?? -Infinity, at - now) : ahead);

/** @param {{state: string, closes_at?: number | null}} poll @param {{clock?: number}} model @param {number} [now]
 * @returns {number | null} Milliseconds until the poll closes by itself, 0 when they are over; null without a countdown. */
export const remaining = ({state, closes_at}, {clock = 0}, now = steady()) =>
  (state === "open" && closes_at ? Math.max(0, closes_at - clock - now) : null);

/** @param {number} ms @returns {string} As a clock shows it: "0:07". It reaches 0:00 when the time is over, not before. */
export function clockText(ms) {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
