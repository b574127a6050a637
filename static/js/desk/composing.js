/**
 * Writing a poll. What is being written is {id, title, options: texts, multiple, hidden}; `id` is null for a new one.
 * It is kept in this browser until it is saved or given up.
 */

import * as acts from "./acts-polls.js";
import {recall, remember} from "./memory.js";

export const MAX_OPTIONS = 20;

const BLANK = {id: null, title: "", options: ["", ""], multiple: false, hidden: false};

const memory = desk => `poll-${desk.page.code}`;

/** What was being written when the page was left, or null. */
export const unfinished = page => recall(`poll-${page.code}`, null);

/** Change what is being written. */
export function write(desk, changes) {
  const composer = {...desk.look.composer, ...changes};
  remember(memory(desk), composer);
  desk.show({composer});
}

export function openComposer(desk) {
  write(desk, BLANK);
  focusField("poll-title");
}

/** Change a draft that was saved before. */
export function edit(desk, {id, title, options, multiple, results_mode: results}) {
  write(desk, {id, title, options: options.map(({text}) => text), multiple, hidden: results === "hidden"});
  focusField("poll-title");
}

export function giveUp(desk) {
  remember(memory(desk), null);
  desk.show({composer: null});
}

/** The lines of a pasted list, without bullets and numbers in front. Pure. */
export function linesOf(text) {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/, "").trim())
    .filter(Boolean);
}

/** `options` with the pasted `lines` in place of the one at `at`; at most MAX_OPTIONS. Pure. */
export function withLines(options, at, lines) {
  const all = [...options.slice(0, at), ...lines, ...options.slice(at + 1)];
  return all.filter((text, place) => text || place < 2).slice(0, MAX_OPTIONS);
}

export function setOption(desk, at, text) {
  write(desk, {options: desk.look.composer.options.map((old, place) => (place === at ? text : old))});
}

/** Go on to the option at `at`: the one that is there and empty, or a new one. */
export function addOption(desk, at) {
  const {options} = desk.look.composer;
  if (options[at] !== "" && options.length < MAX_OPTIONS)
    write(desk, {options: [...options.slice(0, at), "", ...options.slice(at)]});
  focusField(`poll-option-${at}`);
}

export function removeOption(desk, at) {
  const {options} = desk.look.composer;
  if (options.length <= 2) return setOption(desk, at, "");
  write(desk, {options: options.filter((_, place) => place !== at)});
  return focusField(`poll-option-${Math.max(0, at - 1)}`);
}

/** Save what is being written; `open` it as well. It stays on the desk if the server refuses it. */
export async function save(desk, open = false) {
  const {id, title, options, multiple, hidden} = desk.look.composer;
  const draft = {
    title,
    options: options.filter(text => text.trim()),
    multiple,
    results: hidden ? "hidden" : "live",
  };
  const made = await desk.act(id ? acts.update(id, draft) : acts.create(draft));
  if (!made) return;
  giveUp(desk);
  if (open) await desk.act(acts.open({id: id ?? made.poll, title}, desk.state));
}

const focusField = id => document.getElementById(id)?.focus();
