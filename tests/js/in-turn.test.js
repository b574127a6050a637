import assert from "node:assert/strict";
import {afterEach, beforeEach, test} from "node:test";
import {goodbye, ok, page as pageOf, refusal, update as updateOf} from "./recorded.js";
import {FakeSocket, standInDocument} from "./stand_ins.js";

standInDocument();
const {connectInTurn} = await import("../../static/js/live/in_turn.js");

const page = pageOf("desk", {rev: 7});
const update = rev => updateOf(rev, {}, "moderator");
let line, statuses;

beforeEach(() => {
  standInDocument();
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "https://openfloor.example/s/3821214/desk/"};
  FakeSocket.made = [];
  statuses = [];
  line = connectInTurn(page, {onFrame: () => {}, onStatus: status => statuses.push(status)});
  FakeSocket.last.open();
});

afterEach(() => line.close());

const sent = () => FakeSocket.last.sent;
const answer = frame => FakeSocket.last.receive({...frame, id: sent().at(-1).id});
const done = act => ok("question.approve", "", {act});
const settled = () => new Promise(resolve => setImmediate(resolve));

test("an act says what was seen when it was done", () => {
  FakeSocket.last.receive(update(12));
  line.send("poll.open", {poll: 3});
  assert.deepEqual([sent()[0].t, sent()[0].d, sent()[0].seen, sent()[0].act], ["poll.open", {poll: 3}, 12, 0]);
});

test("each act waits for the answer to the one before and knows of it", async () => {
  const first = line.send("question.approve", {question: 4});
  const second = line.send("question.highlight", {question: 4, on: true});
  assert.deepEqual([sent().length, line.pending()], [1, 2]);
  FakeSocket.last.receive(update(9));
  answer(done(40));
  assert.deepEqual(await first, {act: 40});
  await settled();
  assert.deepEqual([sent().length, line.pending()], [2, 1]);
  assert.deepEqual([sent()[1].seen, sent()[1].act], [7, 40]);
  answer(done(41));
  assert.deepEqual(await second, {act: 41});
  await settled();
  assert.equal(line.pending(), 0);
});

test("a refused act does not hold up the next", async () => {
  const first = line.send("poll.open", {poll: 3});
  const second = line.send("poll.close", {poll: 3});
  answer(refusal("changed_since"));
  await assert.rejects(first, {code: "changed_since"});
  await settled();
  answer(ok("question.upvote"));
  assert.deepEqual(await second, {});
});

test("an act decided on an earlier revision says so", () => {
  line.send("poll.update", {poll: 3}, undefined, 5);
  assert.equal(sent()[0].seen, 5);
});

test("what waits when the server says goodbye is refused", async () => {
  const both = [line.send("poll.open", {poll: 3}), line.send("poll.close", {poll: 3})];
  FakeSocket.last.receive(goodbye());
  for (const act of both) await assert.rejects(act, {code: "link_rotated"});
  await assert.rejects(line.send("poll.open", {poll: 3}), {code: "link_rotated"});
});
