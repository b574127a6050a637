/** What a moderator can do to polls. Each gives an act, see acts-questions.js. */

import {gettext, interpolate} from "../live/kit.js";

const poll = (command, {id, title}, {fields = {}, patch = {}, words}) => ({
  command,
  fields: {poll: id, ...fields},
  patch: {polls: {[id]: patch}},
  words: interpolate(words, {title}),
});

/** `draft` is {title, options: texts, multiple, results: "live" | "hidden"}. */
export const create = draft => ({
  command: "poll.create",
  fields: {...draft},
  words: gettext("The poll is saved as a draft"),
});

export const update = (id, draft) => ({
  command: "poll.update",
  fields: {poll: id, ...draft},
  words: gettext("The draft is changed"),
});

export const remove = one => poll("poll.delete", one, {patch: null, words: gettext("Poll deleted: {title}")});

export function open(one, state) {
  const act = poll("poll.open", one, {patch: {state: "open"}, words: gettext("Poll open: {title}")});
  act.patch.stage = {view: "poll", poll: one.id};
  const others = state.polls.filter(other => other.state === "open" && other.id !== one.id);
  for (const other of others) act.patch.polls[other.id] = {state: "closed"};
  return act;
}

export const close = one =>
  poll("poll.close", one, {patch: {state: "closed"}, words: gettext("Poll closed: {title}")});

export const reveal = (one, on) =>
  poll("poll.reveal", one, {
    fields: {on},
    patch: on ? {revealed: true} : {revealed: false, results_mode: "hidden"},
    words: on ? gettext("Everybody sees the results") : gettext("The results are hidden"),
  });
