import assert from "node:assert/strict";
import {test} from "node:test";
import {page, poll as pollOf, question as questionOf, results, snapshotOf, state as stateOf, update, you as youOf} from "./recorded.js";
import {answered, apply, closedPolls, highlighted, open, openPoll, partsOf, popular, questionNow, recent, start} from "../../static/js/live/store.js";

const question = (id, more = {}) => questionOf(id, {asked_at: 1_000 + id, ...more});
const poll = (id, {kind = "choice", ...more} = {}) => pollOf(id, kind, {opened_at: null, ...more});
const state = stateOf({questions: [question(1), question(2)], polls: [poll(1)], people: 3});
const model = start(page("attendee", {rev: 5, state, you: null, at: null}));

test("start without a participant has empty own state", () => {
  assert.deepEqual(model.you, {name: "", team: "", votes: [], answers: {}, played: {}, scores: {}, results: {}, questions: []});
});

test("update replaces entities by id and adds new ones", () => {
  const next = apply(model, update(6, {questions: [question(2, {score: 9}), question(3)]}));
  assert.equal(next.rev, 6);
  assert.deepEqual(next.state.questions, [question(1), question(2, {score: 9}), question(3)]);
  assert.equal(next.state.polls, state.polls);
});

test("update moves scores and tallies of what it has, and leaves the rest as it is", () => {
  const tallies = {1: {answers: 4, results: results("choice", {counts: [3, 1, 0]})}, 99: {answers: 1, results: null}};
  const next = apply(apply(model, update(6, {scores: {2: 7, 99: 1}})), update(6, {tallies}));
  assert.deepEqual(next.state.questions, [question(1), question(2, {score: 7})]);
  assert.equal(next.state.questions[0], state.questions[0]);
  assert.deepEqual(next.state.polls, [poll(1, tallies[1])]);
});

test("update removes what is gone", () => {
  const next = apply(model, update(6, {gone: {questions: [1], polls: [1]}}));
  assert.deepEqual(next.state.questions.map(q => q.id), [2]);
  assert.deepEqual(next.state.polls, []);
});

test("update of people keeps revision and everything else", () => {
  const next = apply(model, update(5, {people: 0}));
  assert.deepEqual(next, {...model, state: {...state, people: 0}});
});

test("update older than the model changes nothing", () => {
  assert.equal(apply(model, update(4, {people: 99})), model);
});

test("snapshot replaces the state, also with an older revision", () => {
  const fresh = {...state, people: 1};
  assert.deepEqual(apply(model, {...snapshotOf("attendee"), rev: 2, d: fresh, at: null}), {rev: 2, state: fresh, you: model.you});
});

test("you replaces own state only", () => {
  const you = youOf({name: "Amara", votes: [1], answers: {1: [2]}});
  assert.deepEqual(apply(model, {t: "you", d: you}), {...model, you});
});

test("unknown frame changes nothing", () => {
  assert.equal(apply(model, {t: "firework", d: {}}), model);
});

test("apply does not change the model it was given", () => {
  const before = structuredClone(model);
  apply(model, update(9, {questions: [question(1, {score: 4})], gone: {questions: [2]}, people: 8}));
  assert.deepEqual(model, before);
});

test("popular sorts by votes, then by number", () => {
  const some = {...state, questions: [question(3, {score: 1}), question(1), question(2, {score: 1}), question(4, {score: 5, answered: true})]};
  assert.deepEqual(popular(some).map(q => q.id), [2, 3, 1]);
});

test("recent sorts by time, newest first", () => {
  assert.deepEqual(recent(state).map(q => q.id), [2, 1]);
});

test("lists leave out pending questions and hold answered ones apart", () => {
  const some = {...state, questions: [question(1, {state: "pending"}), question(2, {answered: true}), question(3, {highlighted: true})]};
  assert.deepEqual(open(some).map(q => q.id), [3]);
  assert.deepEqual(answered(some).map(q => q.id), [2]);
  assert.equal(highlighted(some).id, 3);
});

test("polls: one open, closed ones last first, drafts nowhere", () => {
  const some = {...state, polls: [poll(1, {state: "closed"}), poll(2, {state: "closed"}), poll(3), poll(4, {state: "draft"})]};
  assert.equal(openPoll(some).id, 3);
  assert.deepEqual(closedPolls(some).map(p => p.id), [2, 1]);
});

test("parts are found through what they are a part of, and never stand alone", () => {
  const quiz = poll(1, {kind: "quiz"});
  const question = (id, more = {}) => poll(id, {kind: "quiz_question", parent: 1, ...more});
  const some = {...state, polls: [quiz, question(2, {state: "closed", opened_at: 20}), question(3, {state: "closed", opened_at: 10}), question(4, {state: "draft"})]};
  assert.equal(openPoll(some), quiz);
  assert.equal(openPoll({...some, polls: [question(5), quiz]}), quiz);
  assert.deepEqual(closedPolls(some), []);
  assert.deepEqual(partsOf(some, 1).map(part => part.id), [2, 3, 4]);
  assert.equal(questionNow(some, 1).id, 2);
  assert.equal(questionNow({...some, polls: [...some.polls, question(5, {opened_at: 5})]}, 1).id, 5);
  assert.equal(questionNow(state, 1), undefined);
});

test("the poll opened last is the first of the closed ones", () => {
  const some = {...state, polls: [poll(1, {state: "closed", opened_at: 30}), poll(2, {state: "closed", opened_at: 20}), poll(3, {state: "closed"})]};
  assert.deepEqual(closedPolls(some).map(p => p.id), [1, 2, 3]);
});

test("a frame that tells the server's time moves the clock, a late one does not", () => {
  const now = performance.timeOrigin + performance.now();
  const once = apply(model, update(6, {}, "attendee", now + 60_000));
  assert.ok(Math.abs(once.clock - 60_000) < 1_000, String(once.clock));
  assert.equal(apply(once, update(7, {}, "attendee", now + 55_000)).clock, once.clock);
  assert.equal(apply(once, update(7)).clock, once.clock);
});
