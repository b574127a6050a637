import assert from "node:assert/strict";
import {test} from "node:test";
import {arrange} from "../../static/js/attendee/hold.js";

test("a list keeps its order while votes would change it", () => {
  assert.deepEqual(arrange([1, 2, 3], [3, 1, 2]), {kept: [1, 2, 3], fresh: [], moved: true});
});

test("new questions wait", () => {
  assert.deepEqual(arrange([1, 2], [9, 1, 8, 2]), {kept: [1, 2], fresh: [9, 8], moved: false});
});

test("what is gone leaves without a trace, and comes back to its place", () => {
  assert.deepEqual(arrange([1, 2, 3], [1, 3]), {kept: [1, 3], fresh: [], moved: false});
  assert.deepEqual(arrange([1, 2, 3], [1, 2, 3]), {kept: [1, 2, 3], fresh: [], moved: false});
});

test("everything is new to an empty list", () => {
  assert.deepEqual(arrange([], [2, 1]), {kept: [], fresh: [2, 1], moved: false});
});
