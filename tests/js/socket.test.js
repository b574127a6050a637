import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {goodbye, ok, page as pageOf, refusal, update} from "./recorded.js";
import {FakeSocket, standInDocument} from "./stand_ins.js";

standInDocument();
const {ANSWER_WITHIN_MS, backoff, connect, FIRST_WAIT_MS, LONGEST_WAIT_MS, LONGEST_WAIT_OF_FEW_MS} = await import("../../static/js/live/socket.js");

const SILENCE_MS = 13_000;
const page = pageOf("attendee", {rev: 7, beat_seconds: 10});
let frames, statuses, line;

beforeEach(() => {
  standInDocument();
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "https://openfloor.example/s/3821214/"};
  FakeSocket.made = [];
  frames = [];
  statuses = [];
  mock.timers.enable({apis: ["setTimeout", "setInterval", "Date"]});
  mock.method(Math, "random", () => 0.5);
  line = connect(page, {onFrame: frame => frames.push(frame), onStatus: status => statuses.push(status)});
});

afterEach(() => {
  line.close();
  mock.timers.reset();
  mock.restoreAll();
});

test("connects with the revision the page has", () => {
  assert.equal(FakeSocket.last.url, "wss://openfloor.example/ws/s/3821214/attendee?session=1&rev=7");
  FakeSocket.last.open();
  assert.deepEqual(statuses, ["live"]);
});

test("reconnects with the last revision it heard", () => {
  FakeSocket.last.open();
  FakeSocket.last.receive(update(12));
  FakeSocket.last.close();
  mock.timers.tick(FIRST_WAIT_MS);
  assert.match(FakeSocket.last.url, /rev=12$/);
  assert.deepEqual(statuses, ["live", "reconnecting"]);
});

test("half a character, which no server can read, is not sent", () => {
  FakeSocket.last.open();
  line.send("question.ask", {text: "Coffee \ud83d? \\ud83d 😀"});
  assert.equal(FakeSocket.last.sent[0].d.text, "Coffee ? \\ud83d 😀");
});

test("send resolves when the server has committed", async () => {
  FakeSocket.last.open();
  const answer = line.send("question.upvote", {question: 4, on: true});
  const [{t, id, d}] = FakeSocket.last.sent;
  assert.deepEqual([t, d], ["question.upvote", {question: 4, on: true}]);
  assert.equal(line.pending(), 1);
  FakeSocket.last.receive(ok("question.ask", id));
  assert.deepEqual(await answer, {question: 1});
  assert.equal(line.pending(), 0);
});

test("send rejects with code and words when refused", async () => {
  FakeSocket.last.open();
  const answer = line.send("question.ask", {text: ""});
  FakeSocket.last.receive(refusal("text_empty", FakeSocket.last.sent[0].id));
  await assert.rejects(answer, {code: "text_empty", message: "Write something first.", retry_after: null});
});

test("what was sent while the line was down goes up once it is back, under the same id", () => {
  line.send("question.upvote", {question: 4, on: true}, "mine");
  assert.deepEqual(FakeSocket.last.sent, []);
  FakeSocket.last.open();
  FakeSocket.last.close();
  mock.timers.tick(FIRST_WAIT_MS);
  FakeSocket.last.open();
  assert.deepEqual(FakeSocket.made.map(socket => socket.sent.map(frame => frame.id)), [["mine"], ["mine"]]);
});

test("a command the server could not save is sent again", () => {
  FakeSocket.last.open();
  line.send("question.upvote", {question: 4, on: true}, "mine");
  FakeSocket.last.receive(refusal("unavailable", "mine", {retry_after: 3}));
  mock.timers.tick(2_999);
  assert.equal(FakeSocket.last.sent.length, 1);
  mock.timers.tick(1);
  assert.equal(FakeSocket.last.sent.length, 2);
});

test("a line that does not answer is replaced", () => {
  FakeSocket.last.open();
  line.send("question.upvote", {question: 4, on: true}, "mine");
  mock.timers.tick(ANSWER_WITHIN_MS + 2_000);
  assert.equal(FakeSocket.last.readyState, 3);
  mock.timers.tick(FIRST_WAIT_MS);
  assert.equal(FakeSocket.made.length, 2);
});

test("bye with a time comes back after it", () => {
  FakeSocket.last.open();
  FakeSocket.last.receive(goodbye({code: "server_restarting", retry_after: 5}));
  mock.timers.tick(5_000);
  assert.equal(FakeSocket.made.length, 1);
  mock.timers.tick(FIRST_WAIT_MS);
  assert.equal(FakeSocket.made.length, 2);
});

