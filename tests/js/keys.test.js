import assert from "node:assert/strict";
import {test} from "node:test";

import {isComposing, isEnter, keyName} from "../../static/js/live/keys.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {digitOf} = await import("../../static/js/desk/dismissing.js");

const layouts = {
  "US": [["b", "KeyB", "b"], ["B", "KeyB", "b"], [".", "Period", "."], ["?", "Slash", "?"], ["PageDown", "PageDown", "PageDown"]],
  "AZERTY": [["q", "KeyA", "q"], ["a", "KeyQ", "a"], ["é", "Digit2", "é"], [",", "KeyM", ","]],
  "Dvorak": [["j", "KeyC", "j"], ["'", "KeyQ", "'"], [".", "KeyE", "."], [";", "KeyZ", ";"], ["z", "Slash", "z"]],
  "bépo": [["è", "KeyT", "è"], ["j", "KeyP", "j"]],
  "Russian": [["и", "KeyB", "b"], ["И", "KeyB", "b"], ["я", "KeyZ", "z"], ["ю", "Period", "."], [".", "Slash", "."], ["?", "Digit7", "?"]],
  "Greek": [["β", "KeyB", "b"], [";", "KeyQ", "q"], ["π", "KeyP", "p"]],
  "Hebrew": [["נ", "KeyB", "b"], ["/", "KeyQ", "q"], ["ת", "Comma", "ת"]],
  "Bulgarian": [[",", "KeyQ", "q"], ["у", "KeyW", "w"]],
  "Arabic": [["لا", "KeyB", "b"], ["ض", "KeyQ", "q"]],
  "Thai": [["ิ", "KeyB", "b"]],
  "Korean": [["ㅠ", "KeyB", "b"]],
};

for (const [layout, keys] of Object.entries(layouts)) {
  test(`keys on a ${layout} keyboard`, () => {
    for (const [key, code, name] of keys) assert.equal(keyName({key, code}), name, `${key} at ${code}`);
  });
}

test("digits choose a reason on any keyboard", () => {
  for (const [key, code] of [["1", "Digit1"], ["&", "Digit1"], ["١", "Digit1"], ["1", "Numpad1"]]) assert.equal(digitOf({key, code}), 1, key);
  assert.ok(Number.isNaN(digitOf({key: "a", code: "KeyQ"})));
});

test("an Enter that ends a composition sends nothing, in Safari either", () => {
  assert.ok(isEnter({key: "Enter", isComposing: false, keyCode: 13}));
  assert.ok(!isEnter({key: "Enter", isComposing: true, keyCode: 229}));
  assert.ok(!isEnter({key: "Enter", isComposing: false, keyCode: 229}));
  assert.ok(!isEnter({key: "a", isComposing: false, keyCode: 65}));
  assert.ok(isComposing({key: "Escape", isComposing: false, keyCode: 229}));
});
