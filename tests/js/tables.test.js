import assert from "node:assert/strict";
import {test} from "node:test";
import {like, poll as pollOf, results as resultsOf} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument({lang: "fr", catalog: {Percent: "Pourcentage", Mean: "Moyenne"}});
const {amountText, binText, decimalText, percentText, tableOf} = await import("../../static/js/live/tables.js");

const options = ["Ja", "Nein"].map((text, id) => ({id, text}));
const poll = (kind, results, more = {}) => pollOf(1, kind, {options, results: results && resultsOf(kind, results, "moderator"), ...more}, "moderator");
const rows = (...args) => tableOf(...args).rows;

test("figures are written as the page's language does", () => {
  assert.equal(decimalText(1234.5), "1\u202f234,5");
  assert.equal(percentText(46), "46\u00a0%");
  assert.equal(amountText(2.5, {unit: "km"}), "2,5\u00a0km");
  assert.equal(amountText(null, {unit: "km"}), "–");
});

test("a bin as narrow as the numbers are exact is one number", () => {
  assert.equal(binText({lowest: 3, highest: 4}), "3");
  assert.equal(binText({lowest: 0.1, highest: 0.2}, {decimals: 1}), "0,1");
});

test("bins say the first and the last number they hold, so that each number is in one of them", () => {
  const texts = (edges, settings) => edges.slice(1).map((highest, i) => binText({lowest: edges[i], highest}, settings));
  assert.deepEqual(texts([20, 30, 40], {highest: 100}), ["20–29", "30–39"]);
  assert.deepEqual(texts([80, 90, 100], {highest: 100}), ["80–89", "90–100"]);
  assert.deepEqual(texts([3, 4, 5], {decimals: 1, highest: 10}), ["3–3,9", "4–4,9"]);
  assert.deepEqual(texts([-20, -10, 0], {highest: 100}), ["-20 – -11", "-10 – -1"]);
});

test("hidden results have no table", () => {
  assert.equal(tableOf(poll("choice", null)), null);
});

test("results of one's own stand in for hidden ones", () => {
  const own = {counts: [1, 0], percents: [100, 0], people: 1, correct: null};
  assert.deepEqual(rows(poll("choice", null), own), [["Ja", "1", "100\u00a0%"], ["Nein", "0", "0\u00a0%"]]);
});

test("a choice has an option in each row, a quiz question ticks the right ones", () => {
  const table = tableOf(poll("quiz_question", {counts: [3, 1], percents: [75, 25], people: 4, correct: [1]}));
  assert.deepEqual(table, {
    head: ["Option", "Answers", "Pourcentage"],
    rows: [["Ja", "3", "75\u00a0%"], ["✓ Nein", "1", "25\u00a0%"]],
  });
});

test("what moderators hid is in no table", () => {
  const words = [{text: "pain", count: 2, hidden: false}, {text: "gros mot", count: 9, hidden: true}];
  assert.deepEqual(rows(poll("wordcloud", {words, distinct: 2})), [["pain", "2"]]);
  const cards = [{text: "Oui", state: "shown"}, {text: "Non", state: "pending"}];
  assert.deepEqual(rows(poll("text", {cards, total: 1, enlarged: null})), [["Oui"]]);
});

test("a rating ends with its average, a number with mean and median", () => {
  assert.deepEqual(rows(poll("rating", {counts: [0, 2], average: 2, people: 2})), [["1", "0"], ["2", "2"], ["Average", "2"]]);
  const bins = [{lowest: 0, highest: 10, count: 1}];
  assert.deepEqual(
    rows(poll("number", {bins, mean: 4, median: null, people: 1}, {settings: {unit: "€"}})),
    [["0–9", "1"], ["Moyenne", "4\u00a0€"], ["Median", "–"]],
  );
});

test("a ranking is sorted by points", () => {
  const results = {scores: [2, 5], ranks: [null, 1.25], ranked: [0, 4], people: 4};
  assert.deepEqual(rows(poll("ranking", results)), [["Nein", "1,25", "5", "4"], ["Ja", "–", "2", "0"]]);
});

test("points, players and parts", () => {
  assert.deepEqual(rows(poll("points", {sums: [60, 40], percents: [60, 40], people: 1}))[0], ["Ja", "60", "60\u00a0%"]);
  assert.deepEqual(rows(poll("quiz", {leaders: [{place: 1, name: "Ada", points: 900}], players: 1})), [["1", "Ada", "900"]]);
  assert.deepEqual(rows(poll("survey", {parts: [3, 2], people: 3}), undefined, [{title: "Lieu ?"}]), [["Lieu ?", "3"], ["2", "2"]]);
});
