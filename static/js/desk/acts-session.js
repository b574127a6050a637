/** What a moderator can do to the session, the stage and the polls. Each gives an act, see acts-questions.js. */

import {gettext, interpolate} from "../live/kit.js";

const update = (fields, words) => ({command: "session.update", fields, patch: {session: fields}, words});

export const takeQuestions = on =>
  update({intake_open: on}, on ? gettext("Questions are open") : gettext("Questions are closed"));

export const review = on =>
  update({moderated: on}, on ? gettext("Questions wait for review") : gettext("Questions show right away"));

export const rename = title => update({title}, gettext("The title is changed"));

export const limitLength = characters =>
  update(
    {question_max_length: characters},
    interpolate(gettext("Questions may have {limit} characters"), {limit: characters}),
  );

export const askForNames = on =>
  update(
    {names: on ? "optional" : "off"},
    on ? gettext("People may give their name") : gettext("Everybody is anonymous"),
  );

export const blockLists = languages => update({languages}, gettext("The blocked words are changed"));

/** `name` is "also_block" or "never_block". */
export const blockWords = (name, words) => update({[name]: words}, gettext("The blocked words are changed"));

export const end = () => ({
  command: "session.end",
  fields: {},
  patch: {session: {open: false}},
  words: gettext("The session has ended"),
});

export const reopen = () => ({
  command: "session.reopen",
  fields: {},
  patch: {session: {open: true}},
  words: gettext("The session is open again"),
});

const VIEW_WORDS = () => ({
  join: gettext("On stage: how to join"),
  questions: gettext("On stage: the questions"),
  poll: gettext("On stage: the poll"),
  leaderboard: gettext("On stage: the leaderboard"),
  blank: gettext("The stage is blank"),
});

/** `poll` is an id, needed with the views "poll" and "leaderboard". */
export const show = (view, poll) => ({
  command: "stage.show",
  fields: poll ? {view, poll} : {view},
  patch: {stage: poll ? {view, poll} : {view}},
  words: VIEW_WORDS()[view],
});

export const showJoinPanel = on => ({
  command: "stage.join_panel",
  fields: {on},
  patch: {stage: {join_panel: on}},
  words: on ? gettext("The join panel is shown") : gettext("The join panel is hidden"),
});
