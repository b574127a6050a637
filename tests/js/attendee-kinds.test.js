import assert from "node:assert/strict";
import {test} from "node:test";
import {poll as pollOf, results as resultsOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {KINDS} = await import("../../static/js/attendee/kinds.js");
const {readNumber} = await import("../../static/js/live/digits.js");
const {moved, rowsOf} = await import("../../static/js/attendee/kinds/ranking.js");
const {given} = await import("../../static/js/attendee/kinds/points.js");
const {leftWords} = await import("../../static/js/attendee/counting.js");
const {characters, tidy} = await import("../../static/js/live/texts.js");

const options = [1, 2, 3].map(id => ({id, text: `Option ${id}`}));
const poll = (kind, settings) => pollOf(1, kind, {settings, options});
const read = (kind, settings, draft) => KINDS[kind].read(draft, poll(kind, settings));

test("a whole answer is taken as it is sent", () => {
  assert.deepEqual(read("choice", {lowest: 1, highest: 2}, [1, 3]), {value: [1, 3]});
  assert.deepEqual(read("wordcloud", {most: 3}, [" open  data ", "", "trust", "trust"]), {value: ["open data", "trust"]});
  assert.deepEqual(read("text", {}, " More\ntime. "), {value: "More time."});
  assert.deepEqual(read("rating", {steps: 5}, 4), {value: 4});
  assert.deepEqual(read("number", {lowest: 0, highest: 10, decimals: 1}, "2,5"), {value: 2.5});
  assert.deepEqual(read("ranking", {partial: false}, [3, 1, 2]), {value: [3, 1, 2]});
  assert.deepEqual(read("ranking", {partial: true}, [3]), {value: [3]});
  assert.deepEqual(read("points", {total: 10}, {1: 4, 3: 6}), {value: {1: 4, 3: 6}});
  assert.deepEqual(read("quiz_question", {several: true}, [2]), {value: [2]});
});

test("what is missing is said in words", () => {
  const cases = [
    ["choice", {lowest: 2, highest: 3}, [1], "Choose 2 to 3 of the options."],
    ["wordcloud", {most: 3}, ["", " "], "Write something first."],
    ["wordcloud", {most: 1}, ["x".repeat(33)], "This is too long: 33 characters, at most 32 fit."],
    ["text", {}, "x".repeat(501), "This is too long: 501 characters, at most 500 fit."],
    ["rating", {steps: 5}, null, "Choose one first."],
    ["number", {lowest: 0, highest: 10, decimals: 0}, "", "Write a number first."],
    ["number", {lowest: 0, highest: 10, decimals: 0}, "ten", "This is not a number. Write it in digits."],
    ["number", {lowest: 0, highest: 10, decimals: 0}, "11", "Choose a number from 0 to 10."],
    ["ranking", {partial: false}, [1, 2], "Rank all of them: tap the next best."],
    ["ranking", {partial: true}, [], "Tap at least one option to rank it."],
    ["points", {total: 10}, {1: 4}, "Share out exactly 10 points; these are 4."],
    ["quiz_question", {several: false}, [], "Choose one first."],
  ];
  for (const [kind, settings, draft, problem] of cases) assert.deepEqual(read(kind, settings, draft), {problem});
});

test("an answer shown again in its field reads as the same number", () => {
  for (const value of [0, 7, 1234.5, -12.25, 1_000_000]) {
    const draft = KINDS.number.draftOf(value, poll("number", {}));
    assert.equal(readNumber(draft), value, draft);
  }
});

test("rows of a ranking: what is ranked, the line, the others as they were written", () => {
  assert.deepEqual(rowsOf(poll("ranking", {}), [3]), [3, null, 1, 2]);
});

test("a row moves within the ranking, into it and out of it", () => {
  const loose = poll("ranking", {partial: true});
  assert.deepEqual(moved(loose, [1, 2], 1, 0), [2, 1]);
  assert.deepEqual(moved(loose, [1], 2, 1), [1, 2]);
  assert.deepEqual(moved(loose, [1, 2], 1, 2), [1]);
  assert.deepEqual(moved(loose, [1, 2], 0, -1), [1, 2]);
  assert.deepEqual(moved(loose, [1, 2, 3], 2, 9), [1, 2]);
});

test("where everything must be ranked the last one falls into place", () => {
  assert.deepEqual(moved(poll("ranking", {partial: false}), [2], 3, 1), [2, 3, 1]);
});

test("options without points are not in the answer", () => {
  assert.deepEqual(given({1: 5}, 2, 3), {1: 5, 2: 3});
  assert.deepEqual(given({1: 5, 2: 3}, 1, 0), {2: 3});
});

test("texts are measured as the server does, words as they are read", () => {
  assert.equal(tidy("  e\u0301 \n x "), "é x");
  assert.equal(characters("👩‍👩‍👧"), 1);
});

test("a counter speaks near the limit only", () => {
  assert.deepEqual([31, 30, 1, 0, -2].map(left => leftWords(left, 30)), ["", "30 left", "1 left", "0 left", "2 too many"]);
});

test("bars show what each kind counts, and one's own", () => {
  const bars = (kind, settings, results, answer) => KINDS[kind].bars(resultsOf(kind, results), poll(kind, settings), answer);
  assert.deepEqual(bars("rating", {steps: 2}, {counts: [1, 3], people: 4}, 2).map(bar => [bar.percent, bar.figure, bar.isOwn]),
    [[25, "1", false], [75, "3", true]]);
  assert.deepEqual(bars("choice", {show: "count"}, {counts: [1, 0, 3], percents: [25, 0, 75]}, [3]).map(bar => [bar.percent, bar.figure, bar.isOwn]),
    [[25, "1", false], [0, "0", false], [75, "3", true]]);
  assert.deepEqual(bars("ranking", {}, {scores: [2, 6, 4], ranks: [3, 1, 2], people: 2}, [2, 1, 3]).map(bar => [bar.place, bar.percent, bar.more]),
    [[1, 100, "6 points · yours: 1"], [2, 400 / 6, "4 points · yours: 3"], [0, 200 / 6, "2 points · yours: 2"]]);
  const bins = [{lowest: 0, highest: 5, count: 1}, {lowest: 5, highest: 10, count: 2}];
  const own = answer => bars("number", {decimals: 0}, {bins}, answer).findIndex(bar => bar.isOwn);
  assert.deepEqual([0, 4, 5, 10, 11, undefined].map(own), [0, 0, 1, 1, -1, -1]);
});

test("thousands of votes are written as the language groups them", () => {
  const results = resultsOf("choice", {counts: [1234, 5, 0], percents: [99, 1, 0], people: 1239});
  const [first] = KINDS.choice.bars(results, poll("choice", {show: "count"}), undefined);
  assert.equal(first.figure, "1,234");
});
