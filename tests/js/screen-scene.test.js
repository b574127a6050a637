import assert from "node:assert/strict";
import {test} from "node:test";

import {poll as pollOf, question, results, state as stateOf} from "./recorded.js";

import {scene} from "../../static/js/screen/scene.js";

const poll = (id, {kind = "choice", ...fields} = {}) => pollOf(id, kind, {...fields}, "screen");
const state = ({view = "questions", on = null, panel = true, open = true, questions = [], polls = []} = {}) =>
  stateOf({session: {open}, stage: {view, poll: on, join_panel: panel}, questions, polls}, "screen");

const shown = fields => {
  const {name, panel} = scene(state(fields));
  return [name, panel];
};

test("each view has its picture and its way to join", () => {
  assert.deepEqual(shown({view: "join", panel: false}), ["join", "large"]);
  assert.deepEqual(shown({view: "blank"}), ["blank", "small"]);
  assert.deepEqual(shown({view: "blank", panel: false}), ["blank", "none"]);
  assert.deepEqual(shown({questions: [question(1)]}), ["questions", "side"]);
  assert.deepEqual(shown({questions: [question(1)], panel: false}), ["questions", "none"]);
});

test("questions come by votes, without those that are answered", () => {
  const questions = [question(1, {score: 3}), question(2, {score: 9, answered: true}), question(3, {score: 5}), question(4, {score: 5})];
  assert.deepEqual(scene(state({questions})).questions.map(({id}) => id), [3, 4, 1]);
});

test("the highlighted question stands alone, until it is answered", () => {
  const picture = scene(state({questions: [question(1, {score: 9}), question(2, {highlighted: true})]}));
  assert.deepEqual([picture.name, picture.question.id, picture.key], ["question", 2, "question 2"]);
  assert.deepEqual(shown({questions: [question(2, {highlighted: true, answered: true})]}), ["empty", "side"]);
});

test("a poll without results hides them, and stays the same picture when they are revealed", () => {
  const before = scene(state({view: "poll", on: 1, polls: [poll(1, {results: null})]}));
  const after = scene(state({view: "poll", on: 1, polls: [poll(1)]}));
  assert.deepEqual([before.name, after.name], ["hidden", "poll"]);
  assert.equal(before.key, after.key);
});

const quiz = (quizState, told = results("quiz", {}, "screen")) => poll(9, {kind: "quiz", state: quizState, results: told});

test("a quiz waits for players, shows its leaderboard, and ends on the podium", () => {
  assert.equal(shown({view: "poll", on: 9, polls: [quiz("open")]})[0], "game");
  assert.equal(shown({view: "leaderboard", on: 9, polls: [quiz("open")]})[0], "leaderboard");
  assert.equal(shown({view: "leaderboard", on: 9, polls: [quiz("closed")]})[0], "podium");
  assert.equal(shown({view: "leaderboard", on: 9, polls: [quiz("closed", null)]})[0], "game");
});

test("a part knows its quiz and its place in it, whatever the order of the list", () => {
  const polls = [poll(4, {parent: 9, position: 2}), quiz("open"), poll(7, {parent: 9, position: 1}), poll(1)];
  const {parent, place} = scene(state({view: "poll", on: 4, polls}));
  assert.deepEqual([parent.id, place], [9, 2]);
  assert.deepEqual(scene(state({view: "poll", on: 9, polls})).parts.map(({id}) => id), [7, 4]);
});

test("a second round brings the one before, unless that is hidden", () => {
  const rounds = first => [poll(1, first), poll(2, {repeats: 1}), poll(3, {repeats: 2})];
  const second = scene(state({view: "poll", on: 2, polls: rounds({})}));
  assert.deepEqual([second.earlier.id, second.round], [1, 2]);
  assert.equal(scene(state({view: "poll", on: 2, polls: rounds({results: null})})).earlier, undefined);
  const third = scene(state({view: "poll", on: 3, polls: rounds({})}));
  assert.deepEqual([third.earlier.id, third.round], [2, 3]);
});

test("without a poll that was opened the stage waits", () => {
  assert.deepEqual(shown({view: "poll"}), ["waiting", "side"]);
  assert.deepEqual(shown({view: "poll", on: 1, polls: [poll(1, {state: "draft"})]}), ["waiting", "side"]);
});

test("an ended session shows neither stage nor code", () => {
  assert.deepEqual(shown({view: "join", open: false}), ["ended", "none"]);
});
