/**
 * Every kind of poll at the desk. To add one: a module here with this shape, and its line in the table.
 *
 * @typedef {object} Kind
 * @property {string} name - as on the wire
 * @property {string} icon - of the desk's sprite
 * @property {() => string} words - what people call it
 * @property {boolean} [hasOptions] - whether options are written for it
 * @property {boolean} [marksRight] - whether the right ones are marked
 * @property {boolean} [isWhole] - whether it has parts
 * @property {string[]} fields - which of "results", "seconds", "show_count", "named" can be chosen
 * @property {Record<string, any>} blank - its settings as typed, at first
 * @property {(form: any) => any} form - its fields, see fields.js
 * @property {(settings: any, draft: any) => Record<string, string>} check - what is wrong, in words by field
 * @property {(settings: any, draft: any) => Record<string, any>} settings - those to send, from those typed
 * @property {(settings: any) => Record<string, any>} typed - the way back
 * @property {(poll: any) => string} details - what it is set to, in a few words
 * @property {(desk: any, poll: any, first: any) => any} live - its results, small; `first` is the first round or null
 */

import {choice} from "./choice.js";
import {number} from "./number.js";
import {points} from "./points.js";
import {quiz} from "./quiz.js";
import {quizQuestion} from "./quiz_question.js";
import {ranking} from "./ranking.js";
import {rating} from "./rating.js";
import {survey} from "./survey.js";
import {text} from "./text.js";
import {wordcloud} from "./wordcloud.js";

const ALL = [choice, wordcloud, text, rating, ranking, number, points, quizQuestion, quiz, survey];

/** @type {Record<string, Kind>} In the order they are offered. */
export const KINDS = Object.fromEntries(ALL.map(kind => [kind.name, kind]));

/** The kinds a new poll can have; `parent` is the quiz or survey it becomes a part of. */
export function kindsFor(parent) {
  if (parent?.kind === "quiz") return [quizQuestion];
  const free = ALL.filter(kind => kind !== quizQuestion);
  return parent ? free.filter(kind => !kind.isWhole) : free;
}