test("bye without a time ends it and says why", async () => {
  FakeSocket.last.open();
  const answer = line.send("question.ask", {text: "Why?"});
  FakeSocket.last.receive(goodbye());
  await assert.rejects(answer, {code: "link_rotated"});
  mock.timers.tick(120_000);
  assert.equal(FakeSocket.made.length, 1);
  assert.deepEqual(statuses, ["live", "closed"]);
});

test("what is larger than the server takes is refused here, and the line lives on", async () => {
  FakeSocket.last.open();
  await assert.rejects(line.send("question.ask", {text: "ä".repeat(8_200)}), {code: "frame_too_big"});
  assert.deepEqual([FakeSocket.last.sent, line.pending()], [[], 0]);
});

test("close opens nothing again", () => {
  FakeSocket.last.open();
  line.close();
  mock.timers.tick(120_000);
  assert.equal(FakeSocket.made.length, 1);
});

test("backoff doubles up to a bound", () => {
  assert.deepEqual([0, 1, 2, 20].map(tries => backoff(tries)), [FIRST_WAIT_MS / 2, FIRST_WAIT_MS, FIRST_WAIT_MS * 2, LONGEST_WAIT_MS / 2]);
});

test("desks and screens are back soon: they are few", () => {
  mock.method(Math, "random", () => 1);
  assert.equal(backoff(9, LONGEST_WAIT_OF_FEW_MS), LONGEST_WAIT_OF_FEW_MS);
});

test("a line that says nothing is replaced, though nothing was sent", () => {
  FakeSocket.last.open();
  mock.timers.tick(SILENCE_MS + 1_000);
  assert.deepEqual(statuses, ["live", "reconnecting"]);
  mock.timers.tick(FIRST_WAIT_MS);
  FakeSocket.last.open();
  assert.deepEqual(statuses, ["live", "reconnecting", "live"]);
});

test("a line with beats is left alone, and views do not hear them", () => {
  FakeSocket.last.open();
  for (let i = 0; i < 12; i++) {
    mock.timers.tick(9_000);
    FakeSocket.last.receive({t: "beat"});
  }
  assert.equal(FakeSocket.made.length, 1);
  assert.deepEqual([frames, statuses], [[], ["live"]]);
});

test("the server says how long it may be silent", () => {
  line.close();
  line = connect({...page, beat_seconds: 2}, {onFrame() {}, onStatus: status => statuses.push(status)});
  FakeSocket.last.open();
  mock.timers.tick(4_000);
  assert.equal(statuses.at(-1), "reconnecting");
});

/** The clock goes on, or is set; timers stand still meanwhile. */
function jump(ms) {
  const {now} = Date;
  mock.method(Date, "now", () => now() + ms);
}

test("a page that was asleep first hears what waited for it", () => {
  FakeSocket.last.open();
  jump(600_000);
  mock.timers.tick(1_000);
  assert.equal(FakeSocket.made.length, 1);
  FakeSocket.last.receive({t: "beat"});
  mock.timers.tick(5_000);
  assert.deepEqual(statuses, ["live"]);
});

test("a page that was asleep and hears nothing then has lost its line", () => {
  FakeSocket.last.open();
  jump(600_000);
  mock.timers.tick(4_000);
  assert.equal(statuses.at(-1), "reconnecting");
});

test("a clock that is set back does not hide a silence", () => {
  FakeSocket.last.open();
  line.send("question.upvote", {question: 4, on: true}, "mine");
  jump(-3_600_000);
  for (let seconds = 0; seconds < 16; seconds++) mock.timers.tick(1_000);
  assert.ok(statuses.includes("reconnecting"));
});

test("a goodbye as the first word is no live line", () => {
  FakeSocket.last.readyState = 1;
  FakeSocket.last.receive(goodbye({code: "not_found"}));
  assert.deepEqual(statuses, ["closed"]);
});

test("whoever looks again finds a silent line replaced at once", () => {
  line.close();
  const listeners = {};
  globalThis.document.addEventListener = (name, listener) => (listeners[name] = listener);
  line = connect(page, {onFrame() {}, onStatus: status => statuses.push(status)});
  FakeSocket.last.open();
  const before = FakeSocket.made.length;
  listeners.visibilitychange();
  assert.equal(FakeSocket.made.length, before);
  jump(SILENCE_MS + 1_000);
  listeners.resume();
  assert.equal(FakeSocket.made.length, before + 1);
});
