// The server's clock, as well as this page can know it, and countdowns by it.

/** @returns {number} Milliseconds since 1970, by a clock nobody sets while the page is open. */
const steady = () => performance.timeOrigin + performance.now();

/** Of so many frames the one furthest ahead is believed. */
const FRAMES_KEPT = 5;
/** A line that is silent for less is alive: what seems later than this is no late frame, the server's clock was set back. */
const LATEST_MS = 20_000;

/** How far the server's clock was ahead by each of the last frames that told it. A frame may come late, never early, so
 * the furthest ahead is the truest; but only of the last ones, for clocks are put right while pages are open.
 * @param {number[]} ahead ms, as heard so far @param {number} at The frame's `at`. @param {number} [now] */
export function heard(ahead, at, now = steady()) {
  const last = at - now;
  return Math.max(...ahead) - last > LATEST_MS ? [last] : [...ahead, last].slice(-FRAMES_KEPT);
}

/** The time by the server's clock. @param {{clock?: number}} model @param {number} [now] */
export const serverTime = ({clock = 0}, now = steady()) => now + clock;

/** @param {{state: string, closes_at?: number | null}} poll @param {{clock?: number}} model @param {number} [now]
 * @returns {number | null} Milliseconds until the poll closes by itself, 0 when they are over; null without a countdown. */
export const remaining = ({state, closes_at}, model, now = steady()) =>
  (state === "open" && closes_at ? Math.max(0, closes_at - serverTime(model, now)) : null);

/** @param {number} ms @returns {string} As a clock shows it: "0:07". It reaches 0:00 when the time is over, not before. */
export function clockText(ms) {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
