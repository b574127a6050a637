/**
 * A poll being written. Pure.
 *
 * @typedef {object} Draft
 * @property {number | null} id - of the draft being changed; null for a new poll
 * @property {number | null} parent - the quiz or survey it is a part of
 * @property {string} kind
 * @property {string} title
 * @property {{text: string, right: boolean}[]} options
 * @property {Record<string, Record<string, any>>} settings - by kind, as typed, so that trying another kind loses nothing
 * @property {string} results - "live" | "hidden" | "answered"
 * @property {boolean} show_count
 * @property {boolean} named
 * @property {string} seconds - of the countdown, as typed; "" for none
 * @property {number} [seen] - the revision at which changing a saved draft began
 */

import {
  COUNTDOWN_MAX_SECONDS,
  OPTION_MAX_CHARACTERS,
  POLL_MAX_OPTIONS,
  POLL_MIN_OPTIONS,
  POLL_TITLE_MAX_CHARACTERS,
} from "../wire/protocol.js";
import {readNumber} from "../live/digits.js";
import {gettext, interpolate} from "../live/kit.js";
import {tidy} from "../live/texts.js";
import {comparisonKey} from "./comparing.js";
import {isWhole, numberNeeded, tooLong} from "./checks.js";
import {KINDS} from "./kinds/kinds.js";

const QUIZ_SECONDS = "20";
const MAX_PASTED_OPTIONS = 500; // more than a poll takes: a pasted list is kept until it is cut

export const option = (text = "", right = false) => ({text, right});

/** A blank one; a part of a quiz is a question. */
export function blankDraft(parent = null) {
  const isQuestion = parent?.kind === "quiz";
  return {
    id: null,
    parent: parent?.id ?? null,
    kind: isQuestion ? "quiz_question" : "choice",
    title: "",
    options: [option(), option()],
    settings: {},
    results: "live",
    show_count: true,
    named: false,
    seconds: isQuestion ? QUIZ_SECONDS : "",
  };
}

/** What is written when a saved draft is to be changed. */
export function draftOf(poll) {
  const {id, parent, kind, title, results_mode: results, show_count, named, seconds} = poll;
  const right = poll.settings.correct ?? [];
  const options = poll.options.map(({text}, at) => option(text, right.includes(at)));
  while (options.length < 2) options.push(option());
  const settings = {[kind]: KINDS[kind].typed(poll.settings)};
  return {id, parent, kind, title, options, settings, results, show_count, named, seconds: seconds ? String(seconds) : ""};
}

const isSame = (value, sample) => typeof value === typeof sample;

const isId = value => value === null || Number.isInteger(value);

/** A draft as this browser kept it, or null: what is kept may be of another version, or anything. Pure. */
export function readDraft(value) {
  const blank = blankDraft();
  const named = Object.keys(blank).every(field => field === "id" || field === "parent" || isSame(value?.[field], blank[field]));
  if (!named || !isId(value.id) || !isId(value.parent) || !Object.keys(KINDS).includes(value.kind)) return null;
  if (!Array.isArray(value.options) || value.options.length > MAX_PASTED_OPTIONS || !value.options.every(one => isSame(one?.text, ""))) return null;
  const {id, parent, kind, title, results, show_count, named: isNamed, seconds} = value;
  const options = value.options.map(({text, right}) => option(text, right === true));
  while (options.length < 2) options.push(option());
  const undone = value.undone && readDraft({...value.undone, undone: undefined});
  const seen = Number.isInteger(value.seen) && value.seen >= 0 ? {seen: value.seen} : {};
  return {id, parent, kind, title, options, settings: readSettings(value.settings), results, show_count, named: isNamed, seconds,
    ...seen, ...(undone ? {undone} : {})};
}

/** Of settings by kind, those that their kind has. */
const readSettings = all => Object.fromEntries(Object.values(KINDS).map(({name, blank}) => {
  const typed = Object.entries(Object(all?.[name])).filter(([field, value]) => Object.keys(blank).includes(field) && isSame(value, blank[field]));
  return [name, Object.fromEntries(typed)];
}));

/** The settings of its kind as typed so far. */
export const settingsOf = draft => ({...KINDS[draft.kind].blank, ...draft.settings[draft.kind]});

/** The options somebody wrote something into. */
export const filled = draft => draft.options.filter(({text}) => text.trim());

/** The fields of poll.create and poll.update. */
export function fieldsOf(draft) {
  const {kind, title, results, show_count, named, seconds, parent, id} = draft;
  const fields = {
    title,
    options: KINDS[kind].hasOptions ? filled(draft).map(({text}) => text) : [],
    settings: KINDS[kind].settings(settingsOf(draft), draft),
    results,
    show_count,
    named,
    seconds: readNumber(seconds || "0"),
  };
  if (id) return fields;
  return parent ? {...fields, kind, parent} : {...fields, kind};
}

/** What keeps it from being saved, in words by field: "title", "options", "seconds", and settings of the kind. */
export function problemsOf(draft) {
  const problems = {};
  if (!draft.title.trim()) problems.title = gettext("Write what you want to ask.");
  else if (tooLong(draft.title, POLL_TITLE_MAX_CHARACTERS))
    problems.title = tooLong(draft.title, POLL_TITLE_MAX_CHARACTERS);
  if (KINDS[draft.kind].hasOptions) Object.assign(problems, optionProblems(filled(draft)));
  if (!isWhole(draft.seconds || "0", 0, COUNTDOWN_MAX_SECONDS))
    problems.seconds = numberNeeded(0, COUNTDOWN_MAX_SECONDS);
  return {...problems, ...KINDS[draft.kind].check(settingsOf(draft), draft)};
}

/** In words, where there are more options than a poll can have; else "". */
export function tooMany(options) {
  if (options.length <= POLL_MAX_OPTIONS) return "";
  const words = gettext("A poll can have {highest} options, these are {n}. Take some out.");
  return interpolate(words, {highest: POLL_MAX_OPTIONS, n: options.length});
}

function optionProblems(options) {
  const many = tooMany(options);
  if (many) return {options: many};
  const seen = new Set();
  for (const {text} of options) {
    const long = tooLong(text, OPTION_MAX_CHARACTERS);
    if (long) return {options: long};
    const folded = comparisonKey(tidy(text));
    if (seen.has(folded))
      return {options: interpolate(gettext("Two options say the same: “{text}”."), {text: text.trim()})};
    seen.add(folded);
  }
  if (options.length >= POLL_MIN_OPTIONS) return {};
  const bounds = {lowest: POLL_MIN_OPTIONS, highest: POLL_MAX_OPTIONS};
  return {options: interpolate(gettext("Write {lowest} to {highest} options."), bounds)};
}
