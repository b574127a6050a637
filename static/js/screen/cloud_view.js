// From the lengths of a cloud (in em) to those of the screen (in px).
import {bounds} from "./cloud.js";

const LARGEST = 0.28;
const ROOM_TO_GROW = 1.12;

/** @type {CanvasRenderingContext2D | null} */ let pen = null;
/** @type {Map<string, number>} */ const widths = new Map();

/** The width of a text in em, in the type of `element`. @param {string} text @param {HTMLElement} element */
export function measure(text, element) {
  pen ??= document.createElement("canvas").getContext("2d");
  const key = `${document.fonts?.status} ${text}`;
  if (!widths.has(key)) {
    /** @type {CanvasRenderingContext2D} */ (pen).font = `700 100px ${getComputedStyle(element).fontFamily}`;
    widths.set(key, /** @type {CanvasRenderingContext2D} */ (pen).measureText(text).width / 100);
  }
  return /** @type {number} */ (widths.get(key));
}

/** `scale` is px for one em, (`left`, `top`) the middle of the cloud in px.
 * @typedef {{scale: number, left: number, top: number, width: number, height: number}} View */

/** How large the cloud is shown. An earlier view stays while everything is inside and not much room is wasted, so that
 * words do not move because of others far away.
 * @param {Map<number, import("./cloud.js").Place>} places @param {number} width px @param {number} height px
 * @param {View} [before] @returns {View} */
export function viewOf(places, width, height, before) {
  const box = bounds(places.values());
  const scale = Math.min(width / (box.right - box.left), height / (box.bottom - box.top), height * LARGEST);
  const view = {
    scale,
    left: width / 2 - (scale * (box.left + box.right)) / 2,
    top: height / 2 - (scale * (box.top + box.bottom)) / 2,
    width,
    height,
  };
  return before && isInside(box, before, width, height) && scale < before.scale * ROOM_TO_GROW ? before : view;
}

/** @param {any} box @param {View} view @param {number} width @param {number} height */
const isInside = ({left, right, top, bottom}, view, width, height) =>
  view.width === width && view.height === height &&
  view.left + left * view.scale >= -1 && view.left + right * view.scale <= width + 1 &&
  view.top + top * view.scale >= -1 && view.top + bottom * view.scale <= height + 1;
