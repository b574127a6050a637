/** The bar on top: what session this is, who is here, what people may do now. */

import {csrf, endedText, gettext, html, icon, interpolate, ngettext, nothing, person, pgettext, spaced} from "../../live/kit.js";
import * as acts from "../acts-session.js";
import {showColumn, shownColumn} from "../columns.js";
import {counted, toggle} from "./parts.js";

export function bar(desk, state) {
  const {session, people, moderators} = state;
  return html`<header class="desk-bar">
    <p class="desk-bar__brand" aria-label="Openfloor">Open<span>floor</span></p>
    <h1 class="desk-bar__title">${person(session.title)}</h1>
    <p class="pill"><span class="quiet">#</span><b class="number">${spaced(session.code)}</b></p>
    <p class="pill">${counted(ngettext("{n} person", "{n} people", people), people)}</p>
    <p class="pill">${counted(ngettext("{n} moderator", "{n} moderators", moderators), moderators)}</p>
    ${connection(desk)}
    <div class="desk-bar__controls">
      ${session.open ? switches(desk, session) : nothing}
      <button type="button" class="button button--small button--primary desk-bar__share" popovertarget="share">
        ${icon("share-2")} <span>${gettext("Share")}</span>
      </button>
      <button type="button" class="button button--small desk-bar__keys" popovertarget="keys">
        <span aria-hidden="true">?</span> <span class="desk-bar__name">${gettext("Keys")}</span>
      </button>
      <button
        type="button"
        class="button button--small button--icon desk-bar__settings"
        popovertarget="settings"
        aria-label=${gettext("Settings")}
        title=${gettext("Settings")}
      >
        ${icon("settings")}
      </button>
    </div>
  </header>`;
}

const REVIEW = () =>
  html`<span class="desk-bar__long">${gettext("Review before showing")}</span
    ><span class="desk-bar__short">${gettext("Review")}</span>`;

const switches = (desk, {intake_open: intake, moderated}) => html`
  ${toggle(gettext("Questions"), intake ? pgettext("questions", "open") : pgettext("questions", "closed"), intake, on =>
    desk.act(acts.takeQuestions(on)),
  )}
  ${toggle(REVIEW(), moderated ? gettext("on") : gettext("off"), moderated, on => desk.act(acts.review(on)))}
`;

function connection(desk) {
  const {status, farewell} = desk.look;
  const waiting = desk.connection?.pending() ?? 0;
  const kept = waiting
    ? interpolate(ngettext("{n} act waits", "{n} acts wait", waiting), {n: waiting})
    : gettext("nothing is lost");
  const words = {
    live: "",
    polling: gettext("Slow connection: updates every few seconds"),
    reconnecting: `${gettext("Reconnecting…")} ${kept}`,
    closed: farewell ?? "",
  };
  return html`<p class="line line--${status}" role="status">${words[status]}</p>`;
}

/** Shown under the bar once the session has ended: what can still be done. */
export const ended = desk =>
  html`<div class="ended">
    <p><b>${gettext("This session has ended.")}</b> ${desk.state.session.ended_at ? html`${endedText(desk.state.session.ended_at)}. ` : nothing} ${gettext("Everybody may still read; nobody can ask, vote or answer, and nothing can be changed here.")}</p>
    <div class="ended__acts">
      <button type="button" class="button button--small" @click=${() => desk.act(acts.reopen())}>
        ${icon("undo-2")} ${gettext("Open it again")}
      </button>
      <a class="button button--small" href=${desk.page.links.report}>${icon("clipboard-list")} ${gettext("Report")}</a>
      ${desk.page.links.duplicate ? duplicate(desk.page.links.duplicate) : nothing}
    </div>
  </div>`;

const duplicate = address =>
  html`<form action=${address} method="post">
    <input type="hidden" name="csrfmiddlewaretoken" value=${csrf()} />
    <button class="button button--small">${icon("copy")} ${gettext("Start another like it")}</button>
  </form>`;

/** Phones show one column, tablets Live and one of the others; these buttons choose which. */
export function columnTabs(desk, state) {
  const shown = shownColumn(desk);
  const {review, live} = desk.shown.counts;
  const tabs = [
    ["review", gettext("For review"), review],
    ["live", pgettext("questions", "Live"), live],
    ["stage", gettext("Stage"), 0],
  ];
  return html`<nav class="columns__tabs" aria-label=${gettext("Columns")}>
    ${tabs.map(
      ([name, words, n]) => html`<button
        type="button"
        class="columns__tab columns__tab--${name}"
        aria-pressed=${shown === name}
        @click=${() => showColumn(desk, name)}
      >
        ${words} ${n ? html`<span class="badge ${name === "review" ? "badge--warning" : ""}">${n}</span>` : nothing}
      </button>`,
    )}
  </nav>`;
}
