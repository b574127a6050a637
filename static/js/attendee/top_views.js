// The top of the page: connection, tabs, order; drawn like templates/sessions/join/attendee.html.
import {endedText, gettext, html, icon, interpolate, ngettext, nothing, pgettext, spaced} from "../live/kit.js";
import {notKept} from "../live/storage.js";

/** The quiet line under the title.
 * @param {import("../live/store.js").State} state @param {string} status
 * @param {string} farewell What the server said when it closed the line for good.
 * @param {number} unsent How many acts wait for the line. @param {() => void} retry */
export function connectionLine({people: counted, session}, status, farewell, unsent, retry) {
  const people = Math.max(counted, 1); // oneself, though the count may be older
  /** @type {Record<string, string>} */
  const said = {
    live: gettext("Live"),
    polling: gettext("Updated every few seconds"),
    reconnecting: notKept() || gettext("Reconnecting… what you type is kept"),
    closed: farewell || gettext("Not connected"),
    ended: endedText(session.ended_at),
  };
  const shown = session.open || unsent || status === "closed" ? status : "ended";
  const state = said[shown] && html`<span class=${`connection__state connection__state--${shown}`}>${said[shown]}</span>`;
  const dot = html`<span class=${`connection__dot connection__dot--${shown}`}></span>`;
  if (shown === "reconnecting") return html`<p class="connection">${dot}${state}${unsent ? html` <span class="number">${
    interpolate(ngettext("{n} not sent yet", "{n} not sent yet", unsent), {n: unsent})}</span> <button class="connection__retry" type="button" @click=${retry}>${gettext("Try now")}</button>` : nothing}</p>`;
  return html`<p class="connection">${dot}${state}
    <span class="number">${interpolate(ngettext("{n} person", "{n} people", people), {n: people})}</span>
    <strong class="number">#${spaced(session.code)}</strong></p>`;
}

/** @param {string} current @param {string} sort @param {boolean} isOpen Whether a poll takes answers.
 * @param {boolean} isAnswered By this person. */
export function tabLinks(current, sort, isOpen, isAnswered) {
  const link = (/** @type {string} */ name, /** @type {unknown} */ words) => html`<a class="tab"
    href=${`?tab=${name}&sort=${sort}`} data-tab=${name} aria-current=${current === name ? "page" : nothing}>${words}</a>`;
  const badge = html` <span class=${`badge badge--${isAnswered ? "soft" : "accent"}`}>${gettext("open")}</span>`;
  return [link("questions", gettext("Questions")), link("poll", [gettext("Poll"), isOpen ? badge : nothing])];
}

/** @param {string} current */
export const sortLinks = current => [["popular", gettext("Popular")], ["recent", gettext("Recent")]].map(([name, words]) =>
  html`<a class="segment" href=${`?tab=questions&sort=${name}`} data-sort=${name}
    aria-current=${name === current ? "true" : nothing}>${words}</a>`);

/** What cannot be shown yet because somebody types: a poll that was opened, or that the one they answer is over.
 * @param {{title: string} | undefined} poll @param {boolean} isLate @param {() => void} go */
export function waitingBar(poll, isLate, go) {
  if (!poll && !isLate) return nothing;
  const words = poll ? interpolate(gettext("Poll open: {title}"), poll) : gettext("This poll is closed. Your words are kept here.");
  // The field keeps the focus until the tap has landed: else the keyboard goes, and the button with it.
  return html`<p class="waiting"><span class="waiting__words">${words}</span><button class="button button--small button--primary" type="button"
    @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${go}>${poll ? pgettext("verb", "Answer") : gettext("OK")}</button></p>`;
}

/** The chip that lets the list catch up.
 * @param {number} fresh How many are new. @param {boolean} moved @param {() => void} show */
export function newsChip(fresh, moved, show) {
  if (!fresh && !moved) return nothing;
  const words = fresh ? interpolate(ngettext("{n} new", "{n} new", fresh), {n: fresh})
    : gettext("Order changed");
  return html`<button class="chip number" type="button" @click=${show}>${icon(fresh ? "arrow-up" : "refresh-cw")} ${words}</button>`;
}
