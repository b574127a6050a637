import assert from "node:assert/strict";
import {test} from "node:test";

import {deskQuestion as question, state as stateOf} from "./recorded.js";

import {archive, counts, live, matches, pending} from "../../static/js/desk/lists.js";

const state = (...questions) => stateOf({questions}, "moderator");
const ids = questions => questions.map(({id}) => id);

test("the longest waiting question is reviewed first", () => {
  const two = state(question(2, {state: "pending"}), question(1, {state: "pending"}), question(3));
  assert.deepEqual(ids(pending(two)), [1, 2]);
  assert.deepEqual(ids(pending(two, true)), [2, 1]);
});

test("the highlighted question leads whatever the order", () => {
  const three = state(question(1, {score: 5}), question(2, {score: 9}), question(3, {highlighted: true}));
  assert.deepEqual(ids(live(three, "top")), [3, 2, 1]);
  assert.deepEqual(ids(live(three, "recent")), [3, 2, 1]);
});

test("answered, dismissed and archived questions are put away, pending ones are not", () => {
  const five = state(
    question(1, {answered: true}),
    question(2, {state: "dismissed"}),
    question(3, {state: "archived"}),
    question(4, {state: "pending"}),
    question(5),
  );
  assert.deepEqual(ids(archive(five)), [1, 2, 3]);
  assert.deepEqual(ids(live(five)), [5]);
  assert.deepEqual(counts(five), {review: 1, live: 1, archive: 3});
});

test("a search finds words in any order, without accents, and numbers said aloud", () => {
  const one = question(12, {text: "Où est le café ?", author: "Zoë"});
  assert.ok(matches(one, "CAFE ou"));
  assert.ok(matches(one, "zoe"));
  for (const number of ["#12", "# 12", "＃１２", "#١٢"]) assert.ok(matches(one, number), number);
  assert.ok(!matches(one, "#1"));
  assert.ok(!matches(one, "tea"));
  assert.ok(matches(one, "  "));
});
