// What a moderator reads on cards, and what their buttons do.
import assert from "node:assert/strict";
import {test} from "node:test";
import {handlersOf, htmlOf, textOf} from "./html.js";
import {deskQuestion as question, page as pageOf, poll as pollOf, state as stateOf} from "./recorded.js";
import {standInDocument, standInStorage} from "./stand_ins.js";

standInDocument();
standInStorage();
const {card} = await import("../../static/js/desk/views/card.js");
const {pollCard, standing} = await import("../../static/js/desk/views/pollcard.js");
const {quizCard} = await import("../../static/js/desk/views/quizcard.js");
const {open, reveal} = await import("../../static/js/desk/acts-polls.js");
const {answered, highlight} = await import("../../static/js/desk/acts-questions.js");
const {askForNames} = await import("../../static/js/desk/acts-session.js");
const {dismissWith, digitOf} = await import("../../static/js/desk/dismissing.js");
const {isWhole} = await import("../../static/js/desk/checks.js");

const shown = (one, more = {}, left = false) => card({question: one, left}, {current: false, hints: true, list: "live", frozen: false, now: 0, ...more});
const acts = view => [...htmlOf(view).matchAll(/data-act=(\w+|"\w+")/g)].map(([, name]) => name.replaceAll('"', ""));

test("a card has the acts that make sense, the next one first", () => {
  assert.deepEqual(acts(shown(question(1, {state: "pending"}))), ["approve", "dismiss", "archive"]);
  assert.deepEqual(acts(shown(question(1))), ["highlight", "answered", "dismiss", "archive"]);
  assert.deepEqual(acts(shown(question(1, {highlighted: true}))), ["answered", "unpin", "dismiss", "archive"]);
  for (const more of [{answered: true}, {state: "dismissed"}, {state: "archived"}]) assert.deepEqual(acts(shown(question(1, more))), ["restore"]);
});

