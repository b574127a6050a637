// The buttons of the remote. Each says what it will do; the same act is always in the same place.
import {gettext, html, icon, interpolate, nothing, person} from "../live/kit.js";
import {answersText, votesText} from "../screen/words.js";
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

/** @param {any} state @param {any} poll the chosen one @param {Tap} tap @param {(step: number) => void} choose */
export function polls(state, poll, tap, choose) {
  if (!poll) return nothing;
  const all = acts.inOrder(state);
  const at = all.indexOf(poll);
  return html`
    <section class="remote-group" aria-labelledby="polls-title">
      <h2 id="polls-title">${gettext("Polls")}</h2>
      <div class="remote-chooser">
        ${arrow("arrow-left", gettext("Previous poll"), at === 0, () => choose(-1))}
        <p><span class="remote-chooser__title">${person(poll.title)}</span>
          <span class="quiet">${at + 1}/${all.length} · ${pollState(state, poll)}</span></p>
        ${arrow("arrow-right", gettext("Next poll"), at === all.length - 1, () => choose(1))}
      </div>
      <div class="remote-three">${pollButtons(state, poll, tap)}</div>
    </section>`;
}

/** @param {string} name @param {string} label @param {boolean} disabled @param {() => void} act */
const arrow = (name, label, disabled, act) => html`
  <button class="button button--icon" type="button" aria-label=${label} ?disabled=${disabled}
    @click=${act}>${icon(name)}</button>`;

/** @param {any} state @param {any} poll */
const isOnStage = ({stage}, poll) => stage.view === "poll" && stage.poll === poll.id;

/** @param {any} state @param {any} poll */
function pollState(state, poll) {
  if (poll.state === "draft") return gettext("draft");
  const what = poll.state === "open" ? gettext("open") : gettext("closed");
  return `${what} · ${isOnStage(state, poll) ? gettext("on stage") : answersText(poll.answers)}`;
}

/** @param {any} state @param {any} poll @param {Tap} tap */
function pollButtons(state, poll, tap) {
  const prepared = poll.state === "draft";
  const open = poll.state === "open";
  const shown = acts.isRevealed(poll);
  return html`
    <button class="button" type="button" ?disabled=${prepared || isOnStage(state, poll)}
      @click=${tap(acts.showPoll(poll))}>${icon("monitor")}${gettext("Show on stage")}</button>
    <button class="button ${open ? "" : "button--primary"}" type="button" @click=${tap(acts.lockPoll(poll))}>
      ${icon(open ? "lock" : "play")}${
        open ? gettext("Close poll") : prepared ? gettext("Open poll") : gettext("Open again")}</button>
    <button class="button" type="button" ?disabled=${prepared} @click=${tap(acts.revealPoll(poll))}>
      ${icon(shown ? "eye-off" : "eye")}${shown ? gettext("Hide results") : gettext("Show results")}</button>`;
}

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
    <button class="button" type="button" aria-pressed=${String(state.stage.view === view)} ?disabled=${!command}
      @click=${tap(command)}>${icon(name)}${words}</button>`;
});
