import assert from "node:assert/strict";
import {test} from "node:test";

import {calmOrder} from "../../static/js/screen/order.js";

const items = (...ids) => ids.map(id => ({id}));
const ids = ({items: shown}) => shown.map(({id}) => id);

function clock() {
  const time = {now: 0};
  return {time, order: calmOrder(1_000, () => time.now)};
}

test("the first move is shown at once, the next one after a rest", () => {
  const {time, order} = clock();
  order(items(1, 2, 3));
  assert.deepEqual(ids(order(items(2, 1, 3))), [2, 1, 3]);
  time.now = 400;
  const held = order(items(3, 2, 1));
  assert.deepEqual([ids(held), held.settled], [[2, 1, 3], false]);
  time.now = 1_000;
  const moved = order(items(3, 2, 1));
  assert.deepEqual([ids(moved), moved.settled], [[3, 2, 1], true]);
});

test("what leaves leaves at once, what is new comes last until the rest is over", () => {
  const {time, order} = clock();
  order(items(1, 2, 3));
  order(items(2, 1, 3));
  time.now = 500;
  assert.deepEqual(ids(order(items(4, 1, 3))), [1, 3, 4]);
});

test("figures that move keep their newest values while places rest", () => {
  const {order} = clock();
  order([{id: 1, score: 2}, {id: 2, score: 1}]);
  order([{id: 2, score: 3}, {id: 1, score: 2}]);
  assert.deepEqual(order([{id: 1, score: 4}, {id: 2, score: 3}]).items, [{id: 2, score: 3}, {id: 1, score: 4}]);
});
