/** The parts of a quiz or survey inside its card. */

import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {questionNow} from "../../live/store.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {openComposer} from "../composing.js";
import {dragHandle} from "../dragging.js";
import {KINDS} from "../kinds/kinds.js";
import {partsOf} from "../program.js";
import {clock} from "./clock.js";
import {composer} from "./composer.js";
import {folded} from "./folded.js";
import {details, editButton, moreButton, results, standing} from "./pollcard.js";

const answers = poll => interpolate(ngettext("{n} answer", "{n} answers", poll.answers), {n: number(poll.answers)});

/** The question that is played stands open; other results are a press away. */
function partResults(desk, state, poll, isNow) {
  if (poll.state === "draft") return nothing;
  if (isNow) return results(desk, state, poll);
  if (!poll.answers) return html`<p class="pollcard__details quiet">${gettext("No answers yet")}</p>`;
  return folded(desk, `results ${poll.id}`, answers(poll), () => results(desk, state, poll));
}

function part(desk, state, poll, at, whole) {
  if (poll.state === "draft" && state.session.open && desk.look.composer?.id === poll.id) return html`<li>${composer(desk, state)}</li>`;
  const isNow = whole.kind === "quiz" && questionNow(state, whole.id)?.id === poll.id;
  const isDraft = poll.state === "draft";
  return html`<li class="part ${isNow ? "part--now" : ""}" tabindex="-1" data-poll=${poll.id}>
    <div class="pollcard__head">
      ${state.session.open ? dragHandle(desk, poll) : nothing}
      <h4 class="pollcard__title"><span class="number quiet">${number(at + 1)}.</span> ${person(poll.title)}</h4>
      ${state.session.open ? html`<span class="part__acts">${isDraft ? editButton(desk, poll) : nothing} ${moreButton(desk, poll)}</span>` : nothing}
    </div>
    ${isNow ? html`<p class="pollcard__now">${standing(state, poll)} ${clock(desk, poll)}</p>` : nothing}
    ${isDraft || isNow ? details(poll) : nothing} ${partResults(desk, state, poll, isNow)}
  </li>`;
}

const mayGrow = ({session}, {kind, state}) => session.open && (state === "draft" || kind === "quiz");

function addButton(desk, whole) {
  const words = whole.kind === "quiz" ? gettext("Add a question") : gettext("Add a part");
  return html`<button type="button" class="button button--small part__add" @click=${() => openComposer(desk, whole)}>
    ${icon("plus")} ${desk.drafts.at(`part of ${whole.id}`) ? gettext("Go on with the unfinished one") : words}
  </button>`;
}

export function partsList(desk, state, whole) {
  const parts = partsOf(state, whole.id);
  const draft = state.session.open ? desk.look.composer : null;
  const adds = draft && !draft.id && draft.parent === whole.id;
  return html`<ol class="parts" role="list" aria-label=${KINDS[whole.kind].words()}>
      ${repeat(
        parts,
        ({id}) => id,
        (poll, at) => part(desk, state, poll, at, whole),
      )}
    </ol>
    ${adds ? composer(desk, state) : mayGrow(state, whole) ? addButton(desk, whole) : nothing}`;
}
