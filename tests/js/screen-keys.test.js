import assert from "node:assert/strict";
import {test} from "node:test";

import {poll as pollOf, question, state as stateOf} from "./recorded.js";

import {answered, highlight, isRevealed, joinPanel, questionNext, stagePoll, stepPoll} from "../../static/js/remote/acts.js";
import {STAGE_KEYS} from "../../static/js/screen/keys.js";

const poll = (id, state, {kind = "choice", ...fields} = {}) => pollOf(id, kind, {state, ...fields}, "moderator");
const state = (view, on, polls = [], questions = []) => stateOf({stage: {view, poll: on, join_panel: true}, polls, questions}, "moderator");

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

const quiz = (quizState, ...questions) => [
  poll(1, "closed"),
  poll(9, quizState, {kind: "quiz", position: 2}),
  ...questions.map(([partState, revealed], i) =>
    poll(20 + i, partState, {kind: "quiz_question", parent: 9, position: i + 1, revealed, opened_at: partState === "draft" ? null : i, answers: 3})),
  poll(3, "draft"),
];
const played = ["closed", true];
const forward = (view, on, polls) => stepPoll(state(view, on, polls), 1);
const back = (view, on, polls) => stepPoll(state(view, on, polls), -1);

test("forward leads through a quiz: players, question, answer, leaderboard, next question, podium, next poll", () => {
  const [draft, ready, asked] = [["draft", false], ["closed", false], ["open", false]];
  assert.deepEqual(forward("poll", 1, quiz("draft", draft)), ["poll.open", {poll: 9}]);
  assert.deepEqual(forward("poll", 9, quiz("open", draft, draft)), ["poll.open", {poll: 20}]);
  assert.deepEqual(forward("poll", 20, quiz("open", asked, draft)), ["poll.reveal", {poll: 20, on: true}]);
  assert.deepEqual(forward("poll", 20, quiz("open", ready, draft)), ["poll.reveal", {poll: 20, on: true}]);
  assert.deepEqual(forward("poll", 20, quiz("open", played, draft)), ["stage.show", {view: "leaderboard", poll: 9}]);
  assert.deepEqual(forward("leaderboard", 9, quiz("open", played, draft)), ["poll.open", {poll: 21}]);
  assert.deepEqual(forward("leaderboard", 9, quiz("open", played, played)), ["poll.close", {poll: 9}]);
  assert.deepEqual(forward("leaderboard", 9, quiz("closed", played, played)), ["poll.open", {poll: 3}]);
});

test("back goes through what was shown of a quiz, and forward from there too", () => {
  const now = quiz("open", played, played, ["draft", false]);
  assert.deepEqual(back("leaderboard", 9, now), ["stage.show", {view: "poll", poll: 21}]);
  assert.deepEqual(back("poll", 21, now), ["stage.show", {view: "poll", poll: 20}]);
  assert.deepEqual(back("poll", 20, now), ["stage.show", {view: "poll", poll: 9}]);
  assert.deepEqual(forward("poll", 20, now), ["stage.show", {view: "poll", poll: 21}]);
  assert.deepEqual(back("poll", 20, quiz("closed", played)), ["stage.show", {view: "poll", poll: 1}]);
});

test("the parts of a survey are walked through once it is closed", () => {
  const survey = surveyState => [
    poll(1, surveyState, {kind: "survey"}), poll(10, surveyState, {parent: 1, position: 1}), poll(2, "draft"),
  ];
  assert.deepEqual(forward("poll", 1, survey("open")), ["poll.open", {poll: 2}]);
  assert.deepEqual(forward("poll", 1, survey("closed")), ["stage.show", {view: "poll", poll: 10}]);
  assert.deepEqual(forward("poll", 10, survey("closed")), ["poll.open", {poll: 2}]);
  assert.deepEqual(STAGE_KEYS.l(state("poll", 10, survey("closed"))), ["poll.open", {poll: 1}]);
});

test("S shows the leaderboard of the quiz on stage, P goes back to its question", () => {
  const now = quiz("open", played, ["open", false]);
  assert.deepEqual(STAGE_KEYS.s(state("poll", 21, now)), ["stage.show", {view: "leaderboard", poll: 9}]);
  assert.deepEqual(STAGE_KEYS.p(state("leaderboard", 9, now)), ["stage.show", {view: "poll", poll: 21}]);
  assert.equal(STAGE_KEYS.s(state("poll", 1, [poll(1, "open")])), null);
});

test("an answered quiz question is not opened again, its answer can be hidden", () => {
  const now = state("poll", 20, quiz("open", played));
  assert.equal(STAGE_KEYS.l(now), null);
  assert.deepEqual(STAGE_KEYS.r(now), ["poll.reveal", {poll: 20, on: false}]);
  assert.deepEqual(STAGE_KEYS.l(state("poll", 20, quiz("open", ["open", false]))), ["poll.close", {poll: 20}]);
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
