/** Writing polls: what the composer's fields and buttons do. See draft.js for what is written. */

import * as acts from "./acts-polls.js";
import {blankDraft, draftOf, fieldsOf, problemsOf, settingsOf} from "./draft.js";
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

/** Change a draft that was saved before. What another moderator changes in it from now on is not written over. */
export const edit = (desk, poll) => begin(desk, {...draftOf(poll), seen: desk.seen}, "title");

/** Another tab of this browser wrote, saved or threw away the draft of a place. */
export function follow(desk, place) {
  const {composer} = desk.look;
  desk.show(composer && placeOf(composer) === place ? {composer: desk.drafts.at(place), problems: {}} : {});
}

/** Close the composer. What was written is there when it is opened again, unless `forget`. */
export function close(desk, forget = false) {
  const {composer} = desk.look;
  if (forget) desk.drafts.drop(composer);
  else desk.drafts.leave();
  desk.show({composer: null, problems: {}});
  focusPoll(composer.id ?? composer.parent);
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
  const refuse = ({code, message}) => {
    // They have been told: who saves again means it.
    if (code === "changed_since") write(desk, {seen: desk.seen});
    complain(desk, {[FIELD_OF[code] ?? "form"]: message});
  };
  const act = composer.id && !lost ? {...acts.update(composer.id, fields), seen: Math.min(composer.seen ?? Infinity, desk.seen)} : acts.create(fields);
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

/** Put the focus on a field, by the end of its id. */
export const focusField = name => document.getElementById(`poll-${name}`)?.focus();
