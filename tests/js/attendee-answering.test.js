import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {ok, page as pageOf, poll as pollOf, problem, state} from "./recorded.js";
import {standInAttendeePage} from "./stand_ins.js";

const poll = (id, kind, settings, more = {}) => pollOf(id, kind, {settings, epoch: 1, options: [{id: 1, text: "A"}, {id: 2, text: "B"}], ...more});
const CHOICE = poll(1, "choice", {lowest: 1, highest: 1});
const TEXT = poll(2, "text", {});
const POINTS = poll(3, "points", {total: 10}, {parent: 9});
const page = pageOf("attendee", {session: 5, rev: 1, state: state({polls: [CHOICE, TEXT, POINTS]}), you: null});

standInAttendeePage(page);
const disk = new Map();
globalThis.localStorage = {getItem: key => disk.get(key) ?? null, setItem(key, value) { disk.set(key, value); this[key] = value; }, removeItem(key) { disk.delete(key); delete this[key]; }};
const {here} = await import("../../static/js/attendee/here.js");
const {answering, change, submit, submitLeft, submitSoon} = await import("../../static/js/attendee/answering.js");
const {recallDrafts} = await import("../../static/js/attendee/drafts.js");
const {startOutbox} = await import("../../static/js/attendee/acting.js");

/** @type {any[]} */ let sent;
const send = (name, fields, id) => new Promise((resolve, reject) => sent.push({name, fields, id, resolve, reject}));
startOutbox(send, {"poll.answer": answering}, () => {});
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};
const DONE = ok("poll.answer").d ?? {};
const draft = id => here.drafts.get(id)?.draft;

beforeEach(() => {
  mock.timers.enable({apis: ["setTimeout"]});
  sent = [];
  here.tab = "poll";
  here.model = {...here.model, you: {...here.model.you, answers: {}}};
  for (const kept of [here.drafts, here.problems]) kept.clear();
});
afterEach(async () => {
  for (const {resolve} of sent) resolve(DONE);
  await settle();
  mock.timers.reset();
});

test("a tap is shown at once and sent when the finger rests", async () => {
  change(CHOICE, [1]);
  change(CHOICE, [2]);
  assert.deepEqual([draft(1), sent.length], [[2], 0]);
  mock.timers.tick(300);
  assert.deepEqual(sent.map(({name, fields: {counter, ...fields}}) => [name, fields]), [["poll.answer", {poll: 1, options: [2], epoch: 1}]]);
  assert.deepEqual(here.shown().you.answers, {1: [2]});
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual([here.model.you.answers, here.drafts.size, here.acts().length], [{1: [2]}, 0, 0]);
});

test("a finger that goes on choosing is waited for", () => {
  for (const options of [[1], [2], [1]]) {
    change(CHOICE, options);
    mock.timers.tick(200);
  }
  assert.equal(sent.length, 0);
  mock.timers.tick(50);
  assert.deepEqual(sent.map(({fields}) => fields.options), [[1]]);
});

test("of what changes while the line is down only the last is sent", async () => {
  for (const options of [[1], [2], [1], [2]]) {
    change(CHOICE, options);
    mock.timers.tick(300);
  }
  assert.deepEqual(sent.map(({fields}) => fields.options), [[1]]);
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual(sent.map(({fields}) => fields.options), [[1], [2]]);
  sent[1].resolve(DONE);
  await settle();
  assert.deepEqual(here.model.you.answers, {1: [2]});
});

test("a refused text is explained and stays in the form", async () => {
  change(TEXT, "Rude");
  submit(2);
  sent[0].reject(problem("word_blocked", {message: "No."}));
  await settle();
  assert.deepEqual([draft(2), here.problems.get(2), here.shown().you.answers], ["Rude", "No.", {}]);
});

test("a refused tap is taken back", async () => {
  here.model = {...here.model, you: {...here.model.you, answers: {1: [1]}}};
  change(CHOICE, [2]);
  mock.timers.tick(300);
  sent[0].reject(problem("poll_not_open", {message: "Closed."}));
  await settle();
  assert.deepEqual([here.drafts.size, here.problems.get(1), here.shown().you.answers], [0, "Closed.", {1: [1]}]);
});

test("too fast is tried again by itself", async () => {
  change(TEXT, "More time.");
  submit(2);
  sent[0].reject(problem("too_fast", {retry_after: 2}));
  await settle();
  mock.timers.tick(2_000);
  await settle();
  assert.deepEqual(sent.map(({fields}) => fields.text), ["More time.", "More time."]);
});

test("what is missing is said before anything is sent", () => {
  submit(2);
  assert.deepEqual([sent.length, here.problems.get(2)], [0, "Write something first."]);
});

test("what was typed while the answer was on its way is not thrown away", async () => {
  change(TEXT, "More");
  submit(2);
  change(TEXT, "More time");
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual([here.model.you.answers, draft(2)], [{2: "More"}, "More time"]);
});

test("a part of a survey saves itself once it is whole", () => {
  change(POINTS, {1: 4});
  mock.timers.tick(1_000);
  assert.equal(sent.length, 0);
  change(POINTS, {1: 4, 2: 6});
  mock.timers.tick(1_000);
  assert.deepEqual(sent.map(({fields}) => fields.points), [{1: 4, 2: 6}]);
});

test("a field that was left is sent, but not from under the finger", () => {
  change(TEXT, "More time.");
  submitSoon(2);
  assert.equal(sent.length, 0);
  mock.timers.tick(300);
  assert.equal(sent.length, 1);
});

test("drafts outlive the page where something can be kept, and a tap is sent that was not", async () => {
  change(TEXT, "Half an ans");
  change(CHOICE, [2]);
  here.drafts = new Map();
  recallDrafts();
  assert.deepEqual([draft(2), draft(1)], ["Half an ans", [2]]);
  submitLeft();
  assert.deepEqual(sent.map(({fields}) => fields.options), [[2]]);
});

test("an answer to a round that is over is not kept, typed words are", () => {
  change(TEXT, "Words");
  change(CHOICE, [2]);
  const again = {...here.model.state, polls: [{...CHOICE, epoch: 2}, {...TEXT, epoch: 2}]};
  const before = here.model;
  here.model = {...before, state: again};
  submitLeft();
  submit(2);
  assert.deepEqual(sent.map(({fields: {counter, ...fields}}) => fields), [{poll: 2, text: "Words", epoch: 2}]);
  here.model = before;
});
