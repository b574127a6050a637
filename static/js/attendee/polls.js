// The poll tab: the poll that is open or was last, and the earlier ones.
import {nothing, render} from "../live/kit.js";
import {notKept} from "../live/storage.js";
import {closedPolls, openPoll, partsOf, questionNow} from "../live/store.js";
import {change, explain} from "./answering.js";
import {savedName} from "./composer.js";
import {draftOf, keepDraft} from "./drafts.js";
import {byId, here} from "./here.js";
import {answeredOf, viewOf} from "./poll_view.js";
import {closedBody, closedPollPanel, earlierPolls, noPoll, openPollPanel} from "./poll_views.js";
import {phaseOf, quizPanel} from "./quiz.js";
import {quizRecap} from "./quiz_places.js";
import {closedSurvey, closedSurveyPanel, openSurvey} from "./survey.js";
import {isTyping} from "./typing.js";

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Poll} Poll */

let drawnScene = "";
let isHeld = false;

/** Whether what stands here is over, and only stays because somebody types in it. */
export const isLate = () => isHeld;

/** @param {Model} shown */
export function drawPolls(shown) {
  const panel = byId("poll-view");
  const closed = closedPolls(shown.state);
  const current = openPoll(shown.state) ?? closed.shift();
  const hadFocus = panel.contains(document.activeElement);
  const scene = current ? sceneOf(current, shown) : "";
  isHeld = scene !== drawnScene && isTyping(panel);
  if (isHeld) return; // they can finish what they type, and go on when they want to
  if (scene !== drawnScene) render(nothing, panel); // another poll gets fields of its own
  drawnScene = scene;
  const earlier = closed.map(poll => ({poll, body: bodyOf(poll, shown)}));
  render([current ? panelOf(current, shown) : noPoll(shown.state.session.open), earlierPolls(earlier)], panel);
  if (hadFocus && !panel.contains(document.activeElement)) document.getElementById("poll-title")?.focus({preventScroll: true});
}

/** @param {Poll} poll @param {Model} shown What must change for nothing of the fields to be kept. */
const sceneOf = (poll, shown) =>
  (poll.kind === "quiz" ? quizScene(roomOf(poll, shown)) : `${poll.id} ${poll.state} ${poll.epoch}`);

/** Whoever joins keeps the fields, whatever is asked meanwhile. @param {import("./quiz.js").Room} room */
function quizScene(room) {
  const phase = phaseOf(room);
  return `${room.quiz.id} ${phase === "join" ? "" : questionNow(room.model.state, room.quiz.id)?.id} ${phase}`;
}

/** @param {Poll} poll @param {Model} shown */
const view = (poll, shown) => viewOf(poll, shown, {...here, answers: here.wishes.answers, notKept: notKept()}, {change, complain: explain});

/** @param {Poll} quiz @param {Model} shown @returns {import("./quiz.js").Room} */
const roomOf = (quiz, shown) => ({
  quiz, model: shown, viewOf: poll => view(poll, shown),
  savedName: savedName(), draft: draftOf(quiz), change: draft => keepDraft(quiz, draft), problem: here.problems.get(quiz.id) ?? "",
});

/** @param {Poll} poll @param {Model} shown */
const partViews = (poll, shown) => partsOf(shown.state, poll.id).map(part => view(part, shown));

/** The poll at the top. @param {Poll} poll @param {Model} shown */
function panelOf(poll, shown) {
  const isOpen = poll.state === "open" && shown.state.session.open;
  if (poll.kind === "quiz") return quizPanel(roomOf(poll, shown));
  if (poll.kind === "survey") return isOpen ? openSurvey(poll, partViews(poll, shown), shown) : closedSurveyPanel(poll, partViews(poll, shown));
  return isOpen ? openPollPanel(view(poll, shown)) : closedPollPanel(view(poll, shown));
}

/** What an earlier poll opens to. @param {Poll} poll @param {Model} shown */
function bodyOf(poll, shown) {
  if (poll.kind === "quiz") return quizRecap(roomOf(poll, shown));
  return poll.kind === "survey" ? closedSurvey(partViews(poll, shown)) : closedBody(view(poll, shown));
}

/** The poll or quiz question that asks for an answer now. @param {Model["state"]} state */
export function askingNow(state) {
  const poll = openPoll(state);
  const question = poll?.kind === "quiz" ? questionNow(state, poll.id) : undefined;
  return question?.state === "open" ? question : poll;
}

/** Whether this person has answered what is open. @param {Model} shown */
export function isDone(shown) {
  const poll = askingNow(shown.state);
  if (!poll) return true;
  if (poll.kind === "quiz") return poll.id in shown.you.answers; // joined, and waiting
  const parts = poll.kind === "survey" ? partsOf(shown.state, poll.id) : [poll];
  return answeredOf(parts, shown) === parts.length;
}
