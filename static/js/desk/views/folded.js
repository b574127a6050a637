import {html, nothing} from "../../live/kit.js";

/** A part of a card that is drawn only while it is unfolded; `name` is what the desk remembers it by. */
export const folded = (desk, name, words, view) =>
  html`<details class="pollcard__fold" .open=${desk.look.unfolded.has(name)} @toggle=${event => fold(desk, name, event.target.open)}>
    <summary>${words}</summary>
    ${desk.look.unfolded.has(name) ? view() : nothing}
  </details>`;

function fold(desk, name, open) {
  const {unfolded} = desk.look;
  if (unfolded.has(name) === open) return;
  if (open) unfolded.add(name);
  else unfolded.delete(name);
  desk.show({unfolded});
}
