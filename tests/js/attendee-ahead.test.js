import assert from "node:assert/strict";
import {test} from "node:test";
import {ahead, answeredPoll, unsettled, voted} from "../../static/js/attendee/ahead.js";

const model = {
  rev: 1,
  state: {questions: [{id: 1, score: 10}, {id: 2, score: 5}], polls: []},
  you: {name: "", votes: [2], answers: {7: [1]}, questions: []},
};
const own = (votes = [], answers = []) => ({votes: new Map(votes), answers: new Map(answers)});
const scores = some => some.state.questions.map(question => question.score);

test("without own acts the model is itself", () => {
  assert.equal(ahead(model, own()), model);
});

test("a tap counts at once", () => {
  const shown = ahead(model, own([[1, {on: true, target: 11, done: false}]]));
  assert.deepEqual([scores(shown), shown.you.votes], [[11, 5], [2, 1]]);
});

test("taking a vote back counts at once", () => {
  const shown = ahead(model, own([[2, {on: false, target: 4, done: false}]]));
  assert.deepEqual([scores(shown), shown.you.votes], [[10, 4], []]);
});

test("a tap is never counted twice, whether the update comes before or after the answer", () => {
  const updated = {...model, state: {...model.state, questions: [{id: 1, score: 11}, {id: 2, score: 5}]}};
  for (const done of [false, true]) {
    assert.deepEqual(scores(ahead(updated, own([[1, {on: true, target: 11, done}]]))), [11, 5]);
  }
});

test("a vote stays ahead until an update tells the score", () => {
  const votes = new Map([[1, {on: true, target: 11, done: true}], [2, {on: false, target: 4, done: false}]]);
  assert.deepEqual([...unsettled(votes, {t: "update", d: {people: 4}}).keys()], [1, 2]);
  assert.deepEqual([...unsettled(votes, {t: "update", d: {questions: [{id: 1}, {id: 2}]}}).keys()], [2]);
  assert.deepEqual([...unsettled(votes, {t: "snapshot", d: {}}).keys()], [2]);
});

test("an answer shows at once and replaces the earlier one", () => {
  assert.deepEqual(ahead(model, own([], [[7, [2]]])).you.answers, {7: [2]});
});

test("what the server took becomes part of the model", () => {
  assert.deepEqual(voted(model, 1, true).you.votes, [2, 1]);
  assert.deepEqual(voted(model, 2, false).you.votes, []);
  assert.deepEqual(answeredPoll(model, 8, [3]).you.answers, {7: [1], 8: [3]});
});
