import assert from "node:assert/strict";
import {test} from "node:test";

import {arrange, bounds, density} from "../../static/js/screen/cloud.js";

const ASPECT = 1.7;

/** Words as in a poll: few are frequent, most were said once. Always the same. */
function someWords(n) {
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  return Array.from({length: n}, (_, id) => ({id, width: 2 + next() * 9, count: Math.ceil(60 / (1 + id * next()))}));
}

const overlap = places => {
  const all = [...places.values()];
  return all.some((a, i) => all.slice(i + 1).some(b =>
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 1e-5 && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 1e-5));
};

const point = ({x, y}) => ({x, y});

test("one word stands in the middle", () => {
  assert.deepEqual(point(arrange([{id: 1, width: 4, count: 3}], ASPECT).get(1)), {x: 0, y: 0});
});

test("words do not overlap, and the cloud is dense and as wide as its room", () => {
  for (const n of [2, 10, 60, 150]) {
    const places = arrange(someWords(n), ASPECT);
    assert.equal(places.size, n);
    assert.ok(!overlap(places), `${n} words`);
  }
  const all = [...arrange(someWords(150), ASPECT).values()];
  const {left, right, top, bottom} = bounds(all);
  assert.ok(density(all) > 0.55, `density ${density(all)}`);
  assert.ok(Math.abs((right - left) / (bottom - top) / ASPECT - 1) < 0.3);
});

test("the same words on the same way make the same cloud, in whatever order they come", () => {
  const words = someWords(80);
  const first = arrange(words.slice(0, 50), ASPECT);
  assert.deepEqual(arrange(words, ASPECT, first), arrange([...words].reverse(), ASPECT, arrange(words.slice(0, 50).reverse(), ASPECT)));
});

test("the larger the count, the larger the word, until it cannot be read", () => {
  const [a, b, c, d] = [100, 25, 1, 2].map((count, id) => ({id, width: 3, count}));
  const places = arrange([a, b, c, d], ASPECT);
  const sizes = [0, 1, 2, 3].map(id => places.get(id).size);
  [1, 0.5, 0.26, 0.26].forEach((size, i) => assert.ok(Math.abs(sizes[i] / size - 1) < 0.07, `${sizes[i]}`));
  assert.equal(sizes[2], sizes[3]);
});

test("words that stay keep their place when others come or leave", () => {
  const words = someWords(40);
  const before = arrange(words, ASPECT);
  const more = arrange([...words, {id: 99, width: 5, count: 1}], ASPECT, before);
  const fewer = arrange(words.slice(0, 30), ASPECT, before);
  for (const {id} of words) assert.deepEqual(more.get(id), before.get(id));
  for (const {id} of words.slice(0, 30)) assert.deepEqual(fewer.get(id), before.get(id));
  assert.ok(!overlap(more));
});

test("nothing moves when the largest word grows", () => {
  const words = someWords(40);
  const before = arrange(words, ASPECT);
  const after = arrange(words.map(word => word.id === 0 ? {...word, count: word.count + 9} : word), ASPECT, before);
  for (const {id} of words) assert.deepEqual(point(after.get(id)), point(before.get(id)));
});

test("a word that grows pushes only smaller ones away, and few", () => {
  const words = someWords(40);
  const before = arrange(words, ASPECT);
  const after = arrange(words.map(word => word.id === 5 ? {...word, count: 30} : word), ASPECT, before);
  const moved = words.filter(({id}) => after.get(id).x !== before.get(id).x || after.get(id).y !== before.get(id).y);
  assert.ok(moved.length <= 12 && moved.every(({count}) => count <= 30), `${moved.length} moved`);
  assert.ok(!overlap(after));
});

test("a cloud that became sparse moves together, without overlaps", () => {
  const even = Array.from({length: 60}, (_, id) => ({id, width: 4, count: 1}));
  const before = arrange(even, ASPECT);
  const after = arrange(even.map(word => word.id === 3 ? {...word, count: 40} : word), ASPECT, before);
  assert.ok(density([...after.values()]) > 0.4, `density ${density([...after.values()])}`);
  assert.ok(!overlap(after));
});

test("150 words are arranged in a fraction of 200 ms, from nothing and again", () => {
  const words = someWords(150);
  const began = process.cpuUsage();
  const before = arrange(words, ASPECT);
  arrange(words.map(word => ({...word, count: word.count + word.id % 3})), ASPECT, before);
  const spentMs = process.cpuUsage(began).user / 1_000;
  assert.ok(spentMs < 400, `${spentMs} ms for both`);
});
