import assert from "node:assert/strict";
import {test} from "node:test";

import {answered, highlight, isRevealed, joinPanel, questionNext, stagePoll, stepPoll} from "../../static/js/remote/acts.js";
import {STAGE_KEYS} from "../../static/js/screen/keys.js";

const poll = (id, state, fields = {}) => ({id, state, position: id, revealed: false, results_mode: "live", ...fields});
const question = (id, fields = {}) => ({id, number: id, score: 0, highlighted: false, answered: false, state: "live", ...fields});
const state = (view, on, polls = [], questions = []) => ({stage: {view, poll: on, join_panel: true}, polls, questions});

const three = [poll(3, "draft"), poll(1, "closed"), poll(2, "open")];

test("the views have their letters", () => {
  const now = state("join", null, three);
  assert.deepEqual(STAGE_KEYS.q(now), ["stage.show", {view: "questions"}]);
  assert.deepEqual(STAGE_KEYS.j(now), ["stage.show", {view: "join"}]);
  assert.deepEqual(STAGE_KEYS.b(now), ["stage.show", {view: "blank"}]);
  assert.deepEqual(STAGE_KEYS.p(now), ["stage.show", {view: "poll", poll: 2}]);
});

test("a poll that was never opened cannot be on stage", () => {
  assert.equal(stagePoll(state("poll", 3, [poll(3, "draft")])), undefined);
  assert.equal(STAGE_KEYS.p(state("join", null, [poll(3, "draft")])), null);
});

test("stepping goes through the polls in their order and opens the prepared one", () => {
  assert.deepEqual(stepPoll(state("poll", 1, three), 1), ["stage.show", {view: "poll", poll: 2}]);
  assert.deepEqual(stepPoll(state("poll", 2, three), 1), ["poll.open", {poll: 3}]);
  assert.deepEqual(stepPoll(state("poll", 2, three), -1), ["stage.show", {view: "poll", poll: 1}]);
});

test("stepping stops at both ends", () => {
  assert.equal(stepPoll(state("poll", 1, three), -1), null);
  assert.equal(stepPoll(state("poll", 2, [poll(1, "closed"), poll(2, "open")]), 1), null);
  assert.equal(stepPoll(state("questions", null), 1), null);
});

test("stepping back from another view returns to the poll shown last", () => {
  assert.deepEqual(stepPoll(state("questions", 1, three), -1), ["stage.show", {view: "poll", poll: 1}]);
});

test("closing, reopening and revealing are for the poll on stage only", () => {
  assert.deepEqual(STAGE_KEYS.l(state("poll", 2, three)), ["poll.close", {poll: 2}]);
  assert.deepEqual(STAGE_KEYS.l(state("poll", 1, three)), ["poll.open", {poll: 1}]);
  assert.deepEqual(STAGE_KEYS.r(state("poll", 2, three)), ["poll.reveal", {poll: 2, on: false}]);
  assert.equal(STAGE_KEYS.l(state("questions", 2, three)), null);
  assert.equal(STAGE_KEYS.r(state("questions", 2, three)), null);
});

test("results are seen while live or once revealed", () => {
  assert.deepEqual(
    [poll(1, "open"), poll(1, "open", {results_mode: "hidden"}), poll(1, "open", {results_mode: "hidden", revealed: true})].map(isRevealed),
    [true, false, true],
  );
});

test("the next question is the most wanted one that is not on stage, approved and unanswered", () => {
  const questions = [
    question(1, {score: 9, highlighted: true}), question(2, {score: 8, state: "pending"}),
    question(3, {score: 7, answered: true}), question(4, {score: 2}), question(5, {score: 3}),
  ];
  assert.equal(questionNext(state("questions", null, [], questions)).id, 5);
  assert.deepEqual(highlight(questions[4]), ["question.highlight", {question: 5, on: true}]);
  assert.deepEqual(answered(questions[0]), ["question.answered", {question: 1, on: true}]);
  assert.deepEqual(joinPanel(state("join", null)), ["stage.join_panel", {on: false}]);
});
