// Puts the scene of a state on the page.
import {announcement} from "./announce.js";
import {drawCalm} from "./calm.js";
import {drawPanel} from "./panel.js";
import {drawPoll} from "./poll.js";
import {drawQuestion, drawQuestions} from "./questions.js";
import {scene} from "./scene.js";

/** @type {Record<string, (frame: HTMLElement, scene: any, state: any, redraw: () => void) => void>} */
const DRAWINGS = {
  questions: drawQuestions,
  question: drawQuestion,
  poll: drawPoll,
  hidden: drawPoll,
  empty: drawCalm,
  waiting: drawCalm,
  ended: drawCalm,
  blank: drawCalm,
};

/** @param {string} id */
const part = id => /** @type {HTMLElement} */ (document.getElementById(id));

let shown = "";
let said = "";

/** @param {any} state @param {() => void} redraw draws again from the newest state */
export function drawStage(state, redraw) {
  const now = scene(state);
  part("wall").dataset.scene = now.name;
  part("lobby-scene").hidden = now.name !== "join";
  part("picture").hidden = now.name === "join";
  drawPanel(now.panel, state);
  const frame = now.key === shown ? currentFrame() : newFrame();
  dress(frame, now.name);
  DRAWINGS[now.name]?.(frame, now, state, redraw);
  if (shown) say(announcement(now));
  shown = now.key;
}

const currentFrame = () => /** @type {HTMLElement} */ (part("picture").querySelector(".frame"));

/** @param {HTMLElement} frame @param {string} name */
function dress(frame, name) {
  if (frame.dataset.scene === name) return;
  frame.dataset.scene = name;
  frame.className = `frame ${name}`;
}

/** A new picture comes in with fresh elements, so that nothing moves over from the one before. */
function newFrame() {
  const [box, frame] = [document.createElement("div"), document.createElement("div")];
  box.className = "scene";
  box.append(frame);
  part("picture").querySelector(".scene")?.remove();
  part("picture").append(box);
  return frame;
}

/** @param {string} words */
function say(words) {
  if (words === said) return;
  said = words;
  part("said").textContent = words;
}
