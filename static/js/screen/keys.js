/**
 * The keys of the big screen. Clickers send Page Up, Page Down and a full stop, so these work too.
 */
import {keyName} from "../live/keys.js";
import {leaderboard, lockPoll, revealPoll, showView, stagePoll, stepPoll} from "../remote/acts.js";

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../remote/acts.js").Command} Command */

/** Key → the command it stands for; they work where the page may move the stage.
 * @type {Record<string, (state: State) => Command | null>} */
export const STAGE_KEYS = {
  ArrowLeft: state => stepPoll(state, -1),
  ArrowRight: state => stepPoll(state, 1),
  PageUp: state => stepPoll(state, -1),
  PageDown: state => stepPoll(state, 1),
  q: state => showView(state, "questions"),
  p: state => showView(state, "poll"),
  j: state => showView(state, "join"),
  b: state => showView(state, "blank"),
  ".": state => showView(state, "blank"),
  r: state => onStage(state, revealPoll),
  l: state => onStage(state, poll => lockPoll(state, poll)),
  s: leaderboard,
};

/** @param {State} state @param {(poll: any) => Command | null} act @returns {Command | null} */
function onStage(state, act) {
  const poll = ["poll", "leaderboard"].includes(state.stage.view) && stagePoll(state);
  return poll ? act(poll) : null;
}

/** @type {Record<string, string>} How keys are written on the keyboard. */
const NAMES = {ArrowLeft: "←", ArrowRight: "→", PageUp: "Page Up", PageDown: "Page Down"};

/** @param {string} key */
export const keyText = key => NAMES[key] ?? key.toUpperCase();

/** @param {string} key */
const isCharacter = key => key.length === 1;

/** Whether a key is meant for the page and not for the browser or a control.
 * @param {KeyboardEvent} event */
const isForPage = event =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.repeat) &&
  !(event.target instanceof Element && event.target.closest("dialog, input, textarea, select"));

/** @param {(key: string) => (() => void) | undefined} actOf what a key does now
 * @param {() => boolean} singleKeys whether keys that type a character may act (WCAG 2.1.4) */
export function listen(actOf, singleKeys) {
  addEventListener("keydown", event => {
    const key = keyName(event);
    if (!isForPage(event) || (isCharacter(key) && !singleKeys())) return;
    const act = actOf(key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
