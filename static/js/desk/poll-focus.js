/** Putting the focus on a poll's card, for instance after it was saved. */

import {openPolls, programOf} from "./program.js";

/** The first button of the card of poll `id`; with null the button for a new one. */
export function focusPoll(id) {
  const card = id && document.querySelector(`[data-poll="${id}"]`);
  /** @type {HTMLElement | null} */
  const button = card?.querySelector(".button") ?? document.querySelector("#new-poll");
  button?.focus();
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
