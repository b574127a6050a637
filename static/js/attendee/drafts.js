// What is filled in but not sent: kept on this phone until it is, through other polls and reloads.
import {here} from "./here.js";
import {keep, recall} from "./memory.js";

const DRAFTS = `drafts-${here.page.code}`;

/** Take over what an earlier visit left. */
export function recallDrafts() {
  here.drafts = new Map(JSON.parse(recall(DRAFTS) || "[]"));
}

/** @param {number} poll @param {any} draft undefined forgets it */
export function keepDraft(poll, draft) {
  if (draft === undefined) here.drafts.delete(poll);
  else here.drafts.set(poll, draft);
  keep(DRAFTS, here.drafts.size ? JSON.stringify([...here.drafts]) : "");
}
