/** Writing polls: what the composer's fields and buttons do. See draft.js for what is written. */

import {POLL_MAX_OPTIONS} from "../wire/protocol.js";
import * as acts from "./acts-polls.js";
import {blankDraft, draftOf, fieldsOf, option, problemsOf, settingsOf} from "./draft.js";
import {placeOf} from "./drafts.js";
import {focusPoll} from "./poll-focus.js";

/** The field a refusal speaks of, by its code; the others stand under the form. */
const FIELD_OF = {option_count: "options", option_repeated: "options", correct_needed: "right"};

const without = (problems, names) =>
  Object.fromEntries(Object.entries(problems).filter(([name]) => !names.includes(name)));

/** Change what is being written; what was wrong with the fields called `names` is no longer said. */
export function write(desk, changes, names = Object.keys(changes)) {
  const composer = {...desk.look.composer, ...changes};
  desk.drafts.put(composer);
  desk.show({composer, problems: without(desk.look.problems, [...names, "form"])});
}

/** Change settings of the kind. */
export function set(desk, changes) {
  const {composer} = desk.look;
  const settings = {...composer.settings, [composer.kind]: {...settingsOf(composer), ...changes}};
  write(desk, {settings}, Object.keys(changes));
}

/** Begin to write `draft`, or go on with what was written in its place before. */
function begin(desk, draft, field) {
  const composer = desk.drafts.at(placeOf(draft)) ?? draft;
  desk.drafts.put(composer);
  desk.show({composer, problems: {}, column: "stage", side: "stage"});
  focusField(field ?? `kind-${composer.kind}`);
  document.querySelector(".pollform")?.scrollIntoView({block: "start"});
}

/** Write a new poll; with `parent` (a quiz or survey), a part of it. */
export function openComposer(desk, parent = null) {
  begin(desk, blankDraft(parent), parent?.kind === "quiz" ? "title" : null);
}

/** Change a draft that was saved before. */
export const edit = (desk, poll) => begin(desk, draftOf(poll), "title");

/** Close the composer. What was written is there when it is opened again, unless `forget`. */
export function close(desk, forget = false) {
  const {composer} = desk.look;
  if (forget) desk.drafts.drop(composer);
  else desk.drafts.leave();
  desk.show({composer: null, problems: {}});
  focusPoll(composer.id ?? composer.parent);
}

/** The lines of a pasted list, without bullets and numbers in front. Pure. */
export function linesOf(text) {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(/^\s*(?:[-*•–]|\d{1,2}[.)]|[a-zA-Z][.)])\s+/, "").trim())
    .filter(Boolean);
}

/** `options` with the pasted `lines` in place of the one at `at`; at most POLL_MAX_OPTIONS. Pure. */
export function withLines(options, at, lines) {
  const pasted = lines.map(text => option(text));
  const all = [...options.slice(0, at), ...pasted, ...options.slice(at + 1)];
  return all.filter(({text}, place) => text || place < 2).slice(0, POLL_MAX_OPTIONS);
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

/** Start from a template (see templates.js). `undone` keeps what it took the place of. */
export function applyTemplate(desk, template) {
  const {composer} = desk.look;
  const title = composer.title.trim() ? composer.title : template.title;
  write(desk, {...template.draft, title, undone: {...composer, undone: undefined}});
  focusField("title");
}

/** Take the template back. */
export function undoTemplate(desk) {
  write(desk, {...desk.look.composer.undone, undone: undefined});
  focusField("title");
}

/**
 * Save what is being written. It stays on the desk if something is wrong, with words beside the field.
 *
 * @param {any} desk
 * @param {"rest" | "open" | "another"} [then] - open it as well, or go on with another part of the same quiz or survey
 */
export async function save(desk, then = "rest") {
  const {composer, saving} = desk.look;
  if (saving) return;
  const problems = problemsOf(composer);
  if (Object.keys(problems).length) return complain(desk, problems);
  const lost = isLost(desk.state, composer);
  const fields = fieldsOf(lost ? {...composer, id: null} : composer);
  desk.show({saving: true, problems: {}});
  const refuse = ({code, message}) => complain(desk, {[FIELD_OF[code] ?? "form"]: message});
  const act = composer.id && !lost ? acts.update(composer.id, fields) : acts.create(fields);
  const made = await desk.act(act, refuse);
  if (!made) return;
  const id = composer.id && !lost ? composer.id : made.poll;
  await desk.arrival(id);
  desk.drafts.drop(composer);
  desk.show({composer: null, saving: false});
  goOn(desk, composer, id, then);
}

/** Whether the draft being changed was opened or deleted meanwhile: it can only be saved as a new one. Pure. */
export const isLost = (state, {id}) =>
  Boolean(id) && state.polls.find(poll => poll.id === id)?.state !== "draft";

function goOn(desk, {kind, title, parent}, id, then) {
  const whole = desk.state.polls.find(poll => poll.id === parent);
  if (then === "open") desk.act(acts.open({id, title, kind, parent}, desk.state));
  if (then === "another" && whole) openComposer(desk, whole);
  else if (then === "another") openComposer(desk, {id, kind});
  else focusPoll(id);
}

function complain(desk, problems) {
  desk.show({problems, saving: false});
  /** @type {HTMLElement | null} */
  const wrong = document.querySelector(".pollform [aria-invalid=true]");
  wrong?.focus();
}

const focusField = name => document.getElementById(`poll-${name}`)?.focus();
