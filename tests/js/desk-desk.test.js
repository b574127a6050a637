// The desk's memory: acts show at once, are taken back with words, and can be undone.
import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {deskQuestion as question, ok, page as pageOf, problem, snapshotOf, state as stateOf, update} from "./recorded.js";
import {standInDocument, standInEvents, standInStorage} from "./stand_ins.js";

standInDocument();
const {createDesk} = await import("../../static/js/desk/desk.js");
const {createHold} = await import("../../static/js/desk/holds.js");
const {createNotices} = await import("../../static/js/desk/notices.js");
const {arrange} = await import("../../static/js/desk/arrange.js");
const {approve, archive} = await import("../../static/js/desk/acts-questions.js");
const {end, reopen} = await import("../../static/js/desk/acts-session.js");
const {watchKeys} = await import("../../static/js/desk/keys.js");
const {watchCards} = await import("../../static/js/desk/doing.js");
const {menuOf} = await import("../../static/js/desk/poll-menu.js");
const {watchShare} = await import("../../static/js/desk/share.js");

const waiting = [question(1, {state: "pending"}), question(2, {state: "pending"})];
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

let desk, events, sent;

/** @param {any[]} [questions] @param {object} [session] */
function makeDesk(questions = waiting, session = {}) {
  sent = [];
  desk = createDesk(pageOf("desk", {rev: 3, state: stateOf({questions, session}, "moderator")}), () => {});
  desk.connection = {send: (name, fields, id, seen) => new Promise((resolve, reject) => sent.push({name, fields, seen, resolve, reject})), refresh() {}};
  arrange(desk, desk.state);
}

beforeEach(() => {
  mock.timers.enable({apis: ["setTimeout"]});
  standInDocument();
  events = standInEvents();
  standInStorage();
  makeDesk();
});
afterEach(() => mock.timers.reset());

const stateNow = (id = 1) => desk.state.questions.find(one => one.id === id)?.state;
const DONE = ok("question.dismiss").d;

test("an act shows at once, and is taken back with words where the server refuses", async () => {
  const made = desk.act(approve(waiting[0]));
  assert.deepEqual([stateNow(), desk.notices.now.words, sent[0].fields], ["live", "#1 approved", {question: 1}]);
  sent[0].reject(problem("changed_since"));
  assert.equal(await made, null);
  assert.deepEqual([stateNow(), desk.notices.now.refused], ["pending", true]);
});

test("an act that was refused is nothing to undo", async () => {
  desk.act(approve(waiting[0]));
  sent[0].reject(problem("changed_since"));
  await settle();
  await desk.undo();
  assert.deepEqual([sent.length, desk.notices.now.words], [1, "There is nothing to undo."]);
});

test("undo takes the last act back by its number, and shows so at once", async () => {
  for (const one of waiting) desk.act(archive(one));
  for (const one of sent) one.resolve(DONE);
  await settle();
  assert.equal(desk.notices.now.entry.undoable, true);
  desk.undo();
  assert.deepEqual([stateNow(2), desk.notices.now.words], ["pending", "Undone: #2 archived"]);
  await settle();
  assert.deepEqual([sent[2].name, sent[2].fields], ["act.undo", {act: DONE.act}]);
});

test("an act without a number cannot be undone", async () => {
  desk.act(approve(waiting[0]));
  sent[0].resolve({});
  await settle();
  await desk.undo();
  assert.equal(desk.notices.now.words, "There is nothing to undo.");
});

test("an act waits for its answer before it is undone", async () => {
  desk.act(archive(waiting[0]));
  desk.undo();
  await settle();
  assert.equal(sent.length, 1);
  sent[0].resolve(DONE);
  await settle();
  assert.equal(sent[1].name, "act.undo");
});

test("an ended session can be opened again, and nothing else", async () => {
  makeDesk(waiting, {open: false});
  assert.equal(await desk.act(approve(waiting[0])), null);
  assert.deepEqual([sent, desk.notices.now.words], [[], "This session has ended. Open it again to change something."]);
  for (const act of [reopen(), end()]) desk.act(act);
  assert.deepEqual(sent.map(({name}) => name), ["session.reopen", "session.end"]);
});

