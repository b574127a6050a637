// The big screen: its keys and who may use them, what it says, and its countdowns.
import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {handlersOf, textOf} from "./html.js";
import {ok, page as pageOf, poll as pollOf, question, refusal, results, snapshotOf, state as stateOf} from "./recorded.js";
import {FakeSocket, standInDocument, standInEvents} from "./stand_ins.js";

standInDocument();
const {power} = await import("../../static/js/screen/power.js");
const {listen} = await import("../../static/js/screen/keys.js");
const {announcement} = await import("../../static/js/screen/announce.js");
const {tick} = await import("../../static/js/screen/countdown.js");
const {heading} = await import("../../static/js/screen/heading.js");
const {scene} = await import("../../static/js/screen/scene.js");
const {stayAwake} = await import("../../static/js/screen/tools.js");
const {card} = await import("../../static/js/remote/card.js");
const {polls: pollButtons} = await import("../../static/js/remote/polls.js");
const {lockPoll, revealPoll} = await import("../../static/js/remote/acts.js");
const {stopsOf} = await import("../../static/js/remote/stops.js");

const MODERATORS = {remote_socket: "/ws/s/3821214/moderator?session=1", remote_command: "/s/3821214/do?role=moderator", remote_state: "/s/3821214/state?role=moderator"};
let done, events, refused, stage;

beforeEach(() => {
  standInDocument();
  events = standInEvents();
  globalThis.Element = class {};
  globalThis.WebSocket = FakeSocket;
  globalThis.location = {href: "https://openfloor.example/s/3821214/screen/"};
  FakeSocket.made = [];
  [done, refused] = [[], []];
  mock.timers.enable({apis: ["setTimeout", "setInterval", "Date"]});
});
afterEach(() => mock.timers.reset());

const settle = () => new Promise(resolve => setImmediate(resolve));

/** A screen whose browser has the moderators' link too. */
function powerful() {
  const page = pageOf("screen");
  stage = power({...page, urls: {...page.urls, ...MODERATORS}}, {
    onRefused: words => refused.push(words), onDone: (command, act) => done.push([command, act]),
  });
}
const blank = () => ["stage.show", {view: "blank"}];
const shownAt = rev => ({rev, state: stateOf({stage: {view: "join"}}, "screen")});

test("a screen without the moderators' link moves nothing", () => {
  const page = pageOf("screen");
  assert.ok(!("remote_socket" in page.urls));
  stage = power(page, {onRefused: words => refused.push(words), onDone() {}});
  stage.do(blank, shownAt(9));
  assert.deepEqual([stage.has(), FakeSocket.made, refused], [false, [], []]);
});

test("a key is sent with what was on the screen, and what was done is told", async () => {
  powerful();
  FakeSocket.last.open();
  FakeSocket.last.receive({...snapshotOf("moderator"), rev: 5});
  stage.do(blank, shownAt(9));
  const [{t, d, seen, id}] = FakeSocket.last.sent;
  assert.deepEqual([t, d, seen], ["stage.show", {view: "blank"}, 9]);
  FakeSocket.last.receive(ok("stage.show", id));
  await settle();
  assert.deepEqual(done, [[["stage.show", {view: "blank"}], ok("stage.show").d.act]]);
});

test("the newer of what the screen and its second line know decides what a key means", () => {
  powerful();
  FakeSocket.last.open();
  const told = view => ({...snapshotOf("moderator"), rev: 20, d: stateOf({stage: {view}}, "moderator")});
  FakeSocket.last.receive(told("questions"));
  const seen = [];
  const note = state => void seen.push(state.stage.view);
  stage.do(note, shownAt(19));
  stage.do(note, shownAt(21));
  assert.deepEqual(seen, ["questions", "join"]);
});

test("a key pressed without a line does nothing, then or later", () => {
  powerful();
  stage.do(blank, shownAt(9));
  FakeSocket.last.open();
  FakeSocket.last.close();
  stage.do(blank, shownAt(9));
  mock.timers.tick(3_000);
  FakeSocket.last.open();
  assert.deepEqual([refused, FakeSocket.last.sent], [Array(2).fill("Not connected: nothing was changed."), []]);
});

test("what the server refuses is said", async () => {
  powerful();
  FakeSocket.last.open();
  stage.do(blank, shownAt(9));
  FakeSocket.last.receive(refusal("changed_since", FakeSocket.last.sent[0].id, {message: "Look again."}));
  await settle();
  assert.deepEqual([refused, done], [["Look again."], []]);
  stage.undo(7);
  assert.deepEqual(FakeSocket.last.sent[1].d, {act: 7});
});

test("a key acts once, not while it is held down, not with others, and letters only where they may", () => {
  const acts = [];
  let singles = true;
  listen(key => (["q", "PageDown"].includes(key) ? () => acts.push(key) : undefined), () => singles);
  const press = (key, more = {}) => events.fire("window keydown", {key, target: null, preventDefault() {}, ...more});
  for (const key of ["q", "PageDown", "x"]) press(key);
  for (const more of [{repeat: true}, {ctrlKey: true}, {altKey: true}, {metaKey: true}]) press("q", more);
  singles = false;
  for (const key of ["q", "PageDown"]) press(key);
  assert.deepEqual(acts, ["q", "PageDown", "PageDown"]);
});

