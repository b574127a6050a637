import assert from "node:assert/strict";
import {test} from "node:test";

import {standInDocument} from "./stand_ins.js";

standInDocument();
const {linesOf, withLines} = await import("../../static/js/desk/composing.js");

test("a pasted list loses its bullets, numbers and empty lines", () => {
  assert.deepEqual(linesOf("- Soup\r\n* Bread\n\n 1. Rice \n2) Tea\n2024 was good"), [
    "Soup",
    "Bread",
    "Rice",
    "Tea",
    "2024 was good",
  ]);
});

test("pasted lines take the place of the option they were pasted into", () => {
  assert.deepEqual(withLines(["A", "", ""], 1, ["B", "C"]), ["A", "B", "C"]);
});

test("a poll never gets more options than it may have", () => {
  const lines = Array.from({length: 30}, (_, n) => `Option ${n}`);
  assert.equal(withLines(["", ""], 0, lines).length, 20);
});
