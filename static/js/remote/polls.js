// The polls on the remote: choose one, open, close, reveal; a quiz has one large button for whatever comes next.
import {partsOf} from "../live/store.js";
import {gettext, html, icon, interpolate, nothing, person} from "../live/kit.js";
import {parentOf, placeOf, topLevel} from "../screen/family.js";
import {answersText, playersText} from "../screen/words.js";
import * as acts from "./acts.js";

/** @param {any} state @param {any} poll the chosen one @param {import("./groups.js").Tap} tap @param {(step: number) => void} choose */
export function polls(state, poll, tap, choose) {
  if (!poll) return nothing;
  const all = acts.walk(state);
  const at = all.indexOf(poll);
  const quiz = acts.quizOf(state, poll);
  return html`
    <section class="remote-group" aria-labelledby="polls-title">
      <h2 id="polls-title">${gettext("Polls")}</h2>
      ${quiz ? nextStep(state, quiz, tap) : nothing}
      <div class="remote-chooser">
        ${arrow("arrow-left", gettext("Previous poll"), at === 0, () => choose(-1))}
        <p><span class="remote-chooser__title">${person(poll.title)}</span>
          <span class="quiet">${placeText(state, poll)} · ${stateText(state, poll)}</span></p>
        ${arrow("arrow-right", gettext("Next poll"), at === all.length - 1, () => choose(1))}
      </div>
      <div class="remote-three">${buttons(state, poll, tap, !quiz)}</div>
    </section>`;
}

/** @type {Record<string, (n: number, poll: any) => string>} */
const STEPS = {
  join: () => gettext("Let people join"),
  open: n => interpolate(gettext("Open question {n}"), {n}),
  reveal: (n, {state}) => state === "open" ? gettext("End it and reveal the answer") : gettext("Reveal the answer"),
  leaderboard: () => gettext("Show the leaderboard"),
  finish: () => gettext("Finish and show the winners"),
  podium: () => gettext("Show the winners again"),
};

/** @param {any} state @param {any} quiz @param {import("./groups.js").Tap} tap */
function nextStep(state, quiz, tap) {
  const next = acts.quizStep(state, quiz);
  if (!next) return html`<button class="button remote-next" type="button" disabled>${gettext("The quiz is over")}</button>`;
  const {step, poll, command} = next;
  return html`
    <button class="button button--primary remote-next" type="button" @click=${tap(command)}>
      <span class="remote-next__what">${STEPS[step](placeOf(state, poll), poll)}</span>
      <span class="remote-next__text">${person(poll.title)}</span></button>`;
}

/** @param {string} name @param {string} label @param {boolean} disabled @param {() => void} act */
const arrow = (name, label, disabled, act) => html`
  <button class="button button--icon" type="button" aria-label=${label} ?disabled=${disabled}
    @click=${act}>${icon(name)}</button>`;

/** @param {any} state @param {any} poll */
function placeText(state, poll) {
  const parent = parentOf(state, poll);
  const place = placeOf(state, poll);
  if (!parent) return `${place}/${topLevel(state).length}`;
  const words = parent.kind === "quiz" ? gettext("question {n} of {all}") : gettext("part {n} of {all}");
  return interpolate(words, {n: place, all: partsOf(state, parent.id).length});
}

/** @param {any} state @param {any} poll */
const isOnStage = ({stage}, poll) => stage.view === "poll" && stage.poll === poll.id;

/** @param {any} state @param {any} poll */
function stateText(state, poll) {
  if (poll.state === "draft") return gettext("draft");
  const what = poll.state === "open" ? gettext("open") : gettext("closed");
  const people = poll.kind === "quiz" ? playersText(poll.answers) : answersText(poll.answers);
  return `${what} · ${isOnStage(state, poll) ? gettext("on stage") : people}`;
}

/** @param {any} state @param {any} poll @param {import("./groups.js").Tap} tap @param {boolean} prominent */
function buttons(state, poll, tap, prominent) {
  const prepared = poll.state === "draft";
  const open = poll.state === "open";
  const shown = acts.isRevealed(poll);
  const lock = acts.lockPoll(state, poll);
  return html`
    <button class="button" type="button" ?disabled=${prepared || isOnStage(state, poll)}
      @click=${tap(acts.showPoll(poll))}>${icon("monitor")}${gettext("Show on stage")}</button>
    <button class="button ${open || !prominent ? "" : "button--primary"}" type="button" ?disabled=${!lock} @click=${tap(lock)}>
      ${icon(open ? "lock" : "play")}${
        open ? gettext("Close poll") : prepared ? gettext("Open poll") : gettext("Open again")}</button>
    ${poll.kind === "quiz" ? html`
      <button class="button" type="button" ?disabled=${prepared || state.stage.view === "leaderboard"}
        @click=${tap(acts.showLeaderboard(poll))}>${icon("trophy")}${gettext("Leaderboard")}</button>` : html`
      <button class="button" type="button" ?disabled=${prepared} @click=${tap(acts.revealPoll(poll))}>
        ${icon(shown ? "eye-off" : "eye")}${shown ? gettext("Hide results") : gettext("Show results")}</button>`}`;
}
