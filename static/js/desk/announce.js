import {interpolate, ngettext} from "../live/kit.js";

const QUIET_MS = 15_000;

/** Says that questions arrived for review: the first one at once, then at most every 15 s. Returns words or null. */
export function createAnnouncer(waiting) {
  let before = waiting;
  let spokeAt = 0;
  return now => {
    const more = now > before;
    before = now;
    if (!more || Date.now() - spokeAt < QUIET_MS) return null;
    spokeAt = Date.now();
    return interpolate(ngettext("{n} question waits for review", "{n} questions wait for review", now), {
      n: now,
    });
  };
}
