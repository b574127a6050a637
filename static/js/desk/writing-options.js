/** Writing the options of a poll. */

import {POLL_MAX_OPTIONS} from "../wire/protocol.js";
import {focusField, write} from "./composing.js";
import {filled, option, tooMany} from "./draft.js";

/** What stands in front of the lines of a list: bullets, boxes, numbers and letters. */
const BULLET = /^\s*(?:[-*+•‣▪●○◦·–—☐☑✓]|\[[ xX]?\]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+/;

/** The lines of a pasted list, without bullets and numbers in front. Pure. */
export function linesOf(text) {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(BULLET, "").trim())
    .filter(Boolean);
}

/** `options` with the pasted `lines` in place of the one at `at`. May be more than a poll can have: none is lost. Pure. */
export function withLines(options, at, lines) {
  const pasted = lines.map(text => option(text));
  const all = [...options.slice(0, at), ...pasted, ...options.slice(at + 1)];
  return all.filter(({text}, place) => text || place < 2);
}

/** Put the lines of a pasted list in place of the option at `at`; says at once where they are too many. */
export function pasteLines(desk, at, lines) {
  const options = withLines(desk.look.composer.options, at, lines);
  write(desk, {options}, ["options", "right"]);
  const problem = tooMany(filled({options}));
  if (problem) desk.show({problems: {...desk.look.problems, options: problem}});
  focusField(`option-${Math.min(at + lines.length, options.length) - 1}`);
}

/** Change the text of an option, or whether it is right. */
export function setOption(desk, at, changes) {
  const {options} = desk.look.composer;
  const changed = options.map((old, place) => (place === at ? {...old, ...changes} : old));
  write(desk, {options: changed}, ["options", "right"]);
}

/** Go on to the option at `at`: the one that is there and empty, or a new one. */
export function addOption(desk, at) {
  const {options} = desk.look.composer;
  if (options[at]?.text !== "" && options.length < POLL_MAX_OPTIONS)
    write(desk, {options: [...options.slice(0, at), option(), ...options.slice(at)]});
  focusField(`option-${at}`);
}

export function removeOption(desk, at) {
  const {options} = desk.look.composer;
  if (options.length <= 2) setOption(desk, at, option());
  else write(desk, {options: options.filter((_, place) => place !== at)});
  focusField(`option-${Math.max(0, at - 1)}`);
}

/** Move an option `by` places. */
export function moveOption(desk, at, by) {
  const options = [...desk.look.composer.options];
  const to = at + by;
  if (to < 0 || to >= options.length) return;
  [options[at], options[to]] = [options[to], options[at]];
  write(desk, {options});
  focusField(`option-${to}`);
}
