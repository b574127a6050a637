// How a line comes back: what the browser says of the network and of the page, and the times between two tries.
import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {goodbye, page as pageOf, snapshotOf, update} from "./recorded.js";
import {FakeSocket, standInDocument, standInEvents} from "./stand_ins.js";

standInDocument();
const {connect, FALL_BACK_AFTER_MS, FIRST_WAIT_MS, LONGEST_WAIT_MS, LONGEST_WAIT_OF_FEW_MS, OPEN_WITHIN_MS} = await import("../../static/js/live/socket.js");

const SILENCE_MS = 13_000;
let asked, chance, events, line, statuses;

/** @param {"attendee" | "desk"} name */
function open(name = "attendee") {
  line?.close();
  FakeSocket.made = [];
  statuses = [];
  line = connect(pageOf(name, {rev: 7}), {onFrame() {}, onStatus: status => statuses.push(status)});
}

beforeEach(() => {
  standInDocument();
  events = standInEvents();
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "https://openfloor.example/s/3821214/"};
  asked = [];
  globalThis.fetch = async url => {
    asked.push(url);
    return {ok: true, status: 204};
  };
  chance = 0.5;
  mock.timers.enable({apis: ["setTimeout", "setInterval", "Date"]});
  mock.method(Math, "random", () => chance);
  open();
});

afterEach(() => {
  line.close();
  line = undefined;
  mock.timers.reset();
  mock.restoreAll();
});

const turn = () => new Promise(resolve => setImmediate(resolve));
const made = () => FakeSocket.made.length;

/** Let the line break and say after how many milliseconds the next try comes. */
function waitsAfterLoss() {
  const before = made();
  FakeSocket.last.close();
  let waited = 0;
  for (; made() === before && waited < 200_000; waited += 50) mock.timers.tick(50);
  return waited;
}

test("a phone that is on a network again comes back at once", () => {
  FakeSocket.last.open();
  FakeSocket.last.close();
  events.fire("window online");
  assert.equal(made(), 2);
  FakeSocket.last.open();
  assert.deepEqual(statuses, ["live", "reconnecting", "live"]);
});

test("a phone that leaves its network says so at once, and tries on", () => {
  FakeSocket.last.open();
  events.fire("window offline");
  assert.deepEqual(statuses, ["live", "reconnecting"]);
  assert.equal(FakeSocket.made[0].readyState, 3);
  mock.timers.tick(FIRST_WAIT_MS);
  assert.equal(made(), 2);
});

test("a page back from the browser's cache connects anew with what it has, and one that was only loaded does not", () => {
  FakeSocket.last.open();
  FakeSocket.last.receive(update(12));
  events.fire("window pageshow", {persisted: false});
  assert.equal(made(), 1);
  events.fire("window pageshow", {persisted: true});
  assert.equal(made(), 2);
  assert.match(FakeSocket.last.url, /rev=12$/);
  assert.equal(FakeSocket.made[0].readyState, 3);
});

test("whoever looks again finds a lost line connecting, a live one left alone, and a hidden page asks for nothing", () => {
  for (const name of ["document visibilitychange", "document resume"]) {
    open();
    FakeSocket.last.open();
    events.fire(name);
    assert.equal(made(), 1, name);
    FakeSocket.last.close();
    document.visibilityState = "hidden";
    events.fire(name);
    assert.equal(made(), 1, name);
    document.visibilityState = "visible";
    events.fire(name);
    assert.equal(made(), 2, name);
  }
});

test("the waits double with each try that fails, to a bound", () => {
  chance = 1;
  FakeSocket.last.open();
  const waits = Array.from({length: 7}, waitsAfterLoss);
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30].map(seconds => seconds * 1_000));
});

test("each wait is drawn anew, so that a hall does not come back in one moment", () => {
  FakeSocket.last.open();
  for (const share of [1, 0.25, 0]) {
    open();
    FakeSocket.last.open();
    chance = share;
    assert.equal(waitsAfterLoss(), Math.max(50, FIRST_WAIT_MS * share));
  }
});

test("desks wait three seconds at most", () => {
  open("desk");
  chance = 1;
  FakeSocket.last.open();
  assert.equal(Math.max(...Array.from({length: 6}, waitsAfterLoss)), LONGEST_WAIT_OF_FEW_MS);
});

