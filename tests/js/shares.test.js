import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {ofFullest, sharesOf} from "../../static/js/live/shares.js";

const cases = JSON.parse(readFileSync(new URL("../cases/shares.json", import.meta.url), "utf8"));
const near = (found, wanted) => assert.deepEqual(found.map(share => Number(share.toFixed(4))), wanted);

test("bars with a track are shares of the whole, as the server has them", () => {
  for (const {kind, results, shares} of cases.shares) near(sharesOf(kind, results), shares);
});

test("bars without a track are shares of the fullest, as the server has them", () => {
  for (const {counts, shares} of cases.of_fullest) near(ofFullest(counts), shares);
});

test("kinds without bars have no shares", () => {
  assert.equal(sharesOf("text", {cards: []}), undefined);
  assert.equal(sharesOf("number", {bins: []}), undefined);
});