test("after the server's goodbye its words are said again", async () => {
  desk.look.status = "closed";
  desk.look.farewell = "This link was replaced.";
  assert.equal(await desk.act(approve(waiting[0])), null);
  await desk.undo();
  assert.deepEqual([sent, desk.notices.now.words], [[], "This link was replaced."]);
});

test("what was decided on an earlier view says so", () => {
  desk.act({...approve(waiting[0]), seen: 2});
  assert.equal(sent[0].seen, 2);
});

test("whoever waits for a poll hears when it has come", async () => {
  const poll = snapshotOf("moderator").d.polls[0];
  let came = false;
  desk.arrival(poll.id).then(() => (came = true));
  await settle();
  assert.equal(came, false);
  desk.hear(update(4, {polls: [poll]}, "moderator"));
  await settle();
  assert.equal(came, true);
});

test("a message leaves after ten seconds, but not while somebody points at it", () => {
  const changed = mock.fn();
  const notices = createNotices(changed);
  notices.say("Done");
  mock.timers.tick(9_999);
  assert.equal(notices.now.words, "Done");
  notices.say("Done");
  mock.timers.tick(9_999);
  assert.equal(notices.now?.words, "Done");
  notices.pause();
  mock.timers.tick(60_000);
  assert.equal(notices.now.words, "Done");
  notices.resume();
  mock.timers.tick(10_000);
  assert.deepEqual([notices.now, changed.mock.callCount()], [null, 3]);
  notices.say("Done");
  mock.timers.tick(10_000);
  assert.equal(notices.now, null);
});

/** A list one can point at. */
function listOf(hold) {
  const heard = {};
  hold.watch({addEventListener: (name, listener) => (heard[name] = listener), querySelector: () => null});
  return (name, event = {}) => heard[name](event);
}

test("a list holds still while a pointer is in it, and for a while after a finger", () => {
  const changed = mock.fn();
  const hold = createHold(changed);
  const point = listOf(hold);
  const ids = items => hold.over(items.map(id => ({id})), []).rows.map(({item}) => item.id);
  assert.deepEqual(ids([1, 2]), [1, 2]);
  point("pointerenter");
  assert.deepEqual(ids([2, 1]), [1, 2]);
  point("pointerleave", {pointerType: "touch"});
  mock.timers.tick(2_999);
  assert.deepEqual([ids([2, 1]), changed.mock.callCount()], [[1, 2], 0]);
  mock.timers.tick(1);
  assert.deepEqual([ids([2, 1]), changed.mock.callCount()], [[2, 1], 1]);
  point("pointerenter");
  ids([2, 1]);
  point("pointerleave", {pointerType: "mouse"});
  assert.deepEqual(ids([1, 2]), [1, 2]);
});

test("a held list takes the right order when that is asked for, once", () => {
  const hold = createHold(() => {});
  const point = listOf(hold);
  const ids = items => hold.over(items.map(id => ({id})), []).rows.map(({item}) => item.id);
  ids([1, 2, 3]);
  point("pointerenter");
  hold.release();
  assert.deepEqual(ids([3, 2, 1]), [3, 2, 1]);
  assert.deepEqual(ids([1, 2, 3]), [3, 2, 1]);
});

/** An element that is what these selectors say. */
const target = (...selectors) => ({
  id: selectors.includes("#search") ? "search" : "", blur() {},
  matches: list => list.split(", ").some(one => selectors.includes(one.replace(/:.*/, ""))),
  closest: list => (list.split(", ").some(one => selectors.includes(one)) ? {} : null),
});

/** @returns {boolean} whether the key was taken */
function press(key, {on = target("body"), ...more} = {}) {
  let taken = false;
  events.fire("document keydown", {key, code: `Key${key.toUpperCase()}`, target: on, preventDefault: () => (taken = true), ...more});
  return taken;
}

