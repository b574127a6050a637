/** What may be wrong with something typed, in words; "" where nothing is. Pure. */

import {gettext, interpolate} from "../live/kit.js";

export const numberNeeded = (lowest, highest) =>
  interpolate(gettext("Write a number from {lowest} to {highest}."), {lowest, highest});

/** Whether what was typed is a number in the bounds. */
export const isNumber = (typed, lowest, highest) => {
  const value = Number(typed);
  return String(typed).trim() !== "" && Number.isFinite(value) && value >= lowest && value <= highest;
};

/** Whether what was typed is a whole number in the bounds. */
export const isWhole = (typed, lowest, highest) =>
  isNumber(typed, lowest, highest) && Number.isInteger(Number(typed));

export function tooLong(text, limit) {
  const length = [...text.trim()].length;
  if (length <= limit) return "";
  return interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit});
}
