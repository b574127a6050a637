// What a browser keeps: by session, bounded, and never in the way of the page.
import assert from "node:assert/strict";
import {beforeEach, mock, test} from "node:test";
import {standInDocument} from "./stand_ins.js";

standInDocument();
let capacity, disk;
const size = () => [...disk].reduce((sum, [key, value]) => sum + key.length + value.length, 0);

/** `Object.keys` of it are the keys that are kept, as in a browser. */
globalThis.localStorage = new Proxy({}, {
  get: (_, name) => ({
    getItem: key => disk.get(key) ?? null,
    removeItem: key => disk.delete(key),
    setItem(key, value) {
      const before = disk.get(key);
      disk.set(key, value);
      if (size() <= capacity) return;
      if (before === undefined) disk.delete(key);
      else disk.set(key, before);
      throw new DOMException("full", "QuotaExceededError");
    },
  })[name],
  ownKeys: () => [...disk.keys()],
  getOwnPropertyDescriptor: (_, key) => ({configurable: true, enumerable: true, value: disk.get(key)}),
});
const {notKept, ofBrowser, ofSession, preference, takeOld} = await import("../../static/js/live/storage.js");

beforeEach(() => {
  capacity = Infinity;
  disk = new Map();
});

/** Sessions that were open before, the first one longest ago. */
function earlier(...sessions) {
  mock.timers.enable({apis: ["Date"]});
  for (const session of sessions) {
    mock.timers.tick(1_000);
    ofSession(session).keep("draft", "x".repeat(100));
  }
  mock.timers.reset();
}

const sessions = () => [...new Set([...disk.keys()].map(key => key.split(".")[2]))];

test("what is kept comes back to its session and to no other", () => {
  ofSession(5).keep("draft", "Half a ques");
  ofBrowser.keep("name", "Ann");
  assert.deepEqual([ofSession(5).recall("draft"), ofSession(6).recall("draft"), ofBrowser.recall("name")], ["Half a ques", null, "Ann"]);
  assert.deepEqual(ofSession(5).names("dr"), ["draft"]);
});

test("earlier visits are found: the names on disk never change", () => {
  disk = new Map([["openfloor.2.5.draft", '"Half a ques"'], ["openfloor.2.browser.name", '"Ann"']]);
  assert.deepEqual([ofSession(5).recall("draft"), ofBrowser.recall("name")], ["Half a ques", "Ann"]);
});

test("empty words and null are forgotten", () => {
  const kept = ofSession(5);
  for (const nothing of ["", null, undefined]) {
    kept.keep("draft", "words");
    kept.keep("draft", nothing);
    assert.deepEqual(kept.names("draft"), []);
  }
});

test("twenty sessions are kept, those used last, and what belongs to the browser stays", () => {
  ofBrowser.keep("name", "Ann");
  earlier(...Array.from({length: 25}, (_, n) => n + 1));
  assert.deepEqual(sessions().filter(id => id !== "browser").map(Number), Array.from({length: 20}, (_, n) => n + 6));
  assert.equal(ofBrowser.recall("name"), "Ann");
});

test("where storage is full the sessions of before make room, and the present one and the browser's own stay", () => {
  ofBrowser.keep("name", "Ann");
  earlier(1, 2, 3);
  const kept = ofSession(9);
  kept.keep("act.question.ask a", {text: "sent later"});
  capacity = size() + 50;
  kept.keep("draft", "y".repeat(120));
  assert.deepEqual([kept.recall("draft")?.length, kept.recall("act.question.ask a")], [120, {text: "sent later"}]);
  assert.deepEqual([sessions(), ofBrowser.recall("name")], [["browser", "9"], "Ann"]);
});

test("where storage is full for good nothing fails, and what was kept before stays", () => {
  const kept = ofSession(9);
  kept.keep("draft", "first");
  capacity = size();
  kept.keep("draft", "y".repeat(500));
  kept.keep("other", "z");
  assert.deepEqual([kept.recall("draft"), kept.recall("other")], ["first", null]);
  assert.equal(notKept(), "This browser cannot keep what is not sent. Leave this page open.");
  capacity = Infinity;
  kept.keep("other", "z");
  assert.equal(notKept(), "");
});

test("a preference of an earlier version is taken over, once", () => {
  disk.set("old", "dark");
  assert.equal(preference("theme", "old"), "dark");
  assert.deepEqual([disk.has("old"), preference("theme", "old")], [false, "dark"]);
  disk.set("draft-1", "words");
  assert.deepEqual([takeOld("draft-1"), takeOld("draft-1")], ["words", ""]);
});
