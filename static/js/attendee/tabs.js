// Questions or poll: one at a time, each keeps its place.
import {gettext, interpolate} from "../live/kit.js";
import {byId, here} from "./here.js";
import {HOLD_AFTER_TOUCH_MS, isHeld, NEAR_TOP_PX} from "./hold.js";
import {isTyping} from "./typing.js";
import {say} from "./voice.js";

/** @type {Record<string, number>} */ const scrolled = {};

/** A tab was chosen, or a poll takes the screen. Back returns from a poll to the questions, and then leaves: the poll has one
 * entry above theirs, and choosing the questions goes back to it, so that the history never grows.
 * @param {string} name "questions" or "poll" */
export function showTab(name) {
  if (name === here.tab) return;
  noteAddress(); // what Back returns to says which tab it is
  show(name);
  if (name === "poll") history.pushState({isAbove: true}, "", address());
  else if (history.state?.isAbove) history.back();
  else noteAddress();
}

addEventListener("popstate", () => {
  const name = new URLSearchParams(location.search).get("tab") ?? here.tab;
  if (name !== here.tab && ["questions", "poll"].includes(name)) show(name);
  noteAddress();
});

/** @param {string} name */
function show(name) {
  const focusLost = byId(here.tab).contains(document.activeElement);
  scrolled[here.tab] = scrollY;
  here.tab = name;
  byId("questions").hidden = name !== "questions";
  byId("poll").hidden = name !== "poll";
  if (name === "questions" && !((scrolled[name] ?? 0) > NEAR_TOP_PX)) here.sortAgain();
  here.draw();
  const title = document.getElementById(name === "poll" ? "poll-title" : "questions-title");
  if (focusLost) (title ?? byId("main")).focus({preventScroll: true});
  scrollTo({top: scrolled[name] ?? 0, behavior: "instant"});
}

/** Tab and order, for a reload; the session stays where the address names it. */
function address() {
  const asked = new URLSearchParams(location.search);
  asked.set("tab", here.tab);
  asked.set("sort", here.sort);
  return `?${asked}${location.hash}`;
}

export const noteAddress = () => history.replaceState(history.state, "", address());

/** A poll takes the screen, but not from under a finger, not from somebody who types, and not by a tap that was meant
 * for something else. @param {{id: number, title: string}} poll */
export function pollArrives(poll) {
  here.waiting = poll.id;
  say(interpolate(gettext("New poll: {title}"), poll));
  pollMayCome();
}

/** The poll that waits for a person. */
export const pollWaiting = () => here.model.state.polls.find(({id, state}) => id === here.waiting && state === "open");

/** Show the poll that waits, unless it has to wait on. */
export function pollMayCome() {
  if (here.waiting === undefined || isTyping()) return here.drawSoon();
  if (isHeld()) return void setTimeout(pollMayCome, HOLD_AFTER_TOUCH_MS);
  if (pollWaiting()) pollComes();
  here.waiting = undefined;
  here.drawSoon();
}

function pollComes() {
  byId("poll").classList.add("panel--arriving");
  setTimeout(() => byId("poll").classList.remove("panel--arriving"), HOLD_AFTER_TOUCH_MS);
  if (here.tab === "poll") scrollTo({top: 0, behavior: "instant"});
  showTab("poll");
}
