/** What is being written, kept in this browser: one draft for each place, so that none is lost for another. */

import {recall, remember} from "./memory.js";

/** The place of a draft: a saved poll, the parts of a quiz or survey, or the list of polls. Pure. */
export const placeOf = ({id, parent}) => (id ? `poll ${id}` : parent ? `part of ${parent}` : "new");

/** Whether anything is lost with it. A saved poll opened for a look is still on the server. Pure. */
const isBlank = ({id, title, options}) => !id && !title.trim() && options.every(({text}) => !text.trim());

const nothing = () => ({current: null, drafts: {}});

/** `code` is the session's. */
export function createDrafts(code) {
  const name = `polls-${code}`;
  const kept = recall(name, nothing());

  const keep = () => remember(name, Object.keys(kept.drafts).length ? kept : null);

  return {
    /** The draft that was being written when the page was left, or null. */
    get current() {
      return kept.drafts[kept.current] ?? null;
    },
    /** What was written there and not saved yet, or null. */
    at: place => kept.drafts[place] ?? null,
    put(draft) {
      kept.current = placeOf(draft);
      kept.drafts[kept.current] = draft;
      keep();
    },
    /** Put it away for now, with what was written. */
    leave() {
      const {current} = kept;
      if (current && isBlank(kept.drafts[current])) delete kept.drafts[current];
      kept.current = null;
      keep();
    },
    drop(draft) {
      delete kept.drafts[placeOf(draft)];
      kept.current = null;
      keep();
    },
  };
}
