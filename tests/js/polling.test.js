import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {goodbye, ok, page as pageOf, refusal, snapshotOf, you as youOf} from "./recorded.js";
import {FakeSocket, standInDocument} from "./stand_ins.js";

standInDocument();
const {connect, FALL_BACK_AFTER_MS, LONGEST_WAIT_MS, OPEN_WITHIN_MS} = await import("../../static/js/live/socket.js");
const {ANSWER_WITHIN_MS, EVERY_MS} = await import("../../static/js/live/polling.js");

const page = pageOf("attendee", {rev: 7});
const {command: DO, state: STATE, you: YOU} = page.urls;
const you = {t: "you", d: youOf({votes: [4]})};
const DONE = ok("question.upvote", "mine");
let answers, asked, frames, statuses, line;

const json = body => ({ok: true, status: 200, json: async () => body});
const turn = () => new Promise(resolve => setImmediate(resolve));

/** Every handshake is refused until the page asks by polling. */
async function fail() {
  for (let passed = 0; passed < FALL_BACK_AFTER_MS; passed += 500) {
    FakeSocket.last.close();
    mock.timers.tick(500);
  }
  await turn();
}

/** What a proxy, a portal or a broken server answers instead of ours. */
const PAGE = {ok: true, status: 200, json: async () => { throw new SyntaxError("Unexpected token '<'"); }};
const FAULT = {ok: false, status: 502, json: PAGE.json};

beforeEach(() => {
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "https://openfloor.example/s/3821214/"};
  FakeSocket.made = [];
  [asked, frames, statuses] = [[], [], []];
  answers = {[YOU]: json(you), [DO]: json(DONE)};
  globalThis.fetch = async (url, options) => {
    asked.push([url, options?.body && JSON.parse(options.body)]);
    const answer = answers[url] ?? {ok: true, status: 204};
    if (answer === "nothing") return new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason)));
    if (answer instanceof Error) throw answer;
    return answer;
  };
  mock.timers.enable({apis: ["setTimeout", "setInterval", "Date"]});
  mock.method(Math, "random", () => 0.5);
  line = connect(page, {onFrame: frame => frames.push(frame), onStatus: status => statuses.push(status)});
});

afterEach(() => {
  line.close();
  mock.timers.reset();
  mock.restoreAll();
});

test("where no socket ever opens the page polls", async () => {
  await fail();
  assert.deepEqual(asked, [[`${STATE}&rev=7`, undefined]]);
  assert.equal(statuses.at(-1), "polling");
});

test("polling asks for what moved since the last snapshot", async () => {
  const snapshot = snapshotOf("attendee");
  answers[`${STATE}&rev=7`] = json(snapshot);
  await fail();
  mock.timers.tick(EVERY_MS);
  await turn();
  assert.deepEqual(frames, [snapshot]);
  assert.equal(asked.at(-1)[0], `${STATE}&rev=${snapshot.rev}`);
});

test("commands are posted, answered, and followed by one's own state", async () => {
  await fail();
  const answer = line.send("question.upvote", {question: 4, on: true}, "mine");
  assert.deepEqual(await answer, {});
  await turn();
  assert.deepEqual(asked[1], [DO, {t: "question.upvote", id: "mine", d: {question: 4, on: true}}]);
  assert.deepEqual(frames, [DONE, you]);
});

test("a command that could not be posted is posted again", async () => {
  await fail();
  answers[DO] = new Error("no network");
  line.send("question.upvote", {question: 4, on: true}, "mine");
  await turn();
  answers[DO] = json(DONE);
  mock.timers.tick(EVERY_MS);
  await turn();
  assert.equal(asked.filter(([url]) => url === DO).length, 2);
  assert.equal(line.pending(), 0);
});

test("a command that somebody else answered is posted again", async () => {
  await fail();
  for (const answer of [PAGE, FAULT, json({}), json(null), json(refusal("too_fast")), json(ok("question.upvote", "another")), {ok: true, status: 204}]) {
    answers[DO] = answer;
    const done = line.send("question.upvote", {question: 4, on: true}, "mine");
    await turn();
    assert.equal(line.pending(), 1);
    answers[DO] = json(DONE);
    mock.timers.tick(EVERY_MS);
    assert.deepEqual(await done, {});
    await turn();
  }
});

test("a page whose session is gone hears so by posting, too", async () => {
  await fail();
  answers[DO] = json(goodbye({code: "not_found", message: "Gone."}));
  await assert.rejects(line.send("question.upvote", {question: 4, on: true}, "mine"), {message: "Gone."});
  assert.equal(statuses.at(-1), "closed");
});

test("a socket that opens after all ends the polling", async () => {
  await fail();
  mock.timers.tick(LONGEST_WAIT_MS * 2);
  FakeSocket.last.open();
  const before = asked.length;
  mock.timers.tick(EVERY_MS * 4);
  await turn();
  assert.equal(statuses.at(-1), "live");
  assert.equal(asked.length, before);
});

test("a handshake that hangs is not waited for: within five seconds the page asks another way", async () => {
  mock.timers.tick(FALL_BACK_AFTER_MS);
  await turn();
  assert.ok(FALL_BACK_AFTER_MS < 5_000);
  assert.equal(FakeSocket.made.length, 1);
  assert.equal(statuses.at(-1), "polling");
  FakeSocket.last.open();
  assert.equal(statuses.at(-1), "live");
});

