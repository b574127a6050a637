// Acts on questions: shown at once, and taken back with words where the server refuses.
import assert from "node:assert/strict";
import {afterEach, beforeEach, mock, test} from "node:test";
import {ok, ownQuestion, page as pageOf, problem, question, state, you} from "./recorded.js";
import {standInAttendeePage} from "./stand_ins.js";

const QUESTION = question(1, {score: 10});
standInAttendeePage(pageOf("attendee", {session: 5, state: state({questions: [QUESTION]}), you: you({questions: [ownQuestion(3, {text: "Why?", editable: true})]})}));
const {here} = await import("../../static/js/attendee/here.js");
const {startOutbox} = await import("../../static/js/attendee/acting.js");
const {edit, editing, vote, voting, withdraw, withdrawing} = await import("../../static/js/attendee/acts.js");
const {keepEdit} = await import("../../static/js/attendee/drafts.js");
const {say} = await import("../../static/js/attendee/voice.js");

const announcer = document.getElementById("announcer");
const START = here.model;
let kept, sent;
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

beforeEach(() => {
  mock.timers.enable({apis: ["setTimeout", "Date"]});
  mock.timers.tick(60_000);
  sent = [];
  kept = new Map();
  here.kept = {recall: name => kept.get(name) ?? null, keep: (name, value) => void ((value ?? null) === null ? kept.delete(name) : kept.set(name, value)), names: () => [], watch() {}};
  here.model = START;
  here.casts = new Map();
  for (const map of [here.edits, here.editProblems, here.withdrawn]) map.clear();
  const send = (name, fields) => new Promise((resolve, reject) => sent.push({name, fields, resolve, reject}));
  startOutbox(send, {"question.upvote": voting, "question.edit": editing, "question.withdraw": withdrawing}, () => {});
});
afterEach(() => mock.timers.reset());

const shown = () => [here.shown().state.questions[0].score, here.shown().you.votes];

/** Refuse something. The message that says so needs a page, and is looked at in tests/browser. */
function refuse(act, fields, code) {
  try {
    act.refused(fields, problem(code));
  } catch (fault) {
    assert.match(String(fault), /TypeError/);
  }
}

test("a vote that the server refuses goes back: the score and the button are as they were", async () => {
  vote(1, true);
  assert.deepEqual(shown(), [11, [1]]);
  refuse(voting, {question: 1}, "question_closed");
  assert.equal(here.casts.size, 0);
  assert.deepEqual(here.model, START);
});

test("a vote the server took stays, and leaves no trace once the score has settled", async () => {
  vote(1, true);
  assert.deepEqual(shown(), [11, [1]]);
  sent[0].resolve(ok("question.upvote").d);
  await settle();
  assert.deepEqual(shown(), [11, [1]]);
  here.model = {...here.model, state: state({questions: [question(1, {score: 11})]})};
  here.casts = new Map([[1, {...here.casts.get(1), isTold: true}]]);
  mock.timers.tick(2_001);
  assert.equal(here.casts.size, 0);
  assert.deepEqual(shown(), [11, [1]]);
});

const form = text => ({question: {value: "3"}, text: {value: text}});

test("new words for one's own question are sent tidied, and not where there are none or too many", () => {
  edit(form("  Why\n not? "));
  assert.deepEqual([sent[0].name, sent[0].fields.text], ["question.edit", "Why not?"]);
  edit(form("  "));
  assert.equal(here.editProblems.get(3), "Write something first.");
  edit(form("x".repeat(161)));
  assert.equal(here.editProblems.get(3), "This is too long: 161 characters, at most 160 fit.");
  edit(form("x".repeat(160)));
  assert.deepEqual([here.editProblems.get(3), sent.length], [undefined, 1]);
});

test("new words are kept on the phone while they are typed, and forgotten when they are taken", () => {
  keepEdit(3, "Why not?");
  assert.deepEqual([kept.get("edit.3"), here.edits.get(3)], ["Why not?", "Why not?"]);
  editing.done({question: 3, text: "Why not?"});
  assert.deepEqual([kept.get("edit.3"), here.edits.get(3), here.model.you.questions[0].text], [undefined, undefined, "Why not?"]);
});

test("what was typed on while new words were on their way stays", () => {
  keepEdit(3, "Why not now?");
  editing.done({question: 3, text: "Why not?"});
  assert.deepEqual([here.edits.get(3), here.model.you.questions[0].text], ["Why not now?", "Why not?"]);
});

test("refused words stay in the form, with the reason", () => {
  editing.refused({question: 3, text: "Rude"}, problem("word_blocked", {message: "No."}));
  assert.deepEqual([here.edits.get(3), here.editProblems.get(3)], ["Rude", "No."]);
});

test("a question whose withdrawal is refused is there again", () => {
  withdraw(3);
  assert.ok(here.withdrawn.has(3));
  refuse(withdrawing, {question: 3}, "question_settled");
  assert.equal(here.withdrawn.size, 0);
});

test("words are spoken one after the other, and of many only the last few", () => {
  for (const words of ["one", "two", "three", "four", "five"]) say(words);
  const heard = [announcer.textContent];
  for (let i = 0; i < 4; i++) {
    mock.timers.tick(3_000);
    heard.push(announcer.textContent);
  }
  assert.deepEqual(heard, ["one", "three", "four", "five", ""]);
});
