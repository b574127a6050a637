import assert from "node:assert/strict";
import {test} from "node:test";
import {question, snapshotOf, state, update, you as youOf} from "./recorded.js";
import {ahead, answeredPoll, covered, settled, voted, wishes} from "../../static/js/attendee/ahead.js";

const model = {
  rev: 10,
  state: state({questions: [question(1, {score: 10}), question(2, {score: 5})]}),
  you: youOf({votes: [2], answers: {7: [1]}}),
};
const own = (votes = [], answers = []) => ({votes: new Map(votes), answers: new Map(answers)});
const at = (score, some = model) => ({...some, state: {...some.state, questions: [question(1, {score}), question(2, {score: 5})]}});
const scores = (some, casts, wanted = own()) => ahead(some, wanted, casts).state.questions.map(question => question.score);
const none = new Map();
const done = (casts, doneAt = 1_000) => new Map([...casts].map(([id, cast]) => [id, {...cast, doneAt}]));
const told = (...ids) => update(11, {scores: Object.fromEntries(ids.map(id => [id, 0]))});

test("without own acts the model is itself", () => {
  assert.equal(ahead(model, own(), none), model);
});

test("a tap counts at once, and so does taking it back", () => {
  const votes = new Map([[1, true], [2, false]]);
  const casts = covered(none, model, votes);
  const shown = ahead(model, {votes, answers: none}, casts);
  assert.deepEqual([scores(model, casts), shown.you.votes], [[11, 4], [1]]);
});

test("a tap is never counted twice, whether the update comes before or after the answer", () => {
  const casts = covered(none, model, new Map([[1, true]]));
  for (const some of [casts, done(casts)]) assert.deepEqual(scores(at(11), some), [11, 5]);
});

test("a vote stays ahead until a score is told that has it", () => {
  const casts = done(covered(none, model, new Map([[1, true]])));
  assert.equal(settled(casts, model, update(11, {people: 4}), 9_000).size, 1);
  const early = settled(casts, at(10), told(1), 1_100); // read before the vote
  assert.deepEqual(scores(at(10), early), [11, 5]);
  assert.equal(settled(early, at(11), told(1), 1_200).size, 0);
  assert.equal(settled(early, at(10), {t: ""}, 3_001).size, 0); // others took theirs back
  for (const frame of [told(1), update(11, {questions: [question(1)]}), snapshotOf("attendee")]) {
    assert.equal(settled(casts, at(11), frame, 1_100).size, 0);
  }
});

test("a vote, taken back, and five of others are five", () => {
  let casts = covered(none, model, new Map([[1, true]]));
  casts = covered(done(casts), voted(model, 1, true), new Map([[1, false]]));
  assert.deepEqual(scores(model, casts), [10, 5]);
  const back = voted(voted(model, 1, true), 1, false);
  casts = settled(done(casts), at(10, back), told(1), 1_100);
  assert.equal(casts.size, 0);
  assert.deepEqual(scores(at(15, back), casts), [15, 5]);
});

test("what others did while a vote was on its way is there", () => {
  const casts = covered(none, model, new Map([[1, true]]));
  const back = settled(casts, at(14), {t: "you", d: {}}, 0);
  assert.deepEqual(scores(at(14), back), [15, 5]);
  const taken = voted(at(14), 1, true);
  assert.deepEqual(scores(taken, settled(casts, taken, {t: "you", d: {}}, 0)), [14, 5]);
});

test("a vote that nobody waits for any more leaves no trace", () => {
  assert.equal(covered(covered(none, model, new Map([[1, true]])), model, none).size, 0);
});

test("an answer shows at once and replaces the earlier one", () => {
  assert.deepEqual(ahead(model, own([], [[7, [2]]]), none).you.answers, {7: [2]});
});

test("what the server took becomes part of the model", () => {
  assert.deepEqual(voted(model, 1, true).you.votes, [2, 1]);
  assert.deepEqual(voted(model, 2, false).you.votes, []);
  assert.deepEqual(answeredPoll(model, 8, [3]).you.answers, {7: [1], 8: [3]});
});

test("what is under way says what is wanted", () => {
  const act = (name, fields) => ({id: "a", person: "", name, fields});
  const {votes, answers} = wishes([
    act("question.ask", {text: "Why?", name: ""}), act("question.upvote", {question: 4, on: false, counter: 9}),
    act("poll.answer", {poll: 7, options: [1], epoch: 2, counter: 10}), act("quiz.join", {quiz: 8, name: "Ann", team: "", counter: 11}),
  ]);
  assert.deepEqual([[...votes], [...answers]], [[[4, false]], [[7, [1]], [8, {name: "Ann", team: ""}]]]);
});
