import assert from "node:assert/strict";
import {test} from "node:test";

import {like, poll, results} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {approveText, enlarge, hideText, hideWord} = await import("../../static/js/desk/acts-answers.js");

const [word] = results("wordcloud", {}, "moderator").words;
const [card] = results("text", {}, "moderator").cards;
const wallOf = cards => poll(6, "text", {results: results("text", {cards, enlarged: null}, "moderator")}, "moderator");
const words = [like(word, {id: 1, text: "Paris", count: 3, hidden: false})];
const cloud = poll(5, "wordcloud", {results: results("wordcloud", {words, distinct: 1}, "moderator")}, "moderator");
const wall = wallOf([like(card, {id: 8, text: "More time", state: "pending"}), like(card, {id: 9, text: "Less", state: "shown"})]);

test("a hidden word is crossed out at once and can be shown again", () => {
  const act = hideWord(cloud, cloud.results.words[0], true);
  assert.deepEqual([act.command, act.fields], ["word.hide", {word: 1, on: true}]);
  assert.equal(act.patch.polls[5].results.words[0].hidden, true);
  assert.equal(act.patch.polls[5].results.distinct, 1);
  assert.equal(hideWord(cloud, cloud.results.words[0], false).words, "Shown again: “Paris”");
});

test("texts are approved and hidden one by one", () => {
  const [waiting, shown] = wall.results.cards;
  assert.deepEqual(approveText(wall, waiting).patch.polls[6].results.cards, [{...waiting, state: "shown"}, shown]);
  assert.deepEqual(hideText(wall, shown, true).patch.polls[6].results.cards, [waiting, {...shown, state: "hidden"}]);
  assert.deepEqual(hideText(wall, shown, false).fields, {answer: 9, on: false});
});

test("one text is large on the big screen, or none", () => {
  assert.deepEqual(enlarge(wall, wall.results.cards[1]).fields, {poll: 6, answer: 9});
  assert.deepEqual(enlarge(wall, null).fields, {poll: 6, answer: null});
});

test("a message quotes only the start of a long text", () => {
  const long = like(card, {text: "x".repeat(200), state: "shown"});
  assert.ok(hideText(wallOf([long]), long, true).words.length < 60);
});
