// Numbers as people type them. sessions/core/digits.py reads the same way; both are tested by tests/cases/numbers.json.

const IS_DIGIT = /\p{Nd}/u;

/** Digits of a script stand together, tens after each other from 0. @param {string} digit */
function valueOf(digit) {
  const at = /** @type {number} */ (digit.codePointAt(0));
  let first = at;
  while (IS_DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((at - first) % 10);
}

/** @param {string} text @returns {string} With the digits of every script written as 0 to 9. */
export const plainDigits = text => text.replace(/\p{Nd}/gu, valueOf);

/** A number with a comma or a point, spaces or groups, in any digits. Three digits after the last mark are a group,
 * unless nothing but 0 is before it: so many decimals do not exist here.
 * @param {string} text @returns {number} NaN where it is none */
export function readNumber(text) {
  const bare = plainDigits(text).replace(/[\s\p{Cf}'’＇_]/gu, "").replace(/[．。٫]/g, ".").replace(/[，、٬]/g, ",")
    .replace(/^[\u2212\u2013－﹣]/, "-").replace(/^[+＋]/, "");
  const marks = bare.match(/[.,]/g) ?? [];
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const isGroup = (marks.length > 1 && new Set(marks).size === 1) || /^-?[1-9]\d*[.,]\d{3}$/.test(bare);
  const whole = (isGroup || last < 0 ? bare : bare.slice(0, last)).replace(/[.,]/g, "");
  const rest = isGroup || last < 0 ? "" : bare.slice(last + 1);
  const plain = rest ? `${whole.replace(/^-?$/, "$&0")}.${rest}` : whole;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}
