import assert from "node:assert/strict";
import {mock, test} from "node:test";

import {deskQuestion as question, state as stateOf} from "./recorded.js";

import {createOverlays} from "../../static/js/desk/overlays.js";

const state = stateOf({questions: [question(1, {state: "pending"})]}, "moderator");
const patch = {questions: {1: {state: "live"}}};
const stateOfFirst = overlays => overlays.over(state).questions[0].state;

test("what was done shows until it is refused", () => {
  const overlays = createOverlays(() => {});
  const mark = overlays.add(patch);
  assert.equal(stateOfFirst(overlays), "live");
  overlays.drop(mark);
  assert.equal(stateOfFirst(overlays), "pending");
});

test("frames from before the commit do not bring the earlier state back", () => {
  const overlays = createOverlays(() => {});
  overlays.add(patch);
  overlays.heard({questions: [question(1)]});
  assert.equal(stateOfFirst(overlays), "live");
});

test("after the commit the server's word counts", () => {
  mock.timers.enable({apis: ["setTimeout"]});
  const overlays = createOverlays(() => {});
  overlays.settle(overlays.add(patch));
  overlays.heard({questions: [question(2)]});
  assert.equal(stateOfFirst(overlays), "live");
  overlays.heard({questions: [question(1)]});
  assert.equal(stateOfFirst(overlays), "pending");
  mock.timers.reset();
});

test("a committed patch leaves by itself where no frame speaks of it", () => {
  mock.timers.enable({apis: ["setTimeout"]});
  const changed = mock.fn();
  const overlays = createOverlays(changed);
  overlays.settle(overlays.add(patch));
  mock.timers.tick(2000);
  assert.equal(stateOfFirst(overlays), "pending");
  assert.equal(changed.mock.callCount(), 1);
  mock.timers.reset();
});
