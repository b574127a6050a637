// What is filled in but not sent: kept on this phone until it is, through other polls and reloads.
import {byId, here} from "./here.js";
import {isText} from "./holding.js";
import {draftFor} from "./kinds.js";

const POLL = "poll.";
const EDIT = "edit.";

/** @param {string} name @param {any} value As it was kept. */
function take(name, value) {
  const [drafts, start] = name.startsWith(POLL) ? [here.drafts, POLL] : [here.edits, EDIT];
  const id = Number(name.slice(start.length));
  if (start === POLL ? value : isText(value)) drafts.set(id, value);
  else drafts.delete(id);
}

/** Take over what an earlier visit left, and what other tabs write. It is checked against its poll each time it is used. */
export function recallDrafts() {
  for (const name of [...here.kept.names(POLL), ...here.kept.names(EDIT)]) take(name, here.kept.recall(name));
  here.kept.watch((name, value) => {
    if (!name.startsWith(POLL) && !name.startsWith(EDIT)) return;
    take(name, value);
    here.drawSoon();
  });
}

/** Take over what was typed into the server's own forms before this page came alive. */
export function takeTyped() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (byId("poll-view").querySelectorAll("form"))) {
    const poll = here.model.state.polls.find(({id}) => id === Number(form.poll?.value));
    const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=text], [name=texts], [name=number]:not([type=radio])")]);
    if (!poll || fields.every(field => field.value === field.defaultValue)) continue;
    const typed = fields.map(field => field.value);
    keepDraft(poll, poll.kind === "wordcloud" ? typed.filter(Boolean) : typed[0]);
  }
}

/** @param {import("../live/store.js").Poll} poll What its form holds, undefined where nothing was changed in it. */
export const draftOf = poll => draftFor(here.drafts.get(poll.id), poll);

/** @param {import("../live/store.js").Poll} poll @param {any} draft undefined forgets it */
export function keepDraft(poll, draft) {
  const left = draft === undefined ? null : {epoch: poll.epoch, draft};
  if (left) here.drafts.set(poll.id, left);
  else here.drafts.delete(poll.id);
  here.kept.keep(POLL + poll.id, left);
}

/** What is written to replace the words of one's own question. @param {number} question @param {string} [text] */
export function keepEdit(question, text) {
  if (text === undefined) here.edits.delete(question);
  else here.edits.set(question, text);
  here.kept.keep(EDIT + question, text);
}
