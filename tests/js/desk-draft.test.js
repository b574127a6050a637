import assert from "node:assert/strict";
import {test} from "node:test";

import {poll as pollOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {blankDraft, draftOf, fieldsOf, option, problemsOf} = await import("../../static/js/desk/draft.js");
const {KINDS, kindsFor} = await import("../../static/js/desk/kinds/kinds.js");

const draft = (kind, fields = {}) => ({
  ...blankDraft(),
  kind,
  title: "Which?",
  options: [option("A"), option("B"), option("C")],
  ...fields,
});

/** Settings as the server sends them back. */
const SETTINGS = {
  choice: {lowest: 1, highest: 1, order: "fixed", show: "percent"},
  wordcloud: {most: 3},
  text: {review: false},
  rating: {steps: 5, style: "stars", low: "", high: ""},
  ranking: {partial: false},
  number: {lowest: 0, highest: 100, decimals: 0, unit: ""},
  points: {total: 100},
  quiz_question: {correct: [1], several: false},
  quiz: {time_counts: true, teams: []},
  survey: {},
};

for (const [kind, settings] of Object.entries(SETTINGS)) {
  test(`a blank ${kind} sends what the server takes, and comes back as it was`, () => {
    const options = [option("A"), option("B", kind === "quiz_question"), option("C")];
    const written = draft(kind, {options});
    assert.deepEqual(problemsOf(written), {});
    const fields = fieldsOf(written);
    assert.deepEqual(fields.settings, settings);
    const {results, ...same} = fields;
    delete same.kind;
    const poll = pollOf(3, kind, {...same, state: "draft", results_mode: results, options: options.map(({text}, id) => ({id, text}))}, "moderator");
    assert.deepEqual(fieldsOf({...draftOf(poll), kind}).settings, settings);
  });
}

test("options go only with kinds that have them", () => {
  assert.deepEqual(fieldsOf(draft("ranking")).options, ["A", "B", "C"]);
  assert.deepEqual(fieldsOf(draft("text")).options, []);
});

test("several choices may be all, unless a number is written", () => {
  const settings = {choice: {several: true, lowest: "2", highest: "", order: "votes", show: "count"}};
  assert.deepEqual(fieldsOf(draft("choice", {settings})).settings, {
    lowest: 2,
    highest: 3,
    order: "votes",
    show: "count",
  });
  settings.choice.highest = "4";
  assert.deepEqual(problemsOf(draft("choice", {settings})), {highest: "Write a number from 1 to 3."});
});

test("right options keep their places when an empty one is left out", () => {
  const options = [option("A"), option(" "), option("B", true), option("C", true)];
  assert.deepEqual(fieldsOf(draft("quiz_question", {options})).settings, {correct: [1, 2], several: true});
});

const wrong = (kind, settings, fields) => problemsOf(draft(kind, {settings: {[kind]: settings}, ...fields}));

test("bad input is named beside its field", () => {
  assert.deepEqual(wrong("quiz_question"), {right: "Mark the right option, or several."});
  assert.deepEqual(wrong("rating", {steps: "11"}), {steps: "Write a number from 2 to 10."});
  assert.deepEqual(wrong("rating", {steps: "2.5"}), {steps: "Write a number from 2 to 10."});
  assert.deepEqual(wrong("points", {total: ""}), {total: "Write a number from 1 to 1000."});
  assert.deepEqual(wrong("number", {lowest: "5", highest: "5"}), {
    highest: "This must be more than the lowest number.",
  });
  assert.deepEqual(wrong("quiz", {teams: "Red\nBlue\nred"}), {teams: "Two teams have the same name: “red”."});
  assert.deepEqual(wrong("quiz", {teams: "Red"}), {teams: "One team has nobody to play against."});
  assert.deepEqual(wrong("text", {}, {seconds: "9999"}), {seconds: "Write a number from 0 to 3600."});
  assert.deepEqual(wrong("text", {}, {title: "x".repeat(201)}), {
    title: "This is too long: 201 characters, at most 200 fit.",
  });
  const options = [option("Tea"), option("tea ")];
  assert.deepEqual(wrong("ranking", {}, {options}), {options: "Two options say the same: “tea”."});
});

test("a part of a quiz is a question, of a survey anything but a quiz, a question or a survey", () => {
  const names = parent => kindsFor(parent).map(({name}) => name);
  assert.deepEqual(names({kind: "quiz"}), ["quiz_question"]);
  assert.deepEqual(names({kind: "survey"}), [
    "choice",
    "wordcloud",
    "text",
    "rating",
    "ranking",
    "number",
    "points",
  ]);
  assert.deepEqual(names(null), Object.keys(KINDS).filter(name => name !== "quiz_question"));
});
