import assert from "node:assert/strict";
import {test} from "node:test";
import {poll as pollOf, results as resultsOf, state as stateOf, you as youOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {answeredOf, viewOf} = await import("../../static/js/attendee/poll_view.js");
const {phaseOf} = await import("../../static/js/attendee/quiz.js");
const {isCorrect} = await import("../../static/js/attendee/quiz_places.js");
const {inPairs} = await import("../../static/js/attendee/charts.js");
const {aside, landing} = await import("../../static/js/attendee/drag.js");

const RESULTS = resultsOf("choice", {counts: [1, 1], percents: [50, 50], people: 2});
const poll = (id, {kind = "choice", ...more} = {}) =>
  pollOf(id, kind, {options: [{id: 1, text: "A"}, {id: 2, text: "B"}], results: RESULTS, opened_at: id, ...more});
const model = (polls, {answers = {}, results = {}, open = true, stage = {}, ...more} = {}) => ({
  rev: 1, state: stateOf({session: {open}, stage: {view: "poll", poll: 1, ...stage}, polls}), you: youOf({answers, results}), ...more,
});
const local = (more = {}) => ({drafts: new Map(), answers: new Map(), problems: new Map(), status: "live", ...more});
const view = (one, shown, mine = local()) => viewOf(one, shown, mine, {change() {}, complain() {}});

test("results are seen after one's own answer, or when closed", () => {
  assert.equal(view(poll(1), model([poll(1)])).results, null);
  assert.equal(view(poll(1), model([poll(1)], {answers: {1: [2]}})).results, RESULTS);
  assert.equal(view(poll(1, {state: "closed"}), model([])).results, RESULTS);
  assert.equal(view(poll(1), model([poll(1)], {open: false})).results, RESULTS);
});

test("results for those who answered are their own", () => {
  const some = poll(1, {results: null, results_mode: "answered"});
  assert.equal(view(some, model([some], {results: {1: RESULTS}})).results, null);
  assert.equal(view(some, model([some], {answers: {1: [1]}, results: {1: RESULTS}})).results, RESULTS);
  assert.equal(view(some, model([some], {answers: {1: [1]}})).results, null);
});

test("the form holds what was typed, else the answer, else nothing", () => {
  const shown = model([poll(1)], {answers: {1: [2]}});
  const typed = local({drafts: new Map([[1, {draft: [1], epoch: 1}]])});
  assert.deepEqual([view(poll(1), shown, typed).draft, view(poll(1), shown, typed).isDirty], [[1], true]);
  assert.deepEqual([view(poll(1), shown).draft, view(poll(1), shown).isDirty], [[2], false]);
  assert.deepEqual([view(poll(1), model([poll(1)])).draft, view(poll(1), model([poll(1)])).isAnswered], [[], false]);
});

test("what was typed and put back is not a change", () => {
  const back = local({drafts: new Map([[1, {draft: [2], epoch: 1}]])});
  assert.equal(view(poll(1), model([poll(1)], {answers: {1: [2]}}), back).isDirty, false);
});

test("a form is over when its countdown is, or that of its survey", () => {
  const now = performance.timeOrigin + performance.now();
  const survey = poll(1, {kind: "survey", closes_at: now - 1});
  const part = poll(2, {parent: 1});
  assert.equal(view(part, model([survey, part])).isOver, true);
  assert.equal(view(part, model([{...survey, closes_at: now + 60_000}, part])).isOver, false);
  assert.equal(view(poll(3), model([poll(3)])).isOver, false);
});

test("the first round stands beside the second where both can be seen", () => {
  const [first, second] = [poll(1, {state: "closed"}), poll(2, {repeats: 1})];
  const answered = {answers: {2: [1]}};
  assert.deepEqual(view(second, model([first, second], answered)).before, {poll: first, results: RESULTS});
  assert.equal(view(second, model([first, second])).before, null);
  assert.equal(view(second, model([{...first, results: null}, second], answered)).before, null);
});

test("bars of two rounds are paired by their place, in whatever order they stand", () => {
  const bar = (place, percent) => ({place, label: "", percent, figure: `${percent}`});
  assert.deepEqual(inPairs([bar(1, 60), bar(0, 40)], [bar(0, 10), bar(1, 90)]).map(pair => pair.before?.percent), [90, 10]);
});

test("a survey counts the parts answered", () => {
  assert.equal(answeredOf([poll(2), poll(3)], model([], {answers: {3: [1]}})), 1);
});

const quiz = poll(1, {kind: "quiz", results: resultsOf("quiz", {leaders: [], players: 1, revealed: 0}), settings: {teams: []}});
const question = (more = {}) => poll(2, {kind: "quiz_question", parent: 1, results: null, settings: {several: false}, ...more});
const JOINED = {1: {name: "Amara", team: ""}};

test("a quiz leads from joining to the end", () => {
  const phase = (polls, more) => {
    const shown = model(polls, more);
    return phaseOf({quiz: polls[0], model: shown, viewOf: one => view(one, shown), savedName: "", problem: ""});
  };
  const joined = {answers: JOINED};
  const told = question({state: "closed", results: {...RESULTS, correct: [0]}});
  assert.equal(phase([quiz, question()]), "join");
  assert.equal(phase([quiz], joined), "lobby");
  assert.equal(phase([quiz, question()], joined), "answer");
  assert.equal(phase([quiz, question()], {answers: {...JOINED, 2: [1]}}), "wait");
  assert.equal(phase([quiz, question({state: "closed"})], joined), "wait");
  assert.equal(phase([quiz, told], joined), "told");
  assert.equal(phase([quiz, told], {...joined, stage: {view: "leaderboard"}}), "places");
  assert.equal(phase([quiz, told, question({id: 3})], {...joined, stage: {view: "leaderboard"}}), "answer");
  assert.equal(phase([{...quiz, state: "closed"}, told], joined), "end");
  assert.equal(phase([quiz], {...joined, open: false}), "end");
});

test("right is exactly the right options", () => {
  const right = answer => isCorrect(question(), answer, {correct: [0, 1]});
  assert.deepEqual([[1, 2], [2, 1], [1], []].map(right), [true, true, false, false]);
});

test("a dragged row lands where its middle is, and the others make room", () => {
  const boxes = [0, 60, 120, 180].map(top => ({top, height: 50}));
  assert.deepEqual([25, 90, 200, 999, -50].map(middle => landing(boxes, 1, middle)), [0, 1, 2, 3, 0]);
  assert.deepEqual([0, 1, 2, 3].map(i => aside(i, 0, 2, 60)), [0, -60, -60, 0]);
  assert.deepEqual([0, 1, 2, 3].map(i => aside(i, 3, 1, 60)), [0, 60, 60, 0]);
});

test("what was left in a form counts only for the poll as it is now", () => {
  const left = (draft, epoch = 1) => local({drafts: new Map([[1, {draft, epoch}]])});
  const now = (kind, more) => ({...poll(1, {kind, epoch: 1, ...more}), settings: {lowest: 1, highest: 1, steps: 5, total: 10, most: 2, partial: true}});
  const draftIn = (kind, draft, epoch) => view(now(kind), model([now(kind)]), left(draft, epoch)).draft;
  assert.deepEqual([draftIn("ranking", [2]), draftIn("ranking", [2, 9]), draftIn("ranking", [2], 0), draftIn("ranking", {0: 2})], [[2], [], [], []]);
  assert.deepEqual([draftIn("choice", [1]), draftIn("choice", [1, 2]), draftIn("choice", [[1]]), draftIn("choice", "1")], [[1], [], [], []]);
  assert.deepEqual([draftIn("points", {1: 4}), draftIn("points", {3: 4}), draftIn("points", {1: -4}), draftIn("points", null)], [{1: 4}, {}, {}, {}]);
  assert.deepEqual([draftIn("rating", 5), draftIn("rating", 6), draftIn("rating", "5")], [5, null, null]);
  assert.deepEqual([draftIn("number", "7"), draftIn("number", 7), draftIn("text", ["a"])], ["7", "", ""]);
  assert.deepEqual([draftIn("wordcloud", ["a"]), draftIn("wordcloud", ["a", "b", "c"]), draftIn("wordcloud", [1])], [["a"], [], []]);
  assert.deepEqual([draftIn("quiz_question", [1, 2]), draftIn("quiz_question", [1, 1])], [[1, 2], []]);
  assert.deepEqual([draftIn("text", "words are kept", 0), draftIn("number", "12", 0)], ["words are kept", "12"]);
});

test("an answer to the round before is none", () => {
  const ranking = poll(1, {kind: "ranking", results: null});
  const seen = view(ranking, model([ranking], {answers: {1: [8, 9]}}));
  assert.deepEqual([seen.isAnswered, seen.answer, seen.draft], [false, undefined, []]);
});
