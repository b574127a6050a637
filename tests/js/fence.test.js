// A view that fails is tried again in an empty place, told once, and stops no other.
import assert from "node:assert/strict";
import {beforeEach, mock, test} from "node:test";
import {textOf} from "./html.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {createFence, outOfOrder} = await import("../../static/js/live/fence.js");

let faults, fenced;
beforeEach(() => {
  faults = mock.fn();
  mock.method(console, "error", () => {});
  fenced = createFence(faults);
});

const box = () => ({replaceChildren: mock.fn()});
const emptied = ({replaceChildren}) => replaceChildren.mock.callCount();

test("a view that fails because of what another program left is drawn again in an empty place, and nobody is told", () => {
  const place = box();
  let tries = 0;
  const draw = () => {
    tries += 1;
    if (tries === 1) throw new Error("taken away");
    return "drawn";
  };
  assert.equal(fenced(draw, place), "drawn");
  assert.deepEqual([emptied(place), faults.mock.callCount()], [1, 0]);
  assert.equal(fenced(draw, place), "drawn");
  assert.equal(emptied(place), 1);
});

test("a view that fails for good is told once, and the next one is drawn", () => {
  const fails = () => {
    throw new Error("for good");
  };
  assert.deepEqual([fenced(fails), fenced(fails), fenced(() => "drawn")], [undefined, undefined, "drawn"]);
  assert.equal(faults.mock.callCount(), 1);
});

test("faults whose words change each time are not told for ever", () => {
  for (let n = 0; n < 20; n++) {
    fenced(() => {
      throw new Error(`fault ${n}`);
    });
  }
  assert.equal(faults.mock.callCount(), 5);
});

test("what stands where a view failed says that nothing is lost", () => {
  assert.equal(textOf(outOfOrder()), "This part cannot be shown at the moment. Nothing you sent is lost.");
});
