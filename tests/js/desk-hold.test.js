import assert from "node:assert/strict";
import {test} from "node:test";

import {held, outOfOrder} from "../../static/js/desk/hold.js";

const nobody = new Set();

test("one question that jumps to the top counts as one move", () => {
  assert.equal(outOfOrder([1, 2, 3, 4, 0]), 1);
  assert.equal(outOfOrder([4, 3, 2, 1, 0]), 4);
  assert.equal(outOfOrder([]), 0);
});

test("a held list keeps its order and says how many moved", () => {
  assert.deepEqual(held([1, 2, 3], [3, 1, 2], nobody), {ids: [1, 2, 3], fresh: 0, moved: 1});
});

test("a newcomer waits where it would push others down, and joins where it would not", () => {
  assert.deepEqual(held([1, 2], [9, 1, 2], nobody), {ids: [1, 2], fresh: 1, moved: 0});
  assert.deepEqual(held([1, 2], [1, 2, 9], nobody), {ids: [1, 2, 9], fresh: 0, moved: 0});
});

test("what another moderator took out keeps its place", () => {
  assert.deepEqual(held([1, 2, 3], [1, 3], nobody), {ids: [1, 2, 3], fresh: 0, moved: 0});
});

test("what this moderator took out leaves at once", () => {
  assert.deepEqual(held([1, 2, 3], [1, 3], new Set([2])), {ids: [1, 3], fresh: 0, moved: 0});
});

test("what this moderator brought back returns to its place", () => {
  assert.deepEqual(held([1, 3], [1, 2, 3], new Set([2])), {ids: [1, 2, 3], fresh: 0, moved: 0});
  assert.deepEqual(held([2, 3], [1, 2, 3], new Set([1])), {ids: [1, 2, 3], fresh: 0, moved: 0});
});

test("an empty held list takes in whatever comes", () => {
  assert.deepEqual(held([], [1, 2], nobody), {ids: [1, 2], fresh: 0, moved: 0});
});
