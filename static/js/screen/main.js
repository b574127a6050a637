// The big screen: shows the stage, keeps its last picture when the line is down.
import {createFence} from "../live/fence.js";
import {byId as part, gettext, page as read} from "../live/kit.js";
import {connect} from "../live/socket.js";
import {apply, start} from "../live/store.js";
import {tick} from "./countdown.js";
import {openHelp, singleKeys} from "./help.js";
import {keyText, listen, STAGE_KEYS} from "./keys.js";
import {power} from "./power.js";
import {doneText, needsSecondPress, pressTwice, secondPressText, WAIT_MS} from "./second-press.js";
import {drawStage} from "./stage.js";
import {startTheme, switchTheme} from "./theme.js";
import {hideWhenIdle, stayAwake, toggleFullScreen} from "./tools.js";

const NOTE_MS = 5_000;
const UNDO_MS = 10_000;
const TICK_MS = 200;
const page = read();
let model = start(page);

/** @type {() => void} Until there is a connection nothing can be fetched anew. */ let refresh = () => {};
const fenced = createFence(() => refresh());

function draw() {
  fenced(() => drawStage(model.state, draw, fenced));
  fenced(() => tick(model));
}

/** @type {any} */ let noteTimer;
/** @param {string} words one quiet line */
function note(words, forMs = NOTE_MS) {
  part("note").textContent = words;
  clearTimeout(noteTimer);
  if (forMs) noteTimer = setTimeout(() => note("", 0), forMs);
}

/** @param {string} status @param {any} [problem] */
function showLine(status, problem) {
  const lost = status === "reconnecting" || status === "closed";
  part("line").classList.toggle("lost", lost);
  part("line-words").textContent = lost ? gettext("Not connected. This is the last picture.") : "";
  if (status === "closed") note(problem?.message ?? "", 0);
}

fenced(startTheme);
draw();
hideWhenIdle();
stayAwake();
const connection = connect(page, {
  onFrame(frame) {
    model = fenced(() => apply(model, frame)) ?? model;
    draw();
  },
  onStatus: showLine,
});

refresh = connection.refresh;
const isSecondPress = pressTwice();
/** @type {number | null} */ let undoable = null;

const stage = power(page, {
  onRefused: note,
  onDone(command, act, before) {
    undoable = act ?? null;
    const words = doneText(before, command);
    if (words) note(act ? `${words} · ${gettext("Z undo")}` : words, UNDO_MS);
  },
});

/** @param {string} key */
const press = key => stage.do(now => {
  const command = STAGE_KEYS[key](now);
  const isSecond = command && isSecondPress(command);
  if (command && !isSecond && needsSecondPress(now, command)) {
    note(secondPressText(now, command, keyText(key)), WAIT_MS);
    return null;
  }
  if (command) note("", 0);
  return command;
}, model);

function undo() {
  if (undoable !== null) stage.undo(undoable);
  undoable = null;
  note("", 0);
}
/** @type {Record<string, () => void>} */
const OWN_KEYS = {f: toggleFullScreen, t: switchTheme, z: undo, "?": () => openHelp(stage.has())};

listen(key => {
  if (stage.has() && Object.keys(STAGE_KEYS).includes(key)) return () => press(key);
  return OWN_KEYS[key];
}, singleKeys);

for (const [id, act] of Object.entries({"full-screen": toggleFullScreen, theme: switchTheme, keys: OWN_KEYS["?"]})) {
  part(id).onclick = event => {
    act();
    if (event.detail) part(id).blur(); // else the next Enter or space of a clicker presses it again
  };
}
new ResizeObserver(draw).observe(part("stage"));
document.fonts?.ready.then(draw);
setInterval(() => fenced(() => tick(model)), TICK_MS);
