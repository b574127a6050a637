// Acts wait on disk until the server has answered, in their order, for all tabs.
import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {createOutbox} from "../../static/js/live/outbox.js";
import {ok, problem} from "./recorded.js";

const DONE = ok("question.upvote").d;
const idOf = n => n.toString(16).padStart(24, "0");
const vote = (n, on, question = 1) => ({id: idOf(n), person: "", name: "question.upvote", fields: {question, on}});
const ask = (n, text) => ({id: idOf(n), person: "", name: "question.ask", fields: {text, name: ""}});

let disk, heard, outbox, sent, told;
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** Open a tab. @param {Record<string, any>} [more] other handlers */
function open(more = {}) {
  outbox = createOutbox({
    recall: name => disk.get(name) ?? null,
    keep: (name, value) => void (value === null ? disk.delete(name) : disk.set(name, value)),
    names: start => [...disk.keys()].filter(name => name.startsWith(start)),
    watch: listener => (heard = listener),
  }, {
    send: (name, fields, id) => new Promise((resolve, reject) => sent.push({name, fields, id, resolve, reject})),
    renewed: () => null, fits: () => true, isOurs: () => true,
    done: act => told.push(["done", act.id]), refused: (act, {code}) => told.push(["refused", act.id, code]),
    outdated: () => told.push(["outdated"]), changed: () => told.push(["changed"]),
    ...more,
  });
}

const outcomes = () => told.filter(([what]) => what !== "changed");
const kept = () => [...disk.values()].map(act => act.id);

beforeEach(() => {
  mock.timers.enable({apis: ["setTimeout"]});
  disk = new Map();
  [sent, told] = [[], []];
  open();
});
afterEach(() => mock.timers.reset());

test("an act is on disk before it is answered, and gone afterwards", async () => {
  outbox.add(vote(1, true));
  assert.deepEqual([kept(), outbox.acts().length, sent.length], [[idOf(1)], 1, 1]);
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual([kept(), outbox.acts(), outcomes()], [[], [], [["done", idOf(1)]]]);
  assert.deepEqual(told.at(-1), ["changed"]);
});

test("acts on different things go at once, each under the id it has", () => {
  outbox.add(vote(1, true, 1));
  outbox.add(vote(2, true, 2));
  outbox.add(ask(3, "Why?"));
  outbox.add(ask(4, "How?"));
  assert.deepEqual(sent.map(({id}) => id), [1, 2, 3, 4].map(idOf));
});

test("of several acts on one thing the first is under way, then the last is sent, and only its outcome is told", async () => {
  for (const [n, on] of [[1, true], [2, false], [3, true], [4, false]]) outbox.add(vote(n, on));
  assert.deepEqual(sent.map(({id}) => id), [idOf(1)]);
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual(sent.map(({id}) => id), [idOf(1), idOf(4)]);
  sent[1].resolve(DONE);
  await settle();
  assert.deepEqual([outcomes(), kept()], [[["done", idOf(4)]], []]);
});

test("an act that is refused is told, dropped, and the next one on the same thing goes", async () => {
  outbox.add(vote(1, true));
  sent[0].reject(problem("not_found"));
  await settle();
  assert.deepEqual([outcomes(), kept(), outbox.acts()], [[["refused", idOf(1), "not_found"]], [], []]);
  outbox.add(vote(2, true));
  assert.equal(sent.length, 2);
});

test("too fast is no refusal: the act waits as long as the server said, and goes again under its id", async () => {
  outbox.add(vote(1, true));
  sent[0].reject(problem("too_fast", {retry_after: 3}));
  await settle();
  assert.deepEqual([outcomes(), kept()], [[], [idOf(1)]]);
  mock.timers.tick(2_999);
  await settle();
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(sent.map(({id}) => id), [idOf(1), idOf(1)]);
});

test("an earlier visit's acts are sent in their order, and under their ids", async () => {
  disk = new Map([["act.question.upvote 1", vote(7, true)], [`act.question.ask ${idOf(5)}`, ask(5, "Why?")]]);
  outbox.resume();
  await settle();
  assert.deepEqual(sent.map(({id}) => id), [idOf(7), idOf(5)]);
  outbox.resume();
  assert.equal(sent.length, 2);
});

test("acts of somebody else are not sent, and that is told", async () => {
  disk = new Map([["act.question.upvote 1", vote(7, true)]]);
  open({isOurs: () => false});
  outbox.resume();
  await settle();
  assert.deepEqual([sent, outcomes(), kept()], [[], [["refused", idOf(7), "not_ours"]], []]);
});

test("another tab's act is shown at once, and sent from here if that tab has not sent it in ten seconds", async () => {
  heard("act.question.upvote 1", vote(7, true));
  assert.deepEqual([outbox.acts().map(({id}) => id), sent.length, told], [[idOf(7)], 0, [["changed"]]]);
  mock.timers.tick(10_000);
  await settle();
  assert.deepEqual(sent.map(({id}) => id), [idOf(7)]);
});

test("what another tab has sent leaves here, too", async () => {
  heard("act.question.upvote 1", vote(7, true));
  heard("act.question.upvote 1", null);
  mock.timers.tick(10_000);
  await settle();
  assert.deepEqual([outbox.acts(), sent], [[], []]);
});

test("an act of this tab that another tab replaced takes nothing of the newer one away", async () => {
  outbox.add(vote(1, true));
  const newer = vote(8, false);
  disk.set("act.question.upvote 1", newer); // and this tab was frozen: it has not heard of it
  sent[0].resolve(DONE);
  await settle();
  assert.deepEqual(kept(), [newer.id]);
});

test("what is kept under another name than its own, or is no act, is dropped", () => {
  disk = new Map([["act.question.upvote 2", vote(7, true, 1)], ["act.question.upvote 1", {...vote(7, true), id: "short"}]]);
  outbox.resume();
  assert.deepEqual([sent, kept()], [[], []]);
});

test("what the server has something newer for is dropped, or made again where it was meant later", async () => {
  outbox.add(vote(1, true));
  sent[0].resolve(ok("question.upvote", "", {newer: 9}).d);
  await settle();
  assert.deepEqual([outcomes(), kept()], [[["outdated"]], []]);
  open({renewed: (act, newer) => ({...act, id: idOf(newer)})});
  outbox.add(vote(2, true));
  sent[1].resolve(ok("question.upvote", "", {newer: 10}).d);
  await settle();
  assert.deepEqual(sent[2].id, idOf(10));
});
