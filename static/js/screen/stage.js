// Puts the scene of a state on the page.
import {byId as part} from "../live/kit.js";
import {announcement} from "./announce.js";
import {drawCalm} from "./calm.js";
import {drawHidden} from "./hidden.js";
import {drawPanel} from "./panel.js";
import {drawPoll} from "./poll.js";
import {drawQuestion, drawQuestions} from "./questions.js";
import {drawGame, drawLeaderboard, drawPodium} from "./quiz.js";
import {scene} from "./scene.js";

/** @type {Record<string, (frame: HTMLElement, scene: any, state: any, redraw: () => void) => void>} */
const DRAWINGS = {
  questions: drawQuestions,
  question: drawQuestion,
  poll: drawPoll,
  hidden: drawHidden,
  game: drawGame,
  leaderboard: drawLeaderboard,
  podium: drawPodium,
  empty: drawCalm,
  waiting: drawCalm,
  ended: drawCalm,
  blank: drawCalm,
};

let shown = "";
let said = "";

/** @param {any} state @param {() => void} redraw draws again from the newest state
 * @param {(draw: () => void) => void} fenced Draws a part so that a fault in it stops no other, see fence.js. */
export function drawStage(state, redraw, fenced) {
  const now = scene(state);
  part("wall").dataset.scene = now.name;
  part("lobby-scene").hidden = now.name !== "join";
  part("picture").hidden = now.name === "join";
  fenced(() => drawPanel(now.panel, state));
  const before = shown;
  try {
    drawPicture(now, state, redraw);
  } catch {
    drawPicture(now, state, redraw); // in a fresh frame: another program may have taken the old one apart
  }
  if (before) say(announcement(now));
}

/** @param {import("./scene.js").Scene} now @param {any} state @param {() => void} redraw */
function drawPicture(now, state, redraw) {
  const frame = (now.key === shown && currentFrame()) || newFrame();
  shown = ""; // what fails half-way begins with a fresh frame next time
  dress(frame, now);
  DRAWINGS[now.name]?.(frame, now, state, redraw);
  shown = now.key;
}

const currentFrame = () => /** @type {HTMLElement} */ (part("picture").querySelector(".frame"));

/** @param {HTMLElement} frame @param {import("./scene.js").Scene} scene */
function dress(frame, {name, poll}) {
  const wanted = poll ? `${name} kind-${poll.kind}` : name;
  if (frame.dataset.scene === wanted) return;
  frame.dataset.scene = wanted;
  frame.className = `frame ${wanted}`;
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
