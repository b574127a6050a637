import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";

import {standInDocument} from "./stand_ins.js";

standInDocument();
const {characters, graphemes, tidy} = await import("../../static/js/live/texts.js");
const {comparisonKey} = await import("../../static/js/desk/comparing.js");
const cases = JSON.parse(readFileSync(new URL("../cases/texts.json", import.meta.url), "utf8"));

test("length is in characters as a reader sees them", () => {
  for (const [text, length] of cases.lengths) assert.equal(characters(tidy(text)), length, text);
});

test("length is the same in a browser without Intl.Segmenter", () => {
  const {Segmenter} = Intl;
  delete Intl.Segmenter;
  try {
    for (const [text, length] of cases.lengths) assert.equal(characters(tidy(text)), length, text);
  } finally {
    Intl.Segmenter = Segmenter;
  }
});

test("spellings of one text have one key, different texts do not", () => {
  for (const [one, other] of cases.same) assert.equal(comparisonKey(one), comparisonKey(other));
  for (const [one, other] of cases.different) assert.notEqual(comparisonKey(one), comparisonKey(other));
});

test("emoji are not cut", () => {
  assert.deepEqual(graphemes("a👨‍👩‍👧b"), ["a", "👨‍👩‍👧", "b"]);
});
