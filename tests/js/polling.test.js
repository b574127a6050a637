import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {FakeSocket, standInDocument} from "./stand_ins.js";

standInDocument();
const {connect, LONGEST_WAIT_MS, TRIES_BEFORE_POLLING} = await import("../../static/js/live/socket.js");
const {EVERY_MS} = await import("../../static/js/live/polling.js");

const page = {rev: 7, urls: {socket: "/ws/s/1/attendee", state: "/s/1/state?role=attendee", command: "/s/1/do?role=attendee", you: "/s/1/you"}};
const you = {t: "you", d: {name: "", votes: [4], answers: {}, questions: []}};
let answers, asked, frames, statuses, line;

const json = body => ({ok: true, status: 200, json: async () => body});
const turn = () => new Promise(resolve => setImmediate(resolve));

async function fail(times) {
  for (let i = 0; i < times; i++) {
    FakeSocket.last.close();
    mock.timers.tick(i === TRIES_BEFORE_POLLING - 1 ? 0 : 8_000);
  }
  await turn();
}

beforeEach(() => {
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "http://openfloor.example/s/1/"};
  FakeSocket.made = [];
  [asked, frames, statuses] = [[], [], []];
  answers = {"/s/1/you": json(you), "/s/1/do?role=attendee": json({t: "ok", id: "mine", d: {}})};
  globalThis.fetch = async (url, options) => {
    asked.push([url, options?.body && JSON.parse(options.body)]);
    const answer = answers[url] ?? {ok: true, status: 204};
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
  await fail(TRIES_BEFORE_POLLING);
  assert.deepEqual(asked, [["/s/1/state?role=attendee&rev=7", undefined]]);
  assert.equal(statuses.at(-1), "polling");
});

test("polling asks for what moved since the last snapshot", async () => {
  answers["/s/1/state?role=attendee&rev=7"] = json({t: "snapshot", rev: 9, d: {}});
  await fail(TRIES_BEFORE_POLLING);
  mock.timers.tick(EVERY_MS);
  await turn();
  assert.deepEqual(frames, [{t: "snapshot", rev: 9, d: {}}]);
  assert.equal(asked.at(-1)[0], "/s/1/state?role=attendee&rev=9");
});

test("commands are posted, answered, and followed by one's own state", async () => {
  await fail(TRIES_BEFORE_POLLING);
  const answer = line.send("question.upvote", {question: 4, on: true}, "mine");
  assert.deepEqual(await answer, {});
  await turn();
  assert.deepEqual(asked[1], ["/s/1/do?role=attendee", {t: "question.upvote", id: "mine", d: {question: 4, on: true}}]);
  assert.deepEqual(frames, [{t: "ok", id: "mine", d: {}}, you]);
});

test("a command that could not be posted is posted again", async () => {
  await fail(TRIES_BEFORE_POLLING);
  answers["/s/1/do?role=attendee"] = new Error("no network");
  line.send("question.upvote", {question: 4, on: true}, "mine");
  await turn();
  answers["/s/1/do?role=attendee"] = json({t: "ok", id: "mine", d: {}});
  mock.timers.tick(EVERY_MS);
  await turn();
  assert.equal(asked.filter(([url]) => url.startsWith("/s/1/do")).length, 2);
  assert.equal(line.pending(), 0);
});

test("a socket that opens after all ends the polling", async () => {
  await fail(TRIES_BEFORE_POLLING);
  mock.timers.tick(LONGEST_WAIT_MS * 2);
  FakeSocket.last.open();
  const before = asked.length;
  mock.timers.tick(EVERY_MS * 4);
  await turn();
  assert.equal(statuses.at(-1), "live");
  assert.equal(asked.length, before);
});
