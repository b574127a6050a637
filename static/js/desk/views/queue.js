/** A list of question cards, and the chip that says what it holds back. */

import {serverTime} from "../../live/clock.js";
import {html, interpolate, ngettext, nothing} from "../../live/kit.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {card} from "./card.js";

export function queue(desk, name, label) {
  const {current, singleKeys} = desk.look;
  const frozen = !desk.state.session.open;
  const now = serverTime(desk.model);
  const look = id => ({now, list: name, hints: singleKeys, frozen, current: current?.list === name && current.id === id});
  return html`<ul class="queue" role="list" aria-label=${label} data-queue=${name === "review" ? "review" : "questions"}>
    ${repeat(
      desk.shown[name].rows,
      ({question}) => question.id,
      row => card(row, look(row.question.id)),
    )}
  </ul>`;
}

/** Says that a held list has something new; pressing it shows it. */
export function chip(desk, name) {
  const {fresh, moved} = desk.shown[name];
  const words = [
    fresh && interpolate(ngettext("{n} new", "{n} new", fresh), {n: fresh}),
    moved && interpolate(ngettext("{n} moved", "{n} moved", moved), {n: moved}),
  ].filter(Boolean);
  if (!words.length) return nothing;
  return html`<button type="button" class="chip chip--small" @click=${() => desk.list()}>${words.join(" · ")}</button>`;
}
