import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import {ok, page as pageOf, state} from "./recorded.js";
import {standInAttendeePage} from "./stand_ins.js";

const page = pageOf("attendee", {session: 5, rev: 1, state: state(), you: null});
standInAttendeePage(page);
const {here} = await import("../../static/js/attendee/here.js");
const {startOutbox} = await import("../../static/js/attendee/acting.js");

const ID = "a".repeat(24);
const NO_TEXT = {toString: 1, valueOf: 1}; // making words or a number of it throws
const HOUR_MS = 3_600_000;
const vote = (on, counter) => ({id: ID, person: "", name: "question.upvote", fields: {question: 1, on, counter}});

/** @type {Map<string, any>} */ let disk;
/** @type {any[]} */ let sent;
/** @type {any[]} */ let told;
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** Open the page with this in its storage. @param {Record<string, any>} kept */
async function open(kept) {
  disk = new Map(Object.entries(kept));
  here.kept = {
    recall: name => disk.get(name) ?? null,
    keep: (name, value) => void (value === null ? disk.delete(name) : disk.set(name, value)),
    names: start => [...disk.keys()].filter(name => name.startsWith(start)),
    watch() {},
  };
  const send = (name, fields, id) => new Promise((resolve, reject) => sent.push({name, fields, id, resolve, reject}));
  const outcome = what => ({done: () => told.push(`${what} done`), refused: () => told.push(`${what} refused`)});
  startOutbox(send, {"question.upvote": outcome("vote"), "question.ask": outcome("question")}, () => told.push("outdated")).resume();
  await settle();
}

beforeEach(() => {
  [sent, told] = [[], []];
});

test("kept acts of any shape are dropped, and the page goes on", async () => {
  const right = vote(true, 5);
  const odd = [
    {...right, id: NO_TEXT}, {...right, id: [ID]}, {...right, id: 7}, {...right, name: NO_TEXT}, {...right, name: ["question.upvote"]},
    {...right, fields: {...right.fields, question: NO_TEXT}}, {...right, fields: {...right.fields, counter: NO_TEXT}}, {...right, fields: NO_TEXT},
    {...right, person: NO_TEXT}, {...right, name: "toString"}, NO_TEXT, [], 1e300, "x", true,
  ];
  for (const act of odd) {
    await open({"act.question.upvote 1": act});
    assert.deepEqual([sent, [...disk.keys()]], [[], []], JSON.stringify(act));
  }
  await open({"act.question.upvote 1": right});
  assert.deepEqual(sent.map(({fields}) => fields), [right.fields]);
});

test("a kept counter of any shape is not believed", async () => {
  for (const counter of [NO_TEXT, [NO_TEXT], {}, [], "x", 1e300, Infinity, NaN, true, null]) {
    await open({counter});
    here.act("question.upvote", {question: 1, on: true});
    await settle();
    const given = sent.pop().fields.counter;
    assert.ok(given >= Date.now() - HOUR_MS && given < Date.now() + HOUR_MS, `${JSON.stringify(counter)}: ${given}`);
  }
});

test("an older vote that waited does not replace a newer one of another tab", async () => {
  const newer = Date.now();
  await open({"act.question.upvote 1": vote(true, newer - 1_000), counter: newer});
  sent[0].resolve(ok("question.upvote", "", {newer}).d);
  await settle();
  assert.deepEqual([sent.length, told, [...disk.keys()]], [1, ["outdated"], ["counter"]]);
});

test("a vote is made anew where the server's newest comes from a clock that was ahead", async () => {
  const ahead = Date.now() + HOUR_MS;
  await open({"act.question.upvote 1": vote(true, Date.now())});
  sent[0].resolve(ok("question.upvote", "", {newer: ahead}).d);
  await settle();
  assert.deepEqual(sent.map(({fields}) => fields.counter).slice(1), [ahead + 1]);
  sent[1].resolve({});
  await settle();
  assert.deepEqual(told, ["vote done"]);
});
