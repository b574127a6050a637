/** Moving polls by dragging their handle. Keys and the menu do the same (see poll-menu.js). */

import {html, icon} from "../live/kit.js";
import * as acts from "./acts-polls.js";
import {siblingsOf} from "./program.js";

/** The poll being dragged, and where it would go: the card and whether after it. */
let dragged = null;
let over = null;

function mark(card, after) {
  over?.card.classList.remove("drop--before", "drop--after");
  card?.classList.add(after ? "drop--after" : "drop--before");
  over = card ? {card, after} : null;
}

function start(poll, event) {
  dragged = poll;
  const card = event.target.closest("[data-poll]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", poll.title);
  event.dataTransfer.setDragImage(card, 16, 16);
}

function end() {
  dragged = null;
  mark(null, false);
}

/** A handle by which its card is dragged. */
export const dragHandle = (desk, poll) =>
  html`<span class="pollcard__grip" draggable="true" aria-hidden="true" @dragstart=${event => start(poll, event)} @dragend=${end}>
    ${icon("grip-vertical")}
  </span>`;

/** The id to put the dragged poll before when it is dropped at this half of the card of `poll`. */
function placeAt(desk, poll, after) {
  if (!after) return poll.id;
  const ids = siblingsOf(desk.state, poll).map(({id}) => id);
  return ids[ids.indexOf(poll.id) + 1] ?? null;
}

/** Listens to dragover and drop on the card of `poll`. */
export function dropTarget(desk, poll, event) {
  if (!dragged || dragged.parent !== poll.parent) return;
  event.preventDefault();
  event.stopPropagation();
  const card = event.currentTarget;
  const {top, height} = card.getBoundingClientRect();
  const after = event.clientY > top + height / 2;
  if (event.type === "dragover") return mark(card, after);
  const one = dragged;
  const before = placeAt(desk, poll, after);
  end();
  if (one.id !== poll.id && before !== one.id) desk.act(acts.move(one, before, desk.state));
}
