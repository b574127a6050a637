/** Putting the focus on a poll's card, for instance after it was saved. */

import {openPolls, programOf} from "./program.js";

/**
 * The card of poll `id`; with null the button for a new one. The card and not its first button, which opens the poll to
 * everybody: the Enter that saved a draft is easily pressed twice.
 */
export function focusPoll(id) {
  /** @type {HTMLElement | null} */
  const card = id && document.querySelector(`[data-poll="${id}"]`);
  (card ?? document.getElementById("new-poll"))?.focus();
  card?.scrollIntoView({block: "nearest"});
}

/** Go to what is likely done next: the open poll, else the first draft. */
export function goToPolls(desk) {
  desk.show({column: "stage", side: "stage"});
  const {state} = desk;
  const [open] = openPolls(state);
  const next = open?.parent ?? open?.id ?? programOf(state).find(poll => poll.state === "draft")?.id;
  focusPoll(next ?? null);
}