const ELEMENT = {focus() {}, scrollIntoView() {}, addEventListener() {}, querySelector: () => null, checked: true};

function withKeys() {
  document.getElementById = () => ELEMENT;
  document.querySelector = () => ELEMENT;
  watchKeys(desk);
}

test("A approves the current question, once however long it is held down; J and K repeat", () => {
  withKeys();
  assert.ok(press("a"));
  assert.deepEqual(sent.map(({name, fields}) => [name, fields]), [["question.approve", {question: 1}]]);
  assert.ok(!press("a", {repeat: true}));
  assert.equal(sent.length, 1);
  assert.ok(press("j", {repeat: true}));
  assert.equal(desk.look.current.id, 2);
  assert.ok(press("k"));
  assert.equal(desk.look.current.id, 1);
});

test("letters that are typed, or meant for the browser or a panel, do nothing at the desk", () => {
  withKeys();
  for (const more of [{on: target("textarea")}, {on: target("input")}, {on: target("[popover]")}, {ctrlKey: true}, {altKey: true}, {metaKey: true}]) press("a", more);
  desk.look.singleKeys = false;
  press("a");
  assert.deepEqual(sent, []);
});

test("Ctrl+Z undoes, also where single keys are off, and not in a field", async () => {
  withKeys();
  desk.act(archive(waiting[0]));
  sent[0].resolve(DONE);
  await settle();
  desk.look.singleKeys = false;
  press("z", {ctrlKey: true, on: target("textarea")});
  await settle();
  assert.equal(sent.length, 1);
  assert.ok(press("z", {ctrlKey: true}));
  await settle();
  assert.equal(sent[1].name, "act.undo");
});

test("Escape clears the search, Enter goes on with what it found", () => {
  makeDesk([question(1), question(2)]);
  withKeys();
  for (const [key, query] of [["Enter", "words"], ["Escape", ""]]) {
    desk.look.query = "words";
    assert.ok(press(key, {on: target("#search", "input")}));
    assert.equal(desk.look.query, query);
  }
});

test("a button of a card acts on its question, and the second click of a double click on nothing", () => {
  let click;
  watchCards(desk, {addEventListener: (name, listener) => name === "click" && (click = listener)});
  const cardOf = id => ({dataset: {question: String(id), list: "review"}});
  const button = id => ({dataset: {act: "approve"}, closest: () => cardOf(id)});
  const on = (id, detail) => click({detail, target: {closest: () => button(id)}});
  on(2, 1);
  on(1, 2);
  assert.deepEqual(sent.map(({fields}) => fields), [{question: 2}]);
});

test("a link is replaced once, also by a double click", () => {
  const heard = {};
  const panel = {addEventListener: (name, listener) => (heard[name] = listener), showPopover() {}};
  document.getElementById = () => panel;
  globalThis.location = {hash: ""};
  watchShare();
  const form = {dataset: {}};
  const submit = () => {
    let stopped = false;
    heard.submit({target: form, preventDefault: () => (stopped = true)});
    return stopped;
  };
  assert.deepEqual([submit(), submit()], [false, true]);
});

test("the menu of a poll has what fits its state", () => {
  const {polls} = snapshotOf("moderator").d;
  const poll = more => ({...polls.find(({kind}) => kind === "choice"), id: 900, parent: null, repeats: null, revealed: false, results_mode: "live", ...more});
  const words = one => menuOf({...desk, state: stateOf({polls: [one]}, "moderator")}, one).map(item => item.words);
  const always = ["Try it as an attendee", "Duplicate"];
  assert.deepEqual(words(poll({state: "draft"})), [...always, "Delete"]);
  assert.deepEqual(words(poll({state: "open"})), ["Second round", "Hide results", ...always, "Start over without answers", "Delete"]);
  assert.deepEqual(words(poll({state: "closed", results_mode: "hidden"})), ["Open again", "Second round", "Show results", ...always, "Start over without answers", "Delete"]);
});
