import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";

import {plainDigits, readNumber} from "../../static/js/live/digits.js";

const cases = JSON.parse(readFileSync(new URL("../cases/numbers.json", import.meta.url), "utf8"));

test("numbers are read as people write them", () => {
  for (const [text, decimals, value] of cases.numbers) assert.equal(Number(readNumber(text).toFixed(decimals)) + 0, value, text);
});

test("what is no number is none", () => {
  for (const text of cases.none) assert.ok(Number.isNaN(readNumber(text)), text);
});

test("digits of every script are digits, and nothing else is", () => {
  for (const [text, plain] of cases.digits) assert.equal(plainDigits(text), plain);
});
