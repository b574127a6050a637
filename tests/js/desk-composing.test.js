import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";

import {poll as pollOf, problem} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {edit, isLost, openComposer, save, set, write} = await import("../../static/js/desk/composing.js");
const {linesOf, pasteLines, setOption, withLines} = await import("../../static/js/desk/writing-options.js");
const {option} = await import("../../static/js/desk/draft.js");
const {createDrafts} = await import("../../static/js/desk/drafts.js");

const POLL = pollOf(7, "choice", {
  title: "Tea or coffee?", options: [{id: 1, text: "Tea"}, {id: 2, text: "Coffee"}], state: "draft", results_mode: "hidden",
}, "moderator");

let desk;

/** A desk that keeps what it was told to do; `refusal` is what the server answers instead of "ok". */
function makeDesk({polls = [], refusal = null} = {}) {
  const made = {
    state: {polls},
    look: {composer: null, problems: {}, saving: false},
    drafts: createDrafts("1234567"),
    acts: [],
    show: changes => Object.assign(made.look, changes),
    arrival: () => Promise.resolve(),
    async act(act, refuse) {
      made.acts.push([act.command, act.fields]);
      if (refusal) return refuse(refusal) ?? null;
      return {poll: 99, act: 1};
    },
  };
  return made;
}

beforeEach(() => {
  desk = makeDesk();
  document.getElementById = () => null;
  document.querySelector = () => null;
});

const texts = options => options.map(({text}) => text);

test("a pasted list loses its bullets, numbers, letters and empty lines", () => {
  assert.deepEqual(linesOf("- Soup\r\n* Bread\n\n 1. Rice \n2) Tea\nc) Cake\n2024 was good"), [
    "Soup",
    "Bread",
    "Rice",
    "Tea",
    "Cake",
    "2024 was good",
  ]);
});

test("pasted lines take the place of the option they were pasted into", () => {
  const options = withLines([option("A", true), option(), option()], 1, ["B", "C"]);
  assert.deepEqual(options, [option("A", true), option("B"), option("C")]);
});

test("boxes, brackets and spreadsheets' columns are bullets and space too", () => {
  assert.deepEqual(linesOf("☐ Soup\n[ ] Bread\n(3) Rice\n\tTea\t\n+ Cake\n-5 degrees"), [
    "Soup",
    "Bread",
    "Rice",
    "Tea",
    "Cake",
    "-5 degrees",
  ]);
});

test("of a list that is too long nothing is lost, and the limit is said at once and when saving", async () => {
  const lines = Array.from({length: 30}, (_, n) => `Option ${n}`);
  const words = "A poll can have 20 options, these are 30. Take some out.";
  openComposer(desk);
  write(desk, {title: "Which?"});
  pasteLines(desk, 0, lines);
  assert.deepEqual(texts(desk.look.composer.options), lines);
  assert.deepEqual(desk.look.problems, {options: words});
  await save(desk);
  assert.deepEqual([desk.look.problems, desk.acts], [{options: words}, []]);
});

test("what was written for one poll is there again after writing another", () => {
  openComposer(desk);
  write(desk, {title: "Half a ques"});
  edit(desk, POLL);
  write(desk, {title: "Tea, coffee?"});
  openComposer(desk);
  assert.equal(desk.look.composer.title, "Half a ques");
  edit(desk, POLL);
  assert.equal(desk.look.composer.title, "Tea, coffee?");
});

test("another kind and back loses no option and no setting", () => {
  openComposer(desk);
  setOption(desk, 0, {text: "Soup"});
  set(desk, {several: true});
  write(desk, {kind: "rating"});
  set(desk, {steps: "7"});
  write(desk, {kind: "choice"});
  assert.equal(desk.look.composer.options[0].text, "Soup");
  assert.equal(desk.look.composer.settings.choice.several, true);
  assert.equal(desk.look.composer.settings.rating.steps, "7");
});

test("what is wrong is said beside its field until that is changed, and nothing is sent", async () => {
  openComposer(desk);
  await save(desk);
  assert.deepEqual(desk.look.problems, {
    title: "Write what you want to ask.",
    options: "Write 2 to 20 options.",
  });
  write(desk, {title: "Soup?"});
  assert.deepEqual(Object.keys(desk.look.problems), ["options"]);
  assert.deepEqual(desk.acts, []);
});

test("a refused draft stays on the desk with the words beside the field", async () => {
  desk = makeDesk({polls: [POLL], refusal: {code: "option_repeated", message: "Two options say the same."}});
  edit(desk, POLL);
  await save(desk);
  assert.deepEqual(desk.look.problems, {options: "Two options say the same."});
  assert.deepEqual(texts(desk.look.composer.options), ["Tea", "Coffee"]);
  assert.equal(desk.look.saving, false);
});

test("a saved poll is forgotten here, and opened where that was asked for", async () => {
  openComposer(desk);
  write(desk, {title: "Soup?", options: [option("Yes"), option("No"), option("  ")]});
  await save(desk, "open");
  assert.deepEqual(
    desk.acts.map(([command]) => command),
    ["poll.create", "poll.open"],
  );
  assert.deepEqual(desk.acts[0][1].options, ["Yes", "No"]);
  assert.equal(desk.look.composer, null);
  assert.equal(desk.drafts.at("new"), null);
});

test("saving a quiz goes on with its first question", async () => {
  openComposer(desk);
  write(desk, {kind: "quiz", title: "Pub quiz"});
  await save(desk, "another");
  assert.equal(desk.look.composer.kind, "quiz_question");
  assert.equal(desk.look.composer.parent, 99);
});

test("a draft that somebody opened meanwhile is saved as a new one", async () => {
  desk = makeDesk({polls: [{...POLL, state: "open"}]});
  edit(desk, POLL);
  assert.equal(isLost(desk.state, desk.look.composer), true);
  await save(desk);
  assert.equal(desk.acts[0][0], "poll.create");
});