test("the screen is kept awake again whenever it is looked at", () => {
  const asked = mock.fn(async () => {});
  Object.defineProperty(globalThis, "navigator", {value: {wakeLock: {request: asked}}, configurable: true});
  stayAwake();
  document.visibilityState = "hidden";
  events.fire("document visibilitychange");
  document.visibilityState = "visible";
  events.fire("document visibilitychange");
  assert.equal(asked.mock.callCount(), 2);
});

const choice = (more = {}) => pollOf(1, "choice", {
  title: "Where?", answers: 4, options: [{id: 1, text: "Here"}, {id: 2, text: "There"}], results: results("choice", {counts: [3, 1], percents: [75, 25], people: 4}), ...more,
});

test("who hears the screen is told what is asked, and the figures only once they stand still", () => {
  const said = (poll, more = {}) => announcement(scene(stateOf({stage: {view: "poll", poll: poll.id}, polls: [poll], ...more}, "screen")));
  assert.equal(said(choice()), "Poll: Where?");
  assert.equal(said(choice({state: "closed"})), "Where?. 4 answers. Here: 3. There: 1");
  assert.equal(said(choice({results: null})), "Poll: Where?");
  assert.equal(announcement(scene(stateOf({stage: {view: "questions"}, questions: [question(4, {text: "Why?", highlighted: true})]}, "screen"))), "Being answered now: Why?");
  assert.equal(announcement(scene(stateOf({session: {open: false}}, "screen"))), "This session has ended");
});

test("the line above a poll says what it is, how many answered, and what hosts see", () => {
  const said = poll => textOf(heading(scene(stateOf({stage: {view: "poll", poll: 1}, polls: [poll]}, "screen"))));
  assert.equal(said(choice()), "Poll · 4 answers Where?");
  assert.equal(said(choice({state: "closed"})), "Poll closed · 4 answers Where?");
  assert.equal(said(choice({results: null, named: true})), "Poll · answer on your phone · hosts see who answered what Where?");
});

test("a countdown goes by the server's clock, however wrong this machine's is", () => {
  const classes = new Map();
  const slot = {dataset: {poll: "1"}, textContent: "", classList: {toggle: (name, on) => classes.set(name, on)}, style: {setProperty() {}}};
  document.querySelectorAll = () => [slot];
  const now = performance.timeOrigin + performance.now();
  const HOUR = 3_600_000;
  for (const [ahead, left, text] of [[0, 9_500, "0:10"], [HOUR, 9_500, "0:10"], [-HOUR, 4_500, "0:05"], [HOUR, -1, "Time is up"]]) {
    const poll = choice({opened_at: now + ahead - 10_000, closes_at: now + ahead + left});
    tick({state: stateOf({polls: [poll]}, "screen"), clock: ahead});
    assert.equal(slot.textContent, text);
    assert.deepEqual([classes.get("soon"), classes.get("over")], [left <= 5_000, left <= 0]);
  }
});

const deskState = (polls, stage = {}) => stateOf({stage: {view: "poll", poll: 1, ...stage}, polls}, "moderator");

test("the remote's card has the figures only where the hall has them", () => {
  const on = poll => textOf(card(deskState([poll])));
  const told = pollOf(1, "choice", {...choice(), settings: {}}, "moderator");
  assert.match(on(told), /Poll open · 4 answers Where\? Here 75% There 25%/);
  assert.match(on({...told, results_mode: "hidden"}), /Where\? The results are hidden\.$/);
  assert.match(on({...told, results_mode: "hidden", revealed: true}), /Here 75%/);
});

test("the remote's buttons do what they say", () => {
  const poll = pollOf(1, "choice", {...choice(), settings: {}}, "moderator");
  const view = pollButtons(deskState([poll], {view: "join"}), poll, command => command, () => {});
  const commands = handlersOf(view, "click").filter(Array.isArray);
  assert.match(textOf(view), /Show on stage Close poll Hide results$/);
  assert.deepEqual(commands, [["stage.show", {view: "poll", poll: 1}], ["poll.close", {poll: 1}], ["poll.reveal", {poll: 1, on: false}]]);
});

test("results are shown where they are hidden, and hidden where they are shown", () => {
  assert.deepEqual(revealPoll(choice()), ["poll.reveal", {poll: 1, on: false}]);
  assert.deepEqual(revealPoll(choice({results_mode: "hidden"})), ["poll.reveal", {poll: 1, on: true}]);
});

test("a quiz question that nobody answered may be opened again, one that was answered stays closed", () => {
  const lock = answers => {
    const question = pollOf(2, "quiz_question", {parent: 9, state: "closed", answers}, "moderator");
    return lockPoll(deskState([pollOf(9, "quiz", {}, "moderator"), question]), question);
  };
  assert.deepEqual([lock(3), lock(0)], [null, ["poll.open", {poll: 2}]]);
});

test("of a closed quiz the questions that were asked are walked through, and not those that were not", () => {
  const part = (id, state) => pollOf(id, "quiz_question", {parent: 9, state}, "moderator");
  const stops = state => stopsOf(deskState([pollOf(9, "quiz", {state}, "moderator"), part(1, "closed"), part(2, "draft")])).map(({view, poll}) => `${view} ${poll.id}`);
  assert.deepEqual(stops("open"), ["poll 9", "poll 1", "poll 2", "leaderboard 9"]);
  assert.deepEqual(stops("closed"), ["poll 1", "leaderboard 9"]);
});
