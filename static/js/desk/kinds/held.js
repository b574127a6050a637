import {gettext, html, interpolate, ngettext, nothing} from "../../live/kit.js";

/**
 * A list that scrolls by itself and holds still under a pointer (see holds.js), with a chip for what it holds back.
 *
 * `items` are what the server sent in its order; `view` draws rows of {item, left}.
 */
export function heldList(desk, name, items, label, view) {
  if (!items.length) return nothing;
  const {rows, fresh, moved} = desk.holdOf(name).over(items, items);
  const news = fresh
    ? interpolate(ngettext("{n} new", "{n} new", fresh), {n: fresh})
    : moved > 0 && interpolate(ngettext("{n} moved", "{n} moved", moved), {n: moved});
  return html`<div class="held">
    <div class="held__list" role="group" tabindex="0" aria-label=${label} data-hold=${name}>${view(rows)}</div>
    ${news ? html`<button type="button" class="chip chip--small held__news" @click=${() => desk.list()}>${news}</button>` : nothing}
  </div>`;
}

export const nothingYet = () => html`<p class="pollcard__details quiet">${gettext("No answers yet")}</p>`;
