import assert from "node:assert/strict";
import {test} from "node:test";

import {ticks} from "../../static/js/screen/axis.js";

test("labels are round numbers inside the range", () => {
  assert.deepEqual(ticks(0, 100, 6), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks(3, 47, 6), [10, 20, 30, 40]);
  assert.deepEqual(ticks(-5, 5, 5), [-5, -2.5, 0, 2.5, 5]);
  assert.deepEqual(ticks(200_000, 2_200_000, 7), [500_000, 1_000_000, 1_500_000, 2_000_000]);
});

test("labels are never finer than the numbers that may be given", () => {
  assert.deepEqual(ticks(3, 8, 12, 1), [3, 4, 5, 6, 7, 8]);
  assert.deepEqual(ticks(0, 10, 5, 1), [0, 5, 10]);
  assert.deepEqual(ticks(0.1, 0.4, 9, 0.1), [0.1, 0.2, 0.3, 0.4]);
});

test("a range of one number has one label", () => {
  assert.deepEqual(ticks(7, 7, 5), [7]);
});
