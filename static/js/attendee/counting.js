// How much room is left in a field.
import {interpolate, ngettext} from "../live/kit.js";

/** What a counter says: nothing while there is room. @param {number} left @param {number} from Count from so many. */
export const leftWords = (left, from) => (left > from ? "" : left < 0
  ? interpolate(ngettext("{n} too many", "{n} too many", -left), {n: -left})
  : interpolate(ngettext("{n} left", "{n} left", left), {n: left}));
