import assert from "node:assert/strict";
import {test} from "node:test";

import {settled} from "../../static/js/desk/arrange.js";

const list = (...ids) => ({rows: ids.map(id => ({question: {id}}))});
const LISTS = ["review", "live"];

test("at first the question that waits longest is the current one", () => {
  assert.deepEqual(settled(null, {review: list(4, 5), live: list(1)}, LISTS), {list: "review", id: 4, at: 0});
});

test("with nothing to review the first live one is", () => {
  assert.deepEqual(settled(null, {review: list(), live: list(1)}, LISTS), {list: "live", id: 1, at: 0});
  assert.equal(settled(null, {review: list(), live: list()}, LISTS), null);
});

test("when the current card leaves, the one that takes its place is next", () => {
  const current = {list: "review", id: 5, at: 1};
  assert.deepEqual(settled(current, {review: list(4, 6), live: list(5)}, LISTS), {
    list: "review",
    id: 6,
    at: 1,
  });
});

test("when the last card leaves, the one before it is next", () => {
  const current = {list: "review", id: 6, at: 2};
  assert.deepEqual(settled(current, {review: list(4, 5), live: list(6)}, LISTS), {
    list: "review",
    id: 5,
    at: 1,
  });
});

test("a card that moves stays current", () => {
  const current = {list: "live", id: 2, at: 0};
  assert.deepEqual(settled(current, {review: list(), live: list(1, 2)}, LISTS), {list: "live", id: 2, at: 1});
});

test("a list that is out of view has no current card", () => {
  const current = {list: "live", id: 2, at: 0};
  const shown = {review: list(), live: list(2), archive: list(9)};
  assert.deepEqual(settled(current, shown, ["review", "archive"]), {list: "archive", id: 9, at: 0});
});