test("a socket that opens and carries nothing does not end the polling", async () => {
  await fail();
  mock.timers.tick(LONGEST_WAIT_MS * 2);
  await turn();
  FakeSocket.last.readyState = 1;
  const before = asked.length;
  mock.timers.tick(EVERY_MS * 2);
  await turn();
  assert.ok(asked.length > before);
  mock.timers.tick(OPEN_WITHIN_MS);
  await turn();
  assert.equal(FakeSocket.last.readyState, 3);
  assert.equal(statuses.at(-1), "polling");
});

test("a line that was live and comes back no more is replaced by polling, too", async () => {
  FakeSocket.last.open();
  FakeSocket.last.close();
  await fail();
  assert.deepEqual([...new Set(statuses)], ["live", "reconnecting", "polling"]);
});

test("where sockets are forbidden altogether the page polls", async () => {
  line.close();
  globalThis.WebSocket = class { constructor() { throw new Error("SecurityError"); } };
  line = connect(page, {onFrame: frame => frames.push(frame), onStatus: status => statuses.push(status)});
  mock.timers.tick(FALL_BACK_AFTER_MS);
  await turn();
  assert.equal(statuses.at(-1), "polling");
});

for (const [name, answer] of Object.entries({"a portal's page": PAGE, "a broken server": FAULT, "JSON of somebody else": json({}), "no network": new Error("no network"), "nobody": "nothing"})) {
  test(`${name} instead of the server is no answer`, async () => {
    answers[`${STATE}&rev=7`] = answers[DO] = answer;
    await fail();
    line.send("question.upvote", {question: 4, on: true}, "mine");
    mock.timers.tick(ANSWER_WITHIN_MS);
    await turn();
    assert.notEqual(statuses.at(-1), "polling");
    assert.deepEqual([frames, line.pending()], [[], 1]);
    delete answers[`${STATE}&rev=7`];
    answers[DO] = json(DONE);
    mock.timers.tick(EVERY_MS * 4);
    await turn();
    assert.equal(statuses.at(-1), "polling");
    assert.equal(line.pending(), 0);
  });
}

test("a command is not posted again because one's own state could not be read", async () => {
  await fail();
  answers[YOU] = FAULT;
  await line.send("question.upvote", {question: 4, on: true}, "mine");
  await turn();
  answers[YOU] = json(you);
  mock.timers.tick(EVERY_MS * 4);
  await turn();
  assert.equal(asked.filter(([url]) => url === DO).length, 1);
  assert.deepEqual(frames.at(-1), you);
});

test("what is gone is told as by a socket, and not asked for again", async () => {
  answers[`${STATE}&rev=7`] = {...json(goodbye({code: "not_found"})), ok: false, status: 404};
  await fail();
  const before = asked.length;
  mock.timers.tick(LONGEST_WAIT_MS * 2);
  await turn();
  assert.equal(statuses.at(-1), "closed");
  assert.equal(asked.length, before);
});

/** When the page asks for what moved from now on, in ms, while it asks `times` more. */
async function askedAt(times) {
  const state = () => asked.filter(([url]) => url.startsWith(STATE)).length;
  const found = [];
  for (let waited = 0, before = state(); found.length < times && waited < 200_000; waited += 250) {
    mock.timers.tick(250);
    await turn();
    FakeSocket.last.close();
    if (state() > before) found.push(waited + 250);
    before = state();
  }
  return found.map((at, i) => at - (found[i - 1] ?? 0));
}

test("while nobody answers the page asks more and more rarely, to a bound, and again as often as before once somebody does", async () => {
  await fail();
  globalThis.WebSocket = class { constructor() { throw new Error("SecurityError"); } };
  assert.deepEqual(await askedAt(2), [EVERY_MS, EVERY_MS]);
  answers[`${STATE}&rev=7`] = FAULT;
  assert.deepEqual(await askedAt(6), [1, 2, 4, 8, 10, 10].map(times => times * EVERY_MS));
  delete answers[`${STATE}&rev=7`];
  assert.deepEqual(await askedAt(3), [10 * EVERY_MS, EVERY_MS, EVERY_MS]);
});

test("a hall does not ask in one moment", async () => {
  mock.method(Math, "random", () => 0);
  await fail();
  assert.deepEqual(await askedAt(1), [EVERY_MS / 2]);
  mock.method(Math, "random", () => 1);
  await askedAt(1);
  assert.deepEqual(await askedAt(1), [EVERY_MS * 1.5]);
});

test("of two questions that cross the older answer is not heard, nor is one more asked for it", async () => {
  await fail();
  const late = [];
  globalThis.fetch = url => new Promise(resolve => late.push([url, resolve]));
  line.retry();
  line.retry();
  const snapshot = snapshotOf("attendee");
  late[1][1](json({...snapshot, rev: 30}));
  late[0][1](json({...snapshot, rev: 20}));
  await turn();
  assert.deepEqual(frames.map(({rev}) => rev), [30]);
});

test("a command that is not taken is posted more and more rarely", async () => {
  await fail();
  answers[DO] = new Error("no network");
  line.send("question.upvote", {question: 4, on: true}, "mine").catch(() => {});
  await turn();
  const posted = () => asked.filter(([url]) => url === DO).length;
  const before = [];
  for (let seconds = 0; seconds < 21; seconds += 1) {
    mock.timers.tick(1_000);
    await turn();
    if (posted() > before.length + 1) before.push(seconds + 1);
  }
  assert.deepEqual(before, [3, 9, 21]);
});
