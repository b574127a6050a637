// Every kind of poll on the phone, in one table. A quiz and a survey hold polls of these kinds (see quiz.js, survey.js).
import {isText} from "./holding.js";
import {choiceKind} from "./kinds/choice.js";
import {numberKind} from "./kinds/number.js";
import {pointsKind} from "./kinds/points.js";
import {quizQuestionKind} from "./kinds/quiz_question.js";
import {rankingKind} from "./kinds/ranking.js";
import {ratingKind} from "./kinds/rating.js";
import {textKind} from "./kinds/text.js";
import {wordcloudKind} from "./kinds/wordcloud.js";

/** What is special about a kind of poll.
 * - `field` of the command poll.answer, `blank` is what its form holds at first, `draftOf` what it holds for an answer;
 * - `sends`: a "tap" sends at once, there is a "button", or it is sent "once" and for good; `isTyped`: a part of a
 *   survey is saved when one leaves the field;
 * - `holds`: whether the form of this poll, as it is now, can hold a draft;
 * - `read` makes the answer of what the form holds, or says in words what is missing;
 * - `hint` says what to do in a sentence, or nothing, `form` the fields; `own` an answer in words;
 * - `closed` where the options themselves show the results;
 * - `bars` of the results (`areShort`: labelled with numbers; `areBare`: no shares of a whole; `areAlike`: those of two
 *   rounds can be compared), or a `chart` of another shape; `figures` above them.
 * @typedef {object} Kind
 * @property {string} field
 * @property {"tap" | "button" | "once"} sends
 * @property {boolean} [isTyped]
 * @property {any} blank
 * @property {(answer: any, poll: any) => any} draftOf
 * @property {(draft: any, poll: any) => boolean} holds
 * @property {(draft: any, poll: any) => {value?: any, problem?: string}} read
 * @property {(view: import("./poll_view.js").PollView) => string} hint
 * @property {(view: import("./poll_view.js").PollView) => unknown} form
 * @property {(view: import("./poll_view.js").PollView) => unknown} [closed]
 * @property {(answer: any, poll: any) => unknown} [own]
 * @property {(results: any, poll: any) => unknown} [figures]
 * @property {(results: any, poll: any, answer: any) => import("./charts.js").Bar[]} [bars]
 * @property {boolean} [areShort]
 * @property {boolean} [areBare]
 * @property {boolean} [areAlike]
 * @property {(results: any, poll: any, answer: any) => unknown} [chart]
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  choice: choiceKind,
  wordcloud: wordcloudKind,
  text: textKind,
  rating: ratingKind,
  ranking: rankingKind,
  number: numberKind,
  points: pointsKind,
  quiz_question: quizQuestionKind,
};

/** What somebody left in a form, with the round of the poll it was for. @typedef {{epoch: number, draft: any}} Left */

/** What was left in the form of this poll, or undefined where it is not for the poll as it is now: the host has started
 * over or changed the options since, or it never was. Of an earlier round only what was typed is worth keeping.
 * @param {Left | undefined} left @param {any} poll @returns {any} */
export function draftFor(left, poll) {
  const draft = left?.draft;
  if (poll.kind === "quiz") return isText(draft?.name) && isText(draft.team) ? draft : undefined;
  const kind = KINDS[poll.kind];
  return draft !== undefined && (kind.isTyped || left?.epoch === poll.epoch) && kind.holds(draft, poll) ? draft : undefined;
}

/** Whether `answer` is one to this poll as it is now. @param {any} answer @param {any} poll */
export const isAnswerTo = (answer, poll) => (answer ?? null) !== null && KINDS[poll.kind].holds(KINDS[poll.kind].draftOf(answer, poll), poll);
