import assert from "node:assert/strict";
import {test} from "node:test";

import {deskQuestion as question, poll, state as stateOf} from "./recorded.js";

import {inverse, patched, speaksOf} from "../../static/js/desk/optimistic.js";

const state = () => stateOf({
  session: {title: "Old"},
  stage: {view: "join", poll: null, join_panel: true},
  questions: [question(1, {score: 3, state: "pending"}), question(2)],
  polls: [poll(7, "choice", {state: "draft"}, "moderator")],
}, "moderator");

test("a patch changes only the fields it names and leaves the given state alone", () => {
  const before = state();
  const after = patched(before, {questions: {1: {state: "live"}}, stage: {view: "blank"}});
  assert.deepEqual(after.questions, [
    question(1, {score: 3, state: "live"}),
    question(2),
  ]);
  assert.deepEqual(after.stage, {view: "blank", poll: null, join_panel: true});
  assert.deepEqual(before, state());
});

test("a poll patched to null is gone", () => {
  assert.deepEqual(patched(state(), {polls: {7: null}}).polls, []);
});

test("the inverse of a patch brings the state back", () => {
  const patch = {session: {title: "New"}, questions: {1: {state: "dismissed"}}, polls: {7: {state: "open"}}};
  assert.deepEqual(patched(patched(state(), patch), inverse(state(), patch)), state());
});

test("a frame speaks of a patch when it carries one of its entities", () => {
  const patch = {questions: {1: {state: "live"}}};
  assert.ok(speaksOf({questions: [{id: 1}]}, patch));
  assert.ok(!speaksOf({questions: [{id: 2}], people: 5}, patch));
  assert.ok(speaksOf({gone: {polls: [7]}}, {polls: {7: null}}));
  assert.ok(speaksOf({session: {}}, {session: {title: "New"}}));
});
