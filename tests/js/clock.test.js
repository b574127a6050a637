import assert from "node:assert/strict";
import {test} from "node:test";
import {poll as pollOf} from "./recorded.js";
import {clockText, heard, remaining, serverTime} from "../../static/js/live/clock.js";

const after = frames => Math.max(...frames.reduce((ahead, [at, now]) => heard(ahead, at, now), []));

test("of several frames the one that came with the least delay sets the clock", () => {
  assert.equal(after([[1_000, 900], [2_000, 1_950], [3_000, 2_700]]), 300);
  assert.equal(after([[3_000, 2_700], [4_000, 3_990]]), 300);
});

test("a server's clock that is set back by an hour is believed at once", () => {
  const hour = 3_600_000;
  const frames = [[hour + 1_000, 1_000], [hour + 2_000, 2_000], [3_000, 3_000]];
  assert.equal(after(frames), 0);
  assert.equal(remaining(pollOf(1, "choice", {closes_at: 33_000}), {clock: after(frames)}, 3_000), 30_000);
});

test("a server's clock that is set back by seconds is believed once a few frames say so", () => {
  const told = n => Array.from({length: n}, (_, i) => [i * 1_000, i * 1_000 + 10]);
  assert.equal(after([[6_000, 1_000], ...told(4)]), 5_000);
  assert.equal(after([[6_000, 1_000], ...told(5)]), -10);
});

test("times by the server's clock", () => {
  assert.equal(serverTime({clock: -3_600_000}, 3_600_001), 1);
  assert.equal(serverTime({}, 7), 7);
});

test("remaining goes by the server's clock, to 0", () => {
  const poll = pollOf(1, "choice", {closes_at: 10_000});
  assert.deepEqual([4_000, 9_999, 10_001].map(now => remaining(poll, {clock: 0}, now)), [6_000, 1, 0]);
  assert.equal(remaining(poll, {clock: -3_000}, 10_000), 3_000);
  assert.equal(remaining(poll, {}, 4_000), 6_000);
});

test("what has no countdown has nothing remaining", () => {
  assert.equal(remaining(pollOf(1, "choice"), {}), null);
  assert.equal(remaining(pollOf(1, "choice", {state: "closed", closes_at: 10}), {}), null);
});

test("the clock shows 0:00 only when the time is over", () => {
  assert.deepEqual([0, 1, 1_000, 1_001, 59_000, 60_000, 605_000].map(clockText), ["0:00", "0:01", "0:01", "0:02", "0:59", "1:00", "10:05"]);
});