test("a line that held makes the next wait short again, one that broke at once does not", () => {
  chance = 1;
  FakeSocket.last.open();
  assert.deepEqual([waitsAfterLoss(), waitsAfterLoss()], [1_000, 2_000]);
  FakeSocket.last.open();
  assert.equal(waitsAfterLoss(), 4_000);
  FakeSocket.last.open();
  for (let seconds = 0; seconds < 10; seconds++) {
    mock.timers.tick(1_000);
    FakeSocket.last.receive({t: "beat"});
  }
  assert.equal(waitsAfterLoss(), 1_000);
});

test("a wish to try now makes the waits short again", () => {
  chance = 1;
  FakeSocket.last.open();
  for (let i = 0; i < 4; i++) waitsAfterLoss();
  line.retry();
  assert.equal(waitsAfterLoss(), 1_000);
});

test("a network that let no socket through is rarely asked again, one that did is not given up", () => {
  chance = 1;
  assert.deepEqual(Array.from({length: 3}, waitsAfterLoss), [1_000, 2_000, LONGEST_WAIT_MS + 4_000]);
  open();
  FakeSocket.last.open();
  assert.deepEqual(Array.from({length: 4}, waitsAfterLoss), [1_000, 2_000, 4_000, 8_000]);
});

test("a handshake that hangs is given up, while the page asks another way", async () => {
  chance = 0;
  mock.timers.tick(OPEN_WITHIN_MS);
  await turn();
  assert.equal(FakeSocket.made[0].readyState, 3);
  assert.equal(statuses.at(-1), "polling");
});

test("of a hall that lost its line not all begin polling in one moment", async () => {
  const begins = async share => {
    open();
    FakeSocket.last.open();
    asked = [];
    chance = share;
    events.fire("window offline");
    let waited = 0;
    for (; !asked.length && waited < 2 * FALL_BACK_AFTER_MS; waited += 100) {
      mock.timers.tick(100);
      await turn();
    }
    return waited;
  };
  assert.deepEqual([await begins(0), await begins(0.5), await begins(1)], [1, 0.75, 0.5].map(part => part * FALL_BACK_AFTER_MS));
});

test("a page that polls and is on a network again asks at once, by both ways", async () => {
  mock.timers.tick(FALL_BACK_AFTER_MS);
  await turn();
  const before = asked.length;
  events.fire("window online");
  await turn();
  assert.equal(asked.length, before + 1);
  assert.equal(made(), 2);
});

test("commands that waited go up by polling, and once", async () => {
  const posted = [];
  globalThis.fetch = async (url, options) => {
    if (options?.body) posted.push(JSON.parse(options.body).id);
    return new Promise(() => {});
  };
  line.send("question.upvote", {question: 4, on: true}, "mine").catch(() => {});
  mock.timers.tick(FALL_BACK_AFTER_MS);
  await turn();
  assert.deepEqual(posted, ["mine"]);
});

test("after a fault the whole state is asked for", () => {
  FakeSocket.last.open();
  FakeSocket.last.receive(snapshotOf("attendee"));
  line.refresh();
  assert.match(FakeSocket.last.url, /rev=0$/);
});

test("a silent line is noticed by the beat the server promised, and not before", () => {
  FakeSocket.last.open();
  for (let seconds = 1; seconds < SILENCE_MS / 1_000; seconds++) mock.timers.tick(1_000);
  assert.deepEqual(statuses, ["live"]);
  mock.timers.tick(2_000);
  assert.deepEqual(statuses, ["live", "reconnecting"]);
});

for (const [how, end] of Object.entries({close: () => line.close(), "a goodbye": () => FakeSocket.last.receive(goodbye())})) {
  test(`after ${how} the page listens to nothing, asks nothing and opens nothing`, async () => {
    assert.deepEqual(events.names, ["document resume", "document visibilitychange", "window offline", "window online", "window pageshow"]);
    FakeSocket.last.open();
    end();
    assert.deepEqual(events.names, []);
    line.retry();
    mock.timers.tick(600_000);
    await turn();
    assert.deepEqual([made(), asked], [1, []]);
  });
}
