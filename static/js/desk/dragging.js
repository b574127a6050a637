/** Moving polls by dragging their handle, with a mouse or a finger. Keys and the menu do the same (see poll-menu.js). */

import {html, icon} from "../live/kit.js";
import * as acts from "./acts-polls.js";
import {siblingsOf} from "./program.js";

const EDGE_PX = 48;
const SCROLL_PX = 12;

/** The card it would be dropped at, and whether after it. */
let over = null;

function mark(card, after = false) {
  over?.card.classList.remove("drop--before", "drop--after");
  card?.classList.add(after ? "drop--after" : "drop--before");
  over = card ? {card, after} : null;
}

/** The card of a sibling of `poll` under the pointer. */
function cardAt(desk, poll, {clientX, clientY}) {
  const ids = siblingsOf(desk.state, poll).map(({id}) => String(id));
  const under = document.elementsFromPoint(clientX, clientY).map(element => element.closest("[data-poll]"));
  return under.find(card => card && ids.includes(card.getAttribute("data-poll")));
}

function move(desk, poll, event) {
  const card = cardAt(desk, poll, event);
  if (card) {
    const {top, height} = card.getBoundingClientRect();
    mark(card, event.clientY > top + height / 2);
  }
  const list = event.currentTarget.closest(".column__body");
  const {top, bottom} = list.getBoundingClientRect();
  if (event.clientY < top + EDGE_PX) list.scrollBy(0, -SCROLL_PX);
  if (event.clientY > bottom - EDGE_PX) list.scrollBy(0, SCROLL_PX);
}

/** The id to put a poll before when it is dropped at the marked card. */
function placeOver(desk, poll) {
  const ids = siblingsOf(desk.state, poll).map(({id}) => id);
  const at = ids.indexOf(Number(over.card.getAttribute("data-poll"))) + Number(over.after);
  return ids[at] === poll.id ? ids[at + 1] ?? null : ids[at] ?? null;
}

function drop(desk, poll) {
  if (!over) return;
  const before = placeOver(desk, poll);
  mark(null);
  const ids = siblingsOf(desk.state, poll).map(({id}) => id);
  const stays = (ids[ids.indexOf(poll.id) + 1] ?? null) === before;
  if (!stays) desk.act(acts.move(poll, before, desk.state));
}

function start(desk, poll, event) {
  if (event.button) return;
  event.preventDefault();
  const handle = event.currentTarget;
  const ended = new AbortController();
  const listen = (name, then) => handle.addEventListener(name, then, {signal: ended.signal});
  const end = () => {
    ended.abort();
    mark(null);
  };
  handle.setPointerCapture(event.pointerId);
  listen("pointermove", moved => move(desk, poll, moved));
  listen("pointerup", () => {
    drop(desk, poll);
    end();
  });
  listen("pointercancel", end);
}

/** A handle by which its card is dragged. */
export const dragHandle = (desk, poll) =>
  html`<span class="pollcard__grip" aria-hidden="true" @pointerdown=${event => start(desk, poll, event)}>
    ${icon("grip-vertical")}
  </span>`;
