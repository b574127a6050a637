import assert from "node:assert/strict";
import {test} from "node:test";
import {clockText, heard, remaining} from "../../static/js/live/clock.js";

test("of several frames the one that came with the least delay sets the clock", () => {
  const frames = [[1_000, 900], [2_000, 1_950], [3_000, 2_700]];
  assert.equal(frames.reduce((ahead, [at, now]) => heard(ahead, at, now), undefined), 300);
  assert.equal(heard(300, null, 1), 300);
});

test("remaining goes by the server's clock, to 0", () => {
  const poll = {state: "open", closes_at: 10_000};
  assert.deepEqual([4_000, 9_999, 10_001].map(now => remaining(poll, {clock: 0}, now)), [6_000, 1, 0]);
  assert.equal(remaining(poll, {clock: -3_000}, 10_000), 3_000);
  assert.equal(remaining(poll, {}, 4_000), 6_000);
});

test("what has no countdown has nothing remaining", () => {
  assert.equal(remaining({state: "open", closes_at: null}, {}), null);
  assert.equal(remaining({state: "closed", closes_at: 10}, {}), null);
});

test("the clock shows 0:00 only when the time is over", () => {
  assert.deepEqual([0, 1, 1_000, 1_001, 59_000, 60_000, 605_000].map(clockText), ["0:00", "0:01", "0:01", "0:02", "0:59", "1:00", "10:05"]);
});
