import assert from "node:assert/strict";
import {mock, test} from "node:test";

import {createOverlays} from "../../static/js/desk/overlays.js";

const state = {questions: [{id: 1, state: "pending"}], polls: []};
const patch = {questions: {1: {state: "live"}}};
const stateOf = overlays => overlays.over(state).questions[0].state;

test("what was done shows until it is refused", () => {
  const overlays = createOverlays(() => {});
  const mark = overlays.add(patch);
  assert.equal(stateOf(overlays), "live");
  overlays.drop(mark);
  assert.equal(stateOf(overlays), "pending");
});

test("frames from before the commit do not bring the earlier state back", () => {
  const overlays = createOverlays(() => {});
  overlays.add(patch);
  overlays.heard({questions: [{id: 1}]});
  assert.equal(stateOf(overlays), "live");
});

test("after the commit the server's word counts", () => {
  mock.timers.enable({apis: ["setTimeout"]});
  const overlays = createOverlays(() => {});
  overlays.settle(overlays.add(patch));
  overlays.heard({questions: [{id: 2}]});
  assert.equal(stateOf(overlays), "live");
  overlays.heard({questions: [{id: 1}]});
  assert.equal(stateOf(overlays), "pending");
  mock.timers.reset();
});

test("a committed patch leaves by itself where no frame speaks of it", () => {
  mock.timers.enable({apis: ["setTimeout"]});
  const changed = mock.fn();
  const overlays = createOverlays(changed);
  overlays.settle(overlays.add(patch));
  mock.timers.tick(2000);
  assert.equal(stateOf(overlays), "pending");
  assert.equal(changed.mock.callCount(), 1);
  mock.timers.reset();
});
