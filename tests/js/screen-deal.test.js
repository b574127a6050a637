import assert from "node:assert/strict";
import {test} from "node:test";

import {deal} from "../../static/js/screen/deal.js";

const cards = (...ids) => ids.map(id => ({id, text: "x"}));
const dealt = (...args) => [...deal(...args, () => 1)].sort((a, b) => a[0] - b[0]);

test("cards fill the columns from the left, the oldest first", () => {
  assert.deepEqual(dealt(cards(4, 3, 2, 1), 3, new Map()), [[1, 0], [2, 1], [3, 2], [4, 0]]);
});

test("a card keeps its column, a new one goes where there is room", () => {
  const before = new Map([[1, 0], [2, 0], [3, 1]]);
  assert.deepEqual(dealt(cards(4, 3, 2, 1), 3, before), [[1, 0], [2, 0], [3, 1], [4, 2]]);
});

test("what left makes room", () => {
  const before = new Map([[1, 0], [2, 1], [3, 2]]);
  assert.deepEqual(dealt(cards(4, 3, 2), 3, before), [[2, 1], [3, 2], [4, 0]]);
});

test("long texts count more", () => {
  const texts = [{id: 3, text: "c"}, {id: 2, text: "b"}, {id: 1, text: "a long one"}];
  const places = deal(texts, 2, new Map(), text => text.length);
  assert.deepEqual([...places].sort((a, b) => a[0] - b[0]), [[1, 0], [2, 1], [3, 1]]);
});
