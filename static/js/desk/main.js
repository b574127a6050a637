/** The moderator's desk. */

import {page, render} from "../live/kit.js";
import {connectInTurn} from "../live/in_turn.js";
import {createAnnouncer} from "./announce.js";
import {arrange} from "./arrange.js";
import {watchBack} from "./columns.js";
import {createDesk} from "./desk.js";
import {watchCards} from "./doing.js";
import {watchKeys} from "./keys.js";
import {makeUpForPopovers} from "./popovers.js";
import {watchPreview} from "./previewing.js";
import {focusCurrent} from "./selection.js";
import {watchShare} from "./share.js";
import {deskView} from "./views/desk.js";

const CLOCK_MS = 30_000;
const SECOND_MS = 1_000;

const root = document.getElementById("desk");
const desk = createDesk(page(), () => draw());
let announce = null;
let saidLast = null;
const watched = new WeakSet();
const queues = new Map();

const draw = () => desk.fenced(drawAll, root);

function drawAll() {
  const {state} = desk;
  const shown = arrange(desk, state);
  announce ??= createAnnouncer(shown.counts.review);
  desk.look.arrived = announce(shown.counts.review) ?? desk.look.arrived;
  const focused = document.activeElement;
  const card = focused?.closest("[data-question]");
  render(deskView(desk, state), root);
  if (card && !card.isConnected) focusCurrent(desk, {scroll: false});
  // A composer that has to move to another place keeps its focus.
  if (focused?.id && !focused.isConnected) document.getElementById(focused.id)?.focus();
  watchQueues();
  watchHeld();
  raiseToast();
  const {review} = shown.counts;
  document.title = `${review ? `(${review}) ` : ""}${state.session.title}`;
}

/** The columns hold still under a pointer. */
function watchQueues() {
  for (const [name, column] of [["review", "review"], ["live", "questions"], ["archive", "questions"]]) {
    const list = root.querySelector(`[data-queue=${column}]`);
    if (!list || queues.get(name) === list) continue;
    queues.set(name, list);
    desk.holds[name].watch(list);
  }
}

/** Smaller lists that hold still come and go with their cards. */
function watchHeld() {
  for (const list of root.querySelectorAll("[data-hold]")) {
    if (watched.has(list)) continue;
    watched.add(list);
    desk.holdOf(list.getAttribute("data-hold")).watch(list);
  }
}

/** A message lies over whatever panel is open. */
function raiseToast() {
  const {now} = desk.notices;
  if (now === saidLast) return;
  saidLast = now;
  const toasts = document.getElementById("toasts");
  toasts.hidePopover();
  if (now) toasts.showPopover();
}

function start() {
  makeUpForPopovers();
  root.replaceChildren();
  desk.look.composer = desk.drafts.current;
  draw();
  desk.connection = connectInTurn(desk.page, {
    onFrame: desk.hear,
    onStatus: (status, detail) => desk.show({status, farewell: detail?.message}),
  });
  watchBack(desk);
  watchCards(desk, root);
  watchKeys(desk);
  watchShare();
  watchPreview();
  setInterval(draw, CLOCK_MS);
  setInterval(() => desk.state.polls.some(({state, closes_at: end}) => state === "open" && end) && draw(), SECOND_MS);
  addEventListener("resize", draw);
}

start();
