// A quiz question with its solution. Before that it is a poll with hidden results (see hidden.js).
import {drawBars} from "../bars.js";
import {choiceBars} from "./choice.js";

/** @type {import("./kinds.js").Kind} */
export const quizQuestion = {
  pairs: true,
  fitsAll: true,
  draw(body, scene, redraw) {
    drawBars(body, choiceBars(scene), redraw);
  },
};
