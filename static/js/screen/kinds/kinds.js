// Every kind of poll, as the big screen shows its results.
import {choice} from "./choice.js";
import {numbers} from "./number.js";
import {points} from "./points.js";
import {quizQuestion} from "./quiz_question.js";
import {ranking} from "./ranking.js";
import {rating} from "./rating.js";
import {survey} from "./survey.js";
import {texts} from "./text.js";
import {wordcloud} from "./wordcloud.js";

/** `draw` fills the box under the title, again and again, with the same box while the picture is the same. `detail` is a
 * word beside the number of answers. `pairs`: it shows an earlier round in the same picture; otherwise both rounds are
 * drawn side by side, each with the other as `beside` in its scene. `fitsAll`: it sees to the size of the title too.
 * @typedef {{draw: (body: HTMLElement, scene: any, redraw: () => void) => void, detail?: (poll: any, scene: any) => string,
 *   pairs?: boolean, fitsAll?: boolean}} Kind */

/** A quiz itself has pictures of its own (see quiz.js). @type {Record<string, Kind>} */
export const KINDS = {
  choice,
  number: numbers,
  points,
  quiz_question: quizQuestion,
  ranking,
  rating,
  survey,
  text: texts,
  wordcloud,
};
