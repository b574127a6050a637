// The remote: a phone that moves the big screen.
import {createFence} from "../live/fence.js";
import {byId as part, endedText, gettext, html, interpolate, ngettext, nothing, number, page as read, render} from "../live/kit.js";
import {connectInTurn} from "../live/in_turn.js";
import {apply, start} from "../live/store.js";
import {stayAwake} from "../screen/tools.js";
import {stagePoll, walk} from "./acts.js";
import {card} from "./card.js";
import {panel, questions, views} from "./groups.js";
import {polls} from "./polls.js";
import {done, toast} from "./toast.js";

const WISH_MS = 1_000;
const page = read();
let model = start(page);
let status = "";
/** @type {number | null} */ let chosen = null;
/** What was tapped and is not in the state yet. @type {object} */
let wish = {};

/** @type {import("../live/socket.js").Connection | undefined} */ let connection;
const fenced = createFence(() => connection?.refresh());

/** The state with the wish in it, so that a tap is answered at once. */
const state = () => ({...model.state, stage: {...model.state.stage, ...wish}});

function draw() {
  const now = state();
  const poll = now.polls.find(({id}) => id === chosen) ?? stagePoll(now) ?? walk(now)[0];
  const open = now.session.open;
  const buttons = () => [questions(now, tap), polls(now, poll, tap, step => choose(poll, step)), panel(now, tap)];
  fenced(() => render([card(now), open ? buttons() : nothing], part("main")), part("main"));
  fenced(() => render(open ? views(now, tap) : nothing, part("views")), part("views"));
  fenced(drawLine, part("connection"));
}

function drawLine() {
  const {people, session} = model.state;
  const shown = session.open || status === "closed" ? status : "ended";
  render(html`
    <span class="connection__dot connection__dot--${shown}"></span>
    <span class="connection__state--${shown}" role="status">${lineWords(connection?.pending() ?? 0)}</span>
    <span class="number">${interpolate(ngettext("{n} person", "{n} people", people), {n: number(people)})}</span>`,
  part("connection"));
}

/** @param {number} waiting taps that are not answered yet */
function lineWords(waiting) {
  if (status === "closed") return gettext("Not connected");
  if (!model.state.session.open) return endedText(model.state.session.ended_at);
  if (status === "polling") return gettext("Updated every few seconds");
  if (status !== "reconnecting") return status && gettext("Live");
  const taps = ngettext("{n} tap is waiting", "{n} taps are waiting", waiting);
  return [gettext("Reconnecting…"), waiting ? interpolate(taps, {n: waiting}) : ""].join(" ");
}

/** @param {any} poll the one chosen now @param {number} step */
function choose(poll, step) {
  const all = walk(model.state);
  chosen = all[all.findIndex(({id}) => id === poll.id) + step]?.id ?? chosen;
  draw();
}

/** The second tap of a double tap would hit whatever has come under the thumb meanwhile.
 * @param {import("./acts.js").Command | null} command @returns {(event: MouseEvent) => void} */
const tap = command => ({detail}) => {
  if (command && detail < 2) send(...command);
};

/** @param {string} name @param {any} fields */
async function send(name, fields) {
  navigator.vibrate?.(10);
  if (name === "stage.show") wish = {view: fields.view, poll: fields.poll ?? model.state.stage.poll};
  if (name === "stage.join_panel") wish = {join_panel: fields.on};
  const answer = connection.send(name, fields);
  draw();
  try {
    const {act} = await answer;
    const words = done(name, fields, model.state);
    if (words) toast(words, act ? () => send("act.undo", {act}) : null);
    setTimeout(grant, WISH_MS);
  } catch (problem) {
    toast(problem.message);
    grant();
  }
}

/** The state says it all again. */
function grant() {
  wish = {};
  draw();
}

connection = connectInTurn(page, {
  onFrame(frame) {
    const before = model.state.stage;
    model = fenced(() => apply(model, frame)) ?? model;
    if (model.state.stage !== before) wish = {};
    if (model.state.stage.poll !== before.poll) chosen = null;
    draw();
  },
  onStatus(now, problem) {
    status = now;
    if (now === "closed" && problem) toast(problem.message);
    drawLine();
  },
});
draw();
stayAwake();
