import assert from "node:assert/strict";
import {test} from "node:test";
import {standInDocument} from "./stand_ins.js";

// A language with three forms: one, two to four, and more, as in Czech.
const forms = n => (n === 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2);
standInDocument({
  lang: "cs",
  catalog: {Send: "Envoyer", "{n} vote": ["hlas", "hlasy", "hlasů"], "questions\u0004open": "ouvertes"},
  plural: Array.from({length: 200}, (_, n) => forms(n)).join(""),
});
const {ago, gettext, interpolate, ngettext, pgettext, spaced, staying} = await import("../../static/js/live/kit.js");

test("gettext falls back to the message itself", () => {
  assert.equal(gettext("Send"), "Envoyer");
  assert.equal(gettext("Unheard of"), "Unheard of");
});

test("pgettext tells the same words apart by their context", () => {
  assert.deepEqual([pgettext("questions", "open"), pgettext("polls", "open"), gettext("open")], ["ouvertes", "open", "open"]);
});

test("ngettext takes the form the page's language has for a number", () => {
  const said = [0, 1, 2, 4, 5, 199, 200, 202, 12345].map(n => ngettext("{n} vote", "{n} votes", n));
  assert.deepEqual(said, ["hlasů", "hlas", "hlasy", "hlasy", ...Array(5).fill("hlasů")]);
});

test("ngettext without a translation is English", () => {
  assert.deepEqual([0, 1, 2].map(n => ngettext("one", "many", n)), ["many", "one", "many"]);
});

test("interpolate fills what it knows and leaves the rest", () => {
  assert.equal(interpolate("{n} of {all} {else}", {n: 1, all: 2}), "1 of 2 {else}");
});

test("spaced code reads as it is said", () => {
  assert.equal(spaced("3821214"), "382 1214");
});

test("ago uses one unit", () => {
  const now = 1_800_000_000_000;
  const minutes = n => ago(now - n * 60_000, now);
  assert.deepEqual([-1, 0, 5, 120, 3000].map(minutes), ["just now", "just now", "5 min", "2 h", "2 d"]);
});

test("staying keeps the longest rising run", () => {
  const cases = [[[], []], [[0, 1, 2], [0, 1, 2]], [[2, 0, 1], [1, 2]], [[3, 0, 1, 2], [1, 2, 3]], [[-1, 0, -1, 1], [1, 3]], [[2, 1, 0], [2]]];
  for (const [positions, expected] of cases) {
    assert.deepEqual([...staying(positions)].sort(), expected, JSON.stringify(positions));
  }
});
