// What a stray key must not do to a whole room. A clicker meant for the slides sends Page Down: opening a poll asks for
// the key a second time. Letters that close a poll or show results act at once; what was done is said, with a way back. Pure.
import {gettext, interpolate, ngettext, number} from "../live/kit.js";
import {parentOf} from "./family.js";

/** @typedef {import("../live/store.js").State} State */
/** @typedef {import("../remote/acts.js").Command} Command */

export const WAIT_MS = 4_000;

/** @param {State} state @param {Command} command @returns {any} */
const pollOf = ({polls}, [, fields]) => polls.find(({id}) => id === /** @type {any} */ (fields).poll);

/** Whether it is done only when its key is pressed twice: opening a poll, but not the next question of a quiz that runs.
 * @param {State} state @param {Command} command */
export function needsSecondPress(state, command) {
  const poll = pollOf(state, command);
  return command[0] === "poll.open" && Boolean(poll) && parentOf(state, poll)?.state !== "open";
}

/** @param {State} state @param {Command} command @param {string} key as it is written on the keyboard */
export const secondPressText = (state, command, key) => interpolate(
  ngettext("Next: {title} · press {key} again to open it to {n} person",
    "Next: {title} · press {key} again to open it to {n} people", state.people),
  {title: pollOf(state, command).title, key, n: number(state.people)});

/** @param {State} state @param {Command} command What was done, or nothing where it is plain to see. */
export function doneText(state, command) {
  const [name, fields] = command;
  const {on} = /** @type {any} */ (fields);
  const words = {
    "poll.open": gettext("Opened: {title}"),
    "poll.close": gettext("Closed: {title}"),
    "poll.reveal": on ? gettext("Results shown: {title}") : gettext("Results hidden: {title}"),
  }[name];
  return words ? interpolate(words, pollOf(state, command)) : "";
}

/** @param {() => number} [now] ms @returns {(command: Command) => boolean} Whether the same was wanted a moment ago. */
export function pressTwice(now = () => performance.now()) {
  let wanted = "";
  let until = 0;
  return command => {
    const name = JSON.stringify(command);
    const isSecond = name === wanted && now() < until;
    wanted = isSecond ? "" : name;
    until = now() + WAIT_MS;
    return isSecond;
  };
}
