/** The countdown of an open poll. */

import {clockText, remaining} from "../../live/clock.js";
import {gettext, html, icon, nothing} from "../../live/kit.js";

export function clock(desk, poll) {
  const left = remaining(poll, desk.model);
  if (left === null) return nothing;
  return html`<span class="pollcard__clock number" role="timer" aria-live="off">
    ${icon("timer")} ${left > 0 ? clockText(left) : gettext("time is up")}
  </span>`;
}
