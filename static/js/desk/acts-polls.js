/** What a moderator can do to polls. Each gives an act, see acts-questions.js. */

import {gettext, interpolate} from "../live/kit.js";
import {familyOf, positionsAfter} from "./program.js";

const poll = (command, {id, title}, {fields = {}, patch = {}, words}) => ({
  command,
  fields: {poll: id, ...fields},
  patch: {polls: {[id]: patch}},
  words: interpolate(words, {title}),
});

const each = (polls, patch) => Object.fromEntries(polls.map(({id}) => [id, patch]));

/** `fields` are those of poll.create, see sessions/wire/poll_commands.py. */
export const create = fields => ({
  command: "poll.create",
  fields,
  words: fields.parent ? gettext("Added") : gettext("The poll is saved as a draft"),
});

export const update = (id, fields) => ({
  command: "poll.update",
  fields: {poll: id, ...fields},
  words: gettext("The draft is changed"),
});

export const duplicate = one =>
  poll("poll.duplicate", one, {words: gettext("A copy is saved as a draft: {title}")});

export const repeat = one => poll("poll.repeat", one, {words: gettext("Second round open: {title}")});

export function remove(one, state) {
  const act = poll("poll.delete", one, {words: gettext("Deleted: {title}")});
  act.patch.polls = each(familyOf(state, one), null);
  return act;
}

const FRESH = {state: "draft", answers: 0, revealed: false, results: null, opened_at: null, closes_at: null};

export function reset(one, state) {
  const act = poll("poll.reset", one, {words: gettext("Started over as a draft: {title}")});
  act.patch.polls = each(familyOf(state, one), FRESH);
  return act;
}

/** Opening closes what is open, but for the quiz of a question; a survey opens with its parts. */
export function open(one, state) {
  const act = poll("poll.open", one, {words: gettext("Open: {title}")});
  const family = one.kind === "survey" ? familyOf(state, one) : [one];
  const stay = [one.parent, ...family.map(({id}) => id)];
  const others = state.polls.filter(other => other.state === "open" && !stay.includes(other.id));
  act.patch = {
    polls: {...each(others, {state: "closed", closes_at: null}), ...each(family, {state: "open"})},
    stage: {view: "poll", poll: one.id},
  };
  if (one.parent) act.patch.polls[one.parent] = {state: "open"};
  return act;
}

export function close(one, state) {
  const act = poll("poll.close", one, {words: gettext("Closed: {title}")});
  const open = familyOf(state, one).filter(other => other.state === "open");
  act.patch.polls = each(open, {state: "closed", closes_at: null});
  return act;
}

export function reveal(one, on) {
  const quiz = one.kind === "quiz_question";
  const shown = quiz ? {revealed: true, state: "closed", closes_at: null} : {revealed: true};
  const hidden = one.results_mode === "live" ? {revealed: false, results_mode: "hidden"} : {revealed: false};
  const said = quiz ? gettext("Everybody sees the answer") : gettext("Everybody sees the results");
  return poll("poll.reveal", one, {
    fields: {on},
    patch: on ? shown : hidden,
    words: on ? said : gettext("The results are hidden"),
  });
}

export function move(one, before, state) {
  const act = poll("poll.move", one, {fields: {before}, words: gettext("Moved: {title}")});
  act.patch.polls = positionsAfter(state, one, before);
  return act;
}
