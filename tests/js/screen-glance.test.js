import assert from "node:assert/strict";
import {test} from "node:test";
import {like, poll as pollOf, results as resultsOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {glance} = await import("../../static/js/remote/glance.js");

const poll = (kind, results) =>
  pollOf(1, kind, {options: [{id: 1, text: "Here"}, {id: 2, text: "There"}], results: resultsOf(kind, results, "moderator")}, "moderator");

test("bars of a choice are as long as its percents", () => {
  assert.deepEqual(glance(poll("choice", {counts: [1, 3], percents: [25, 75]}), []), [
    {text: "Here", figure: "25%", share: 25}, {text: "There", figure: "75%", share: 75},
  ]);
});

test("a ranking comes by its points", () => {
  const results = {scores: [2, 4], ranks: [2, 1], ranked: [2, 2], people: 2};
  assert.deepEqual(glance(poll("ranking", results), []), [{text: "There", figure: "4", share: 100}, {text: "Here", figure: "2", share: 50}]);
});

test("averages are no bars", () => {
  assert.deepEqual(glance(poll("rating", {counts: [0, 2], average: 2, people: 2}), []), [
    {text: "1", figure: "0", share: 0}, {text: "2", figure: "2", share: 100},
  ]);
});

test("of a histogram the fullest steps are shown, in their order", () => {
  const counts = [0, 9, 21, 33, 50, 67, 105, 97, 69, 49];
  const steps = glance(poll("rating", {counts, average: 6.97, people: 500}), []);
  assert.deepEqual(steps.map(({text, figure}) => [text, figure]), [["7", "105"], ["8", "97"], ["9", "69"]]);
});

test("the step with the only answer is shown, not the empty ones before it", () => {
  const steps = glance(poll("rating", {counts: [0, 0, 0, 1, 0], average: 4, people: 1}), []);
  assert.deepEqual(steps.map(({text, figure}) => [text, figure]), [["1", "0"], ["2", "0"], ["4", "1"]]);
});

test("texts and words are lines without bars, and few", () => {
  const [card] = resultsOf("text", {}, "moderator").cards;
  const cards = Array.from({length: 9}, (_, i) => like(card, {text: `Text ${i}`, state: "shown"}));
  assert.deepEqual(glance(poll("text", {cards}), []).slice(0, 1), [{text: "Text 0", figure: "", share: undefined}]);
  assert.equal(glance(poll("text", {cards}), []).length, 6);
});
