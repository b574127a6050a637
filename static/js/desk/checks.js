/** What may be wrong with something typed, in words; "" where nothing is. Pure. */

import {readNumber} from "../live/digits.js";
import {gettext, interpolate} from "../live/kit.js";
import {characters, tidy} from "../live/texts.js";

export const numberNeeded = (lowest, highest) =>
  interpolate(gettext("Write a number from {lowest} to {highest}."), {lowest, highest});

/** Whether what was typed is a number in the bounds. */
export const isNumber = (typed, lowest, highest) => {
  const value = readNumber(String(typed));
  return value >= lowest && value <= highest;
};

/** Whether what was typed is a whole number in the bounds. */
export const isWhole = (typed, lowest, highest) =>
  isNumber(typed, lowest, highest) && Number.isInteger(readNumber(String(typed)));

/** Words for a text that is longer than `limit`, "" for others. */
export function tooLong(text, limit) {
  const length = characters(tidy(text));
  if (length <= limit) return "";
  return interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit});
}

/** What is too long among the texts of a form, in words by field; `limits` has the limit of each. */
export const tooLongOf = (texts, limits) =>
  Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, tooLong(texts[name], limit)]).filter(([, words]) => words));

/** Tell it in the browser's way that a field has too long a text, and keep the text. Whether it fits. */
export function fits(field, limit) {
  field.setCustomValidity(tooLong(field.value, limit));
  return field.reportValidity();
}
