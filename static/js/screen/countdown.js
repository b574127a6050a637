// Countdowns, by the server's clock. They run by themselves between two frames.
import {clockText, remaining} from "../live/clock.js";
import {gettext, html, nothing} from "../live/kit.js";

const SOON_MS = 5_000;

/** The place of a countdown, where the poll has one. @param {any} poll */
export const clock = ({id, state, closes_at}) => state === "open" && closes_at
  ? html`<span class="clock" role="timer" data-poll=${id}></span>` : nothing;

/** Writes the time that is left into every countdown on the page. @param {any} model */
export function tick(model) {
  for (const slot of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".clock"))) {
    const poll = model.state.polls.find(({id}) => id === Number(slot.dataset.poll));
    const left = poll ? remaining(poll, model) : null;
    if (left !== null) show(slot, left, left / (poll.closes_at - poll.opened_at));
  }
}

/** @param {HTMLElement} slot @param {number} left ms @param {number} share of the whole time, 0 to 1 */
function show(slot, left, share) {
  const text = left ? clockText(left) : gettext("Time is up");
  if (slot.textContent !== text) slot.textContent = text;
  slot.classList.toggle("soon", left <= SOON_MS);
  slot.classList.toggle("over", !left);
  slot.style.setProperty("--left", Math.min(1, share).toFixed(4));
}
