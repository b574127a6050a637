import assert from "node:assert/strict";
import {test} from "node:test";
import {poll, state as stateOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {doneText, needsSecondPress, pressTwice, secondPressText, WAIT_MS} = await import("../../static/js/screen/second-press.js");

const polls = [
  poll(1, "choice", {title: "Where?", state: "draft"}),
  poll(2, "quiz"), poll(3, "quiz_question", {parent: 2, state: "draft"}),
  poll(4, "quiz", {state: "closed"}), poll(5, "quiz_question", {parent: 4, state: "draft"}),
];
const state = stateOf({polls, people: 160});
const needs = (name, fields) => needsSecondPress(state, [name, fields]);

test("opening a poll needs a second press, what has a way back and moving the stage do not", () => {
  assert.equal(needs("poll.open", {poll: 1}), true);
  assert.equal(needs("poll.close", {poll: 1}), false);
  assert.equal(needs("poll.reveal", {poll: 1, on: true}), false);
  assert.equal(needs("stage.show", {view: "questions"}), false);
});

test("a running quiz is led with single presses, but not begun", () => {
  assert.equal(needs("poll.open", {poll: 3}), false);
  assert.equal(needs("poll.open", {poll: 5}), true);
  assert.equal(needs("poll.open", {poll: 2}), true);
});

test("the words say what would happen, and to how many", () => {
  assert.equal(secondPressText(state, ["poll.open", {poll: 1}], "→"), "Next: Where? · press → again to open it to 160 people");
  assert.equal(doneText(state, ["poll.open", {poll: 1}]), "Opened: Where?");
  assert.equal(doneText(state, ["stage.show", {view: "join"}]), "");
});

test("only the same thing wanted twice within the time counts", () => {
  let time = 0;
  const isSecond = pressTwice(() => time);
  const [open, close] = [["poll.open", {poll: 1}], ["poll.close", {poll: 1}]];
  assert.deepEqual([open, close, open, open, open].map(isSecond), [false, false, false, true, false]);
  time += WAIT_MS;
  assert.equal(isSecond(open), false);
});
