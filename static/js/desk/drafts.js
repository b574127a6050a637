/** What is being written, kept in this browser: one draft for each place, so that none is lost for another. */

import {ofSession, takeOld} from "../live/storage.js";
import {readDraft} from "./draft.js";

const WRITING = "writing"; // the place where the composer stands
const DRAFT = "draft.";

/** The place of a draft: a saved poll, the parts of a quiz or survey, or the list of polls. Pure. */
export const placeOf = ({id, parent}) => (id ? `poll ${id}` : parent ? `part of ${parent}` : "new");

/** Whether anything is lost with it. A saved poll opened for a look is still on the server. Pure. */
const isBlank = ({id, title, options}) => !id && !title.trim() && options.every(({text}) => !text.trim());

/** What an earlier version kept of all drafts in one, by the session's code. */
function oldDrafts(code) {
  try {
    const {current, drafts} = JSON.parse(takeOld(`openfloor-desk-polls-${code}`));
    return [current, Object.values(drafts)];
  } catch {
    return [null, []];
  }
}

/** `session` is its id. All tabs of this browser write the same drafts: `heard` is called with the place of one that another tab
 * wrote, saved or threw away. */
export function createDrafts(session, code, heard = _place => {}) {
  const kept = ofSession(session);
  const [oldPlace, old] = oldDrafts(code);
  const found = [...old, ...kept.names(DRAFT).map(kept.recall)].map(readDraft).filter(Boolean);
  const drafts = new Map(found.map(draft => [placeOf(draft), draft]));
  let current = kept.recall(WRITING) ?? oldPlace;
  const keep = place => kept.keep(DRAFT + place, drafts.get(place));
  for (const place of old.length ? drafts.keys() : []) keep(place);

  function stand(place) {
    current = place;
    kept.keep(WRITING, place);
  }

  function forget(place) {
    drafts.delete(place);
    keep(place);
  }

  kept.watch((name, value) => {
    if (!name.startsWith(DRAFT)) return;
    const place = name.slice(DRAFT.length);
    const draft = readDraft(value);
    if (draft && placeOf(draft) === place) drafts.set(place, draft);
    else drafts.delete(place);
    heard(place);
  });

  return {
    /** The draft that was being written when the page was left, or null. */
    get current() {
      return drafts.get(current) ?? null;
    },
    /** What was written there and not saved yet, or null. */
    at: place => drafts.get(place) ?? null,
    put(draft) {
      const place = placeOf(draft);
      drafts.set(place, draft);
      keep(place);
      if (place !== current) stand(place);
    },
    /** Put it away for now, with what was written. */
    leave() {
      if (drafts.has(current) && isBlank(drafts.get(current))) forget(current);
      stand(null);
    },
    drop(draft) {
      forget(placeOf(draft));
      stand(null);
    },
  };
}
