// The buttons of the remote. Each says what it will do; the same act is always in the same place.
import {gettext, html, icon, interpolate, person} from "../live/kit.js";
import {votesText} from "../screen/words.js";
import * as acts from "./acts.js";

/** @typedef {(command: acts.Command | null) => (event: MouseEvent) => void} Tap */

/** @param {any} state @param {Tap} tap */
export function questions(state, tap) {
  const now = acts.questionNow(state);
  const next = acts.questionNext(state);
  return html`
    <section class="remote-group" aria-labelledby="questions-title">
      <h2 id="questions-title">${gettext("Questions")}</h2>
      <button class="button remote-next ${now || !next ? "" : "button--primary"}" type="button" ?disabled=${!next}
        @click=${tap(next ? acts.highlight(next) : null)}>
        ${next ? nextLabel(next, now) : gettext("No more questions")}</button>
      <div class="remote-pair">
        <button class="button ${now ? "button--primary" : ""}" type="button" ?disabled=${!now}
          @click=${tap(now ? acts.answered(now) : null)}>${icon("check")}${now
            ? interpolate(gettext("#{number} is answered"), {number: now.number}) : gettext("Answered")}</button>
        <button class="button" type="button" ?disabled=${!now}
          @click=${tap(now ? acts.highlight(now, false) : null)}>${icon("list")}${gettext("Back to the list")}</button>
      </div>
    </section>`;
}

/** @param {any} next @param {any} now */
const nextLabel = (next, now) => html`
  <span class="remote-next__what">${now ? gettext("Next question") : gettext("Put on stage")}
    · #${next.number} · ${votesText(next.score)}</span>
  <span class="remote-next__text">${person(next.text)}</span>`;

/** @param {any} state @param {Tap} tap */
export const panel = (state, tap) => html`
  <button class="remote-switch" type="button" role="switch" aria-checked=${String(state.stage.join_panel)}
    @click=${tap(acts.joinPanel(state))}>
    ${gettext("Code and QR beside the picture")}<span class="remote-switch__knob" aria-hidden="true"></span>
  </button>`;

const VIEWS = () => [
  ["join", "qr-code", gettext("Join")],
  ["questions", "message-square", gettext("Questions")],
  ["poll", "chart-bar", gettext("Poll")],
  ["blank", "moon", gettext("Blank")],
];

/** @param {any} state @param {Tap} tap */
export const views = (state, tap) => VIEWS().map(([view, name, words]) => {
  const command = acts.showView(state, view);
  return html`
    <button class="button" type="button" aria-pressed=${String(isShown(state.stage.view, view))} ?disabled=${!command}
      @click=${tap(command)}>${icon(name)}${words}</button>`;
});

/** The leaderboard is part of a poll. @param {string} now @param {string} view */
const isShown = (now, view) => (now === "leaderboard" ? "poll" : now) === view;
