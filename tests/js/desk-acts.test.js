import assert from "node:assert/strict";
import {test} from "node:test";

import {deskQuestion as question, poll, state as stateOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {open} = await import("../../static/js/desk/acts-polls.js");
const {answered, approve, dismiss, highlight, restore} =
  await import("../../static/js/desk/acts-questions.js");
const {show} = await import("../../static/js/desk/acts-session.js");


test("only pending questions are approved", () => {
  assert.deepEqual(approve(question(3, {state: "pending"})), {
    command: "question.approve",
    question: 3,
    fields: {question: 3},
    patch: {questions: {3: {state: "live"}}},
    words: "#3 approved",
  });
  assert.equal(approve(question(3)), null);
});

test("a dismissal carries its reason, and says the words where there are some", () => {
  const act = dismiss(question(3), "other", "Ask the town hall");
  assert.deepEqual(act.fields, {question: 3, reason: "other", words: "Ask the town hall"});
  assert.equal(act.words, "#3 dismissed: Ask the town hall");
  assert.equal(dismiss(question(3), "off_topic").words, "#3 dismissed: off topic");
});

test("highlighting one unpins the other and brings the questions on stage", () => {
  const state = stateOf({questions: [question(1, {highlighted: true}), question(2)]}, "moderator");
  assert.deepEqual(highlight(state.questions[1], state).patch, {
    questions: {1: {highlighted: false}, 2: {highlighted: true}},
    stage: {view: "questions"},
  });
  assert.deepEqual(highlight(state.questions[0], state).patch, {questions: {1: {highlighted: false}}});
});

test("an answered question comes back by taking its tick back", () => {
  const act = restore(question(3, {answered: true}));
  assert.equal(act.command, "question.answered");
  assert.deepEqual(act.fields, {question: 3, on: false});
  assert.equal(restore(question(3, {state: "dismissed"})).command, "question.restore");
  assert.equal(answered(question(3, {state: "pending"})), null);
});

test("opening a poll closes the open one and brings it on stage", () => {
  const polls = [poll(1, "choice", {}, "moderator"), poll(2, "choice", {state: "draft"}, "moderator")];
  const state = stateOf({polls}, "moderator");
  assert.deepEqual(open(state.polls[1], state).patch, {
    polls: {1: {state: "closed", closes_at: null}, 2: {state: "open"}},
    stage: {view: "poll", poll: 2},
  });
});

test("only the view of a poll names one", () => {
  assert.deepEqual(show("blank").fields, {view: "blank"});
  assert.deepEqual(show("poll", 7).fields, {view: "poll", poll: 7});
});
