// Questions or poll: one at a time, each keeps its place.
import {gettext, interpolate} from "../live/kit.js";
import {byId, here} from "./here.js";
import {HOLD_AFTER_TOUCH_MS, isHeld} from "./hold.js";
import {isTyping} from "./typing.js";
import {say} from "./voice.js";

/** @type {Record<string, number>} */ const scrolled = {};

/** @param {string} name "questions" or "poll" */
export function showTab(name) {
  if (name === here.tab) return;
  const focusLost = byId(here.tab).contains(document.activeElement);
  scrolled[here.tab] = scrollY;
  here.tab = name;
  byId("questions").hidden = name !== "questions";
  byId("poll").hidden = name !== "poll";
  noteAddress();
  here.draw();
  const title = document.getElementById(name === "poll" ? "poll-title" : "questions-title");
  if (focusLost) (title ?? byId("main")).focus({preventScroll: true});
  scrollTo({top: scrolled[name] ?? 0, behavior: "instant"});
}

/** Put tab and order into the address, for a reload; the session stays where the address names it. */
export function noteAddress() {
  const asked = new URLSearchParams(location.search);
  asked.set("tab", here.tab);
  asked.set("sort", here.sort);
  history.replaceState(null, "", `?${asked}`);
}

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