test("a card that somebody else took out, or of an ended session, can only be read", () => {
  const gone = shown(question(3, {state: "dismissed", reason: "duplicate"}), {}, true);
  assert.deepEqual(acts(gone), []);
  assert.match(textOf(gone), /#3 · Dismissed: .* · by another moderator$/);
  assert.match(textOf(shown(question(3, {state: "withdrawn"}), {}, true)), /Withdrawn by its author$/);
  assert.deepEqual(acts(shown(question(1), {frozen: true})), []);
});

test("keys are named on cards where that is wished", () => {
  assert.match(htmlOf(shown(question(1))), /<kbd aria-hidden="true">H<\/kbd>/);
  assert.doesNotMatch(htmlOf(shown(question(1), {hints: false})), /<kbd/);
});

/** A desk that keeps what it was told to do. */
function deskOf(polls, session = {}) {
  const done = [];
  return {
    done, page: pageOf("desk"), state: stateOf({polls, session, stage: {view: "join", poll: null}}, "moderator"),
    look: {unfolded: new Set(), preview: null}, drafts: {at: () => null}, act: act => done.push([act.command, act.fields]), notices: {}, part: view => view(), model: {clock: 0},
  };
}
const choice = (more = {}) => pollOf(1, "choice", {answers: 0, results: null, ...more}, "moderator");
const cardOf = (poll, session) => {
  const desk = deskOf([poll], session);
  return [pollCard(desk, desk.state, poll), desk];
};

test("a poll is open only as long as its session is", () => {
  const said = open => textOf(standing(stateOf({session: {open}}, "moderator"), choice({answers: 3})));
  assert.deepEqual([said(true), said(false)], ["open · 3 answers", "closed · 3 answers"]);
});

test("what is named says so", () => {
  assert.match(textOf(cardOf(choice({named: true}))[0]), /named/);
  assert.doesNotMatch(textOf(cardOf(choice())[0]), /named/);
});

test("the buttons of a poll do what they say", () => {
  const pressed = (poll, most = 3) => {
    const [view, desk] = cardOf(poll);
    const names = [...htmlOf(view).matchAll(/<button type="button" class="button button--small [^"]*">([^<]+)<\/button>/g)].map(([, words]) => words);
    handlersOf(view, "click").slice(0, Math.min(most, names.length)).forEach(press => press());
    return desk.done.map((done, i) => [names[i], ...done]);
  };
  assert.deepEqual(pressed(choice({state: "open"})), [
    ["Close", "poll.close", {poll: 1}], ["Hide results", "poll.reveal", {poll: 1, on: false}], ["Show on stage", "stage.show", {view: "poll", poll: 1}],
  ]);
  assert.deepEqual(pressed(choice({state: "closed", results_mode: "hidden"})), [
    ["Show results", "poll.reveal", {poll: 1, on: true}], ["Show on stage", "stage.show", {view: "poll", poll: 1}],
  ]);
  assert.deepEqual(pressed(choice({state: "draft"}), 1), [["Open", "poll.open", {poll: 1}]]);
});

test("a poll of an ended session has no buttons", () => {
  assert.doesNotMatch(htmlOf(cardOf(choice(), {open: false})[0]), /<button/);
});

test("the next step of a quiz is one press away", () => {
  const quiz = pollOf(9, "quiz", {answers: 3, results: null}, "moderator");
  const asked = (state, more = {}) => pollOf(2, "quiz_question", {parent: 9, state, answers: 0, results: null, opened_at: state === "draft" ? null : 10, ...more}, "moderator");
  const next = (...polls) => {
    const desk = deskOf([quiz, ...polls]);
    const view = quizCard(desk, desk.state, quiz);
    handlersOf(view, "click")[0]();
    return [textOf(view).match(/End it and reveal the answer|Reveal the answer|Open question 1|Show the leaderboard/)?.[0], ...desk.done[0]];
  };
  assert.deepEqual(next(asked("draft")), ["Open question 1", "poll.open", {poll: 2}]);
  assert.deepEqual(next(asked("open")), ["End it and reveal the answer", "poll.reveal", {poll: 2, on: true}]);
  assert.deepEqual(next(asked("closed", {revealed: true}), pollOf(3, "quiz_question", {parent: 9, state: "draft", answers: 0}, "moderator")), ["Show the leaderboard", "stage.show", {view: "leaderboard", poll: 9}]);
});

test("opening a quiz question leaves its quiz open, whatever else is", () => {
  const quiz = pollOf(9, "quiz", {}, "moderator");
  const part = pollOf(2, "quiz_question", {parent: 9, state: "draft"}, "moderator");
  const state = stateOf({polls: [quiz, part, choice()]}, "moderator");
  assert.deepEqual(open(part, state).patch.polls, {1: {state: "closed", closes_at: null}, 2: {state: "open"}, 9: {state: "open"}});
  const idle = stateOf({polls: [{...quiz, state: "closed"}, part]}, "moderator");
  assert.deepEqual(open(part, idle).patch.polls, {2: {state: "open"}, 9: {state: "open"}});
});

test("hiding results that were live keeps them hidden", () => {
  assert.deepEqual(reveal(choice(), false).patch.polls[1], {revealed: false, results_mode: "hidden"});
  assert.deepEqual(reveal(choice({results_mode: "hidden"}), false).patch.polls[1], {revealed: false});
  assert.deepEqual(reveal(pollOf(2, "quiz_question", {}, "moderator"), true).patch.polls[2], {revealed: true, state: "closed", closes_at: null});
});

test("an answered question is no longer highlighted, and a question is highlighted only while it is open", () => {
  assert.deepEqual(answered(question(1, {highlighted: true})).patch.questions[1], {answered: true, highlighted: false});
  assert.deepEqual(answered(question(1, {answered: true})).patch.questions[1], {answered: false});
  assert.equal(highlight(question(1, {answered: true}), stateOf({}, "moderator")), null);
});

test("names are asked for, or not", () => {
  assert.deepEqual([askForNames(true).fields, askForNames(false).fields], [{names: "optional"}, {names: "off"}]);
});

test("a dismissal is of what was seen when its menu was opened, though something came meanwhile", () => {
  const one = question(1);
  const done = [];
  document.getElementById = () => ({hidePopover() {}, focus() {}});
  const desk = {look: {current: null, dismissing: {id: 1, number: 1, question: one, other: false, seen: 4}}, seen: 9, act: act => done.push([act.fields, act.seen])};
  dismissWith(desk, "duplicate");
  assert.deepEqual(done, [[{question: 1, reason: "duplicate", words: ""}, 4]]);
});

test("digits choose a reason on every keyboard", () => {
  assert.deepEqual([{key: "2"}, {key: "é", code: "Digit2"}, {key: "٢", code: "Digit2"}].map(digitOf), [2, 2, 2]);
  assert.ok(Number.isNaN(digitOf({key: "a", code: "KeyA"})));
});

test("numbers at their limits are fine", () => {
  assert.deepEqual(["0", "1", "10", "11", "2.5", "x"].map(typed => isWhole(typed, 1, 10)), [false, true, true, false, false, false]);
});
