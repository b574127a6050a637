/** One poll of the desk: what it is, how it stands, its results, and what can be done. */

import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {tableOf, tableView} from "../../live/tables.js";
import * as acts from "../acts-polls.js";
import {show} from "../acts-session.js";
import {edit} from "../composing.js";
import {nothingYet} from "../kinds/held.js";
import {KINDS} from "../kinds/kinds.js";
import {openMenu} from "../menus.js";
import {menuOf} from "../poll-menu.js";
import {isVisible} from "../program.js";
import {clock} from "./clock.js";
import {folded} from "./folded.js";

/** Open · 171, closed · 80, draft. With its session every poll ends. */
export function standing({session}, poll) {
  if (poll.state === "draft") return html`<span class="pollcard__standing quiet">${gettext("draft")}</span>`;
  const open = poll.state === "open" && session.open;
  return html`<span class="pollcard__standing ${open ? "tone-good" : "quiet"}">
    ${open ? gettext("open") : gettext("closed")} · ${number(poll.answers)}
    <span class="visually-hidden">${ngettext("answer", "answers", poll.answers)}</span>
  </span>`;
}

function shown(poll) {
  if (poll.kind === "quiz_question") return "";
  if (isVisible(poll)) return gettext("results shown");
  if (poll.parent && poll.results_mode === "live") return gettext("results afterwards");
  return poll.results_mode === "answered" ? gettext("results after answering") : gettext("results hidden");
}

/** What kind it is and what it is set to. */
export function details(poll) {
  const kind = KINDS[poll.kind];
  const n = poll.options.length;
  const words = [
    kind.details(poll),
    poll.state === "draft" && n > 0 && interpolate(ngettext("{n} option", "{n} options", n), {n}),
    poll.state === "draft" && poll.seconds > 0 && interpolate(gettext("{n} s"), {n: poll.seconds}),
    kind.isWhole ? "" : shown(poll),
  ].filter(Boolean);
  return html`<p class="pollcard__details quiet">
    ${icon(kind.icon)} <span>${kind.words()} · ${words.join(" · ")}</span>
    ${poll.named ? html`<b class="badge badge--warning">${gettext("named")}</b>` : nothing}
  </p>`;
}

/** The results, small, and their table; nothing for drafts. */
export function results(desk, state, poll) {
  if (poll.state === "draft" || !poll.results) return nothing;
  const first = state.polls.find(({id}) => id === poll.repeats) ?? null;
  if (!poll.answers) return html`${nothingYet()} ${first?.answers ? KINDS[poll.kind].live(desk, poll, first) : nothing}`;
  return html`${KINDS[poll.kind].live(desk, poll, first)} ${table(desk, state, poll)}`;
}

/** A table is drawn only while it is unfolded: it may have many rows. */
function table(desk, state, poll) {
  const name = `table ${poll.id}`;
  const parts = state.polls.filter(({parent}) => parent === poll.id).sort((a, b) => a.position - b.position);
  const label = interpolate(gettext("Table: {title}"), poll);
  const rows = () => tableView(tableOf(poll, poll.results, parts), poll.title);
  return folded(desk, name, gettext("Table"), () => html`<div class="pollcard__table" role="group" tabindex="0" aria-label=${label}>${rows()}</div>`);
}

export const button = (words, press, look = "") =>
  html`<button type="button" class="button button--small ${look}" @click=${press}>${words}</button>`;

export function moreButton(desk, poll) {
  const name = interpolate(gettext("More for: {title}"), poll);
  const items = () => {
    const now = desk.state.polls.find(({id}) => id === poll.id);
    return now ? menuOf(desk, now) : [];
  };
  return html`<button type="button" class="button button--small button--icon" aria-haspopup="menu" aria-label=${name}
    title=${gettext("More")} @click=${event => openMenu(desk, name, items, event.currentTarget)}>
    ${icon("ellipsis")}
  </button>`;
}

export const editButton = (desk, poll) =>
  button(desk.drafts.at(`poll ${poll.id}`) ? gettext("Go on editing") : gettext("Edit"), () => edit(desk, poll));

/** Close it, or open it again. */
export const turnButton = (desk, state, poll) =>
  poll.state === "open"
    ? button(gettext("Close"), () => desk.act(acts.close(poll, state)), "button--primary")
    : button(gettext("Open again"), () => desk.act(acts.open(poll, state)));

function revealButton(desk, poll) {
  const visible = isVisible(poll);
  const press = () => desk.act(acts.reveal(poll, !visible));
  const next = !visible && poll.state === "closed" ? "button--primary" : "";
  return button(visible ? gettext("Hide results") : gettext("Show results"), press, next);
}

const isOnStage = ({stage}, {id}) => stage.view === "poll" && stage.poll === id;

export const stageButton = (desk, state, poll) =>
  isOnStage(state, poll) ? nothing : button(gettext("Show on stage"), () => desk.act(show("poll", poll.id)));

/** Polls of the moment stand open; of the others the results are a press away. */
const isNow = (state, poll) => poll.state === "open" || isOnStage(state, poll);

function buttons(desk, state, poll) {
  if (poll.state === "draft") {
    return html`${button(gettext("Open"), () => desk.act(acts.open(poll, state)), "button--good")} ${editButton(desk, poll)}`;
  }
  if (isNow(state, poll))
    return html`${turnButton(desk, state, poll)} ${revealButton(desk, poll)} ${stageButton(desk, state, poll)}`;
  return html`${isVisible(poll) ? nothing : revealButton(desk, poll)} ${stageButton(desk, state, poll)}`;
}

function resultsOrFold(desk, state, poll) {
  if (poll.state === "draft" || isNow(state, poll) || !poll.answers) return results(desk, state, poll);
  return folded(desk, `results ${poll.id}`, gettext("Results"), () => results(desk, state, poll));
}

/** The buttons of a card, with the menu of more at the end of their first line; none in an ended session. */
export const actRow = ({session}, shown, more) =>
  session.open ? html`<div class="pollcard__foot"><div class="pollcard__acts">${shown}</div>${more}</div>` : nothing;

/** The first lines of a card: title, how it stands, countdown, whether it is on stage. */
export const head = (desk, state, poll) =>
  html`<div class="pollcard__head">
      <h3 class="pollcard__title">${person(poll.title)}</h3>
      <span class="pollcard__now">${clock(desk, poll)} ${standing(state, poll)}</span>
    </div>
    ${isOnStage(state, poll) ? html`<p class="pollcard__onstage">${icon("monitor")} ${gettext("on stage")}</p>` : nothing}`;

const secondOf = (state, {repeats}) => state.polls.some(({id}) => id === repeats);

export const pollCard = (desk, state, poll) => html`
  ${head(desk, state, poll)} ${details(poll)}
  ${secondOf(state, poll) ? html`<p class="pollcard__details quiet">${icon("repeat")} ${gettext("second round")}</p>` : nothing}
  ${resultsOrFold(desk, state, poll)}
  ${actRow(state, buttons(desk, state, poll), moreButton(desk, poll))}
`;
