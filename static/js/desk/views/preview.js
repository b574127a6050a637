/** A poll as attendees will see it, in a frame as large as a phone. */

import {gettext, html, icon, interpolate, nothing} from "../../live/kit.js";

/** Its own page in a frame: the phone's styles and scripts stay out of the desk's. */
export function preview(desk, state) {
  const poll = state.polls.find(({id}) => id === desk.look.preview);
  if (!poll) return nothing;
  const name = interpolate(gettext("{title}, as an attendee sees it"), poll);
  return html`<div class="panel__head">
      <h2 id="preview-title" class="panel__title">${gettext("As an attendee sees it")}</h2>
      <button type="button" class="button button--small button--quiet button--icon" popovertarget="preview"
        popovertargetaction="hide" aria-label=${gettext("Close")}>
        ${icon("x")}
      </button>
    </div>
    <p class="pollform__warning">${icon("smartphone")} <span>${gettext("Try it: answers given here are not sent or counted.")}</span></p>
    <iframe class="preview__phone" title=${name} src=${`/s/${desk.page.code}/preview/${poll.id}/?session=${desk.page.session}`}></iframe>`;
}
