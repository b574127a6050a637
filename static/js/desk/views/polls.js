/** The polls of the session, in the host's order. */

import {gettext, html, icon, nothing, number} from "../../live/kit.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {isLost, openComposer} from "../composing.js";
import {dragHandle} from "../dragging.js";
import {focusPoll} from "../poll-focus.js";
import {movePoll} from "../poll-menu.js";
import {openPolls, partsOf, programOf} from "../program.js";
import {composer} from "./composer.js";
import {empty} from "./parts.js";
import {partsList} from "./parts-list.js";
import {pollCard} from "./pollcard.js";
import {quizCard} from "./quizcard.js";
import {surveyCard} from "./surveycard.js";

const CARDS = {quiz: quizCard, survey: surveyCard};

function card(desk, state, poll) {
  const edits = poll.state === "draft" && composedIn(desk, state)?.id === poll.id;
  return html`<li class="pollcard pollcard--${state.session.open || poll.state === "draft" ? poll.state : "closed"}" tabindex="-1" data-poll=${poll.id}>
    ${edits || !state.session.open ? nothing : dragHandle(desk, poll)}
    ${edits ? edited(desk, state, poll) : (CARDS[poll.kind] ?? pollCard)(desk, state, poll)}
  </li>`;
}

const edited = (desk, state, poll) =>
  html`${composer(desk, state)} ${poll.kind in CARDS && partsOf(state, poll.id).length ? partsList(desk, state, poll) : nothing}`;

const BY = {ArrowUp: -1, ArrowDown: 1};

/** Alt and an arrow move the poll whose card has the focus. */
function keydown(desk, state, event) {
  if (!event.altKey || !(event.key in BY) || event.target.matches("input, textarea, select")) return;
  const id = Number(event.target.closest("[data-poll]")?.dataset.poll);
  const poll = state.polls.find(other => other.id === id);
  if (!poll) return;
  event.preventDefault();
  movePoll(desk, poll, BY[event.key]);
}

/** Whether the composer stands on top: for a new poll, or for one that has no card to stand in any more. */
function standsOnTop(state, draft) {
  if (!draft) return false;
  if (draft.id) return isLost(state, draft);
  return !state.polls.some(({id}) => id === draft.parent);
}

/** What is being written; in an ended session it waits until that is open again. */
const composedIn = (desk, {session}) => (session.open ? desk.look.composer : null);

const noPolls = ({session}) =>
  session.open
    ? empty(gettext("No polls yet"), gettext("Prepare one now; it stays a draft until you open it."))
    : empty(gettext("There were no polls"));

function toOpenOne(state, shown) {
  const [open] = openPolls(state);
  if (!open || !state.session.open || shown[0]?.id === open.id || shown.length < 3) return nothing;
  return html`<button type="button" class="button button--small button--quiet" @click=${() => focusPoll(open.id)}>
    ${icon("arrow-down")} ${gettext("Now open")}
  </button>`;
}

export function pollsList(desk, state) {
  const shown = programOf(state);
  const draft = composedIn(desk, state);
  const onTop = standsOnTop(state, draft);
  return html`<header class="column__head column__head--polls">
      <h2>${gettext("Polls")} <span class="badge">${number(shown.length)}</span></h2>
      ${onTop || !state.session.open ? nothing : newPoll(desk)} ${toOpenOne(state, shown)}
    </header>
    ${onTop ? html`<div class="pollcard pollcard--new">${desk.part(() => composer(desk, state))}</div>` : nothing}
    ${
      shown.length || draft ? nothing : noPolls(state)
    }
    <ul class="polls" role="list" @keydown=${event => keydown(desk, state, event)}>
      ${repeat(
        shown,
        ({id}) => id,
        poll => desk.part(() => card(desk, state, poll)),
      )}
    </ul>`;
}

const newPoll = desk =>
  html`<button type="button" id="new-poll" class="button button--small" @click=${() => openComposer(desk)}>
    ${icon("plus")} ${desk.drafts.at("new") ? gettext("Unfinished poll") : gettext("New poll")}
  </button>`;
