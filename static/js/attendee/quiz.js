// A quiz on the phone: join, wait, answer, hear whether it was right, see one's place.
import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../live/kit.js";
import {partsOf, questionNow} from "../live/store.js";
import {playerName} from "../live/tables.js";
import {tableDetails} from "./charts.js";
import {countdownOf, namedNotice} from "./poll_parts.js";
import {answerForm} from "./poll_views.js";
import {isCorrect, leaders, ownPlace, playerOf, quizRecap, verdictOf} from "./quiz_places.js";

/** @typedef {import("./poll_view.js").PollView} PollView */
/** @typedef {import("../live/store.js").Poll} Poll */
/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {{quiz: Poll, model: Model, viewOf: (poll: Poll) => PollView, draft: any, change: (draft: any) => void, savedName: string, problem: string}} Room */

/** What the phone shows of a quiz: "join", "lobby", "answer", "wait", "told", "places" or "end". @param {Room} room */
export function phaseOf(room) {
  const {quiz, model: {state}} = room;
  const question = questionNow(state, quiz.id);
  if (quiz.state !== "open" || !state.session.open) return "end";
  if (!playerOf(room)) return "join";
  if (question?.state === "open") return room.viewOf(question).isAnswered ? "wait" : "answer";
  if (state.stage.view === "leaderboard" && state.stage.poll === quiz.id) return "places";
  if (!question) return "lobby";
  return question.results ? "told" : "wait";
}

/** @param {Room} room */
export function quizPanel(room) {
  const {quiz, model: {state}} = room;
  const phase = phaseOf(room);
  const question = questionNow(state, quiz.id);
  const view = question && room.viewOf(question);
  if (phase === "end") return endOfQuiz(room);
  if (phase === "join") return html`<section class="quiz">${quizTitle(quiz)}${question?.state === "open" ? countdownOf(question) : nothing}${joinForm(room)}</section>`;
  if (!view || phase === "lobby") return lobby(room);
  if (phase === "places") return html`<section class="quiz">${quizTitle(quiz)}${ownPlace(room)}${leaders(room)}${playerOf(room)?.state ? playingAs(room) : nothing}</section>`;
  return html`<section class="quiz">${eyebrow(room)}${phase === "answer" ? answering(view) : phase === "wait" ? waiting(view) : told(room, view)}${playingAs(room)}</section>`;
}

const quizTitle = (/** @type {Poll} */ quiz) => html`<h2 class="poll__title" id="poll-title" tabindex="-1">${person(quiz.title)}</h2>`;

/** @param {Room} room */
function eyebrow({quiz, model: {state}}) {
  const n = partsOf(state, quiz.id).length;
  return html`<p class="quiz__eyebrow">${person(quiz.title)} <span class="number">${interpolate(gettext("Question {n}"), {n})}</span></p>`;
}

/** @param {Room} room */
function joinForm({quiz, model: {you}, draft, change, savedName, problem}) {
  const player = draft ?? you.answers[quiz.id];
  const write = (/** @type {any} */ {currentTarget: {elements}}) => change({name: elements.name.value, team: elements.team?.value ?? ""});
  const {teams} = /** @type {{teams: string[]}} */ (/** @type {unknown} */ (quiz.settings));
  return html`<form class="join-form" method="post" @input=${write}><input type="hidden" name="t" value="quiz.join"><input type="hidden" name="quiz" value=${quiz.id}>
    <div class="field"><label class="field__label" for="player">${gettext("Your name in the quiz")}</label><input class="input input--answer" id="player" name="name"
    autocomplete="nickname" autocapitalize="words" enterkeyhint="go" required .value=${draft?.name ?? (player?.name || you.name || savedName)} aria-describedby="player-note"></div>
    ${teams.length ? html`<fieldset><legend class="field__label">${gettext("Your team")}</legend><div class="options">${teams.map(team => html`<label class="option"><input type="radio"
      name="team" value=${team} required .checked=${team === (player?.team ?? you.team)}><span class="option__text">${person(team)}</span></label>`)}</div></fieldset>` : nothing}
    <p class="quiet" id="player-note">${gettext("Everyone sees it on the leaderboard.")}</p><p class="field__error" role="alert">${problem}</p>
    <button class="button button--primary poll__send">${gettext("Play")}</button></form>`;
}

/** @param {Room} room */
const lobby = room => html`<section class="quiz">${quizTitle(room.quiz)}<div class="quiz__card">${icon("trophy")}
  <p class="quiz__big">${gettext("You are in!")}</p>
  <p>${gettext("The first question appears here by itself.")}</p></div>${playingAs(room)}</section>`;

/** @param {PollView} view */
const answering = view => answerForm(view, [countdownOf(view.poll), view.poll.named ? namedNotice() : nothing]);

/** @param {PollView} view Answered, or too late to. */
const waiting = view => html`<h2 class="poll__title" id="poll-title" tabindex="-1">${person(view.poll.title)}</h2>${
  view.isOpen ? html`<p class="poll__hint">${view.kind.hint(view)}</p>${countdownOf(view.poll)}` : nothing}${view.kind.closed?.(view)}${waitNotice(view)}`;

/** @param {PollView} view */
function waitNotice({poll, isAnswered, isSending, isOffline}) {
  const words = !isAnswered ? gettext("Time is up. You did not answer this one.")
    : isSending && isOffline ? gettext("Your answer is kept here. It is sent when you are connected again.")
    : isSending ? gettext("Sending your answer…")
    : poll.state === "open" ? gettext("Your answer is in. It cannot be changed.") : gettext("Time is up. The right answer comes in a moment.");
  const isIn = isAnswered && !isSending;
  return html`<p class=${`notice notice--${isIn ? "good" : "wait"}`}>${icon(isIn ? "check" : "clock")} <span>${words}</span></p>`;
}

/** Whether it was right. @param {Room} room @param {PollView} view */
function told(room, view) {
  const {you} = room.model;
  const {poll, answer, isAnswered, results} = view;
  const points = you.played[poll.id];
  const isRight = isAnswered && isCorrect(poll, answer, results);
  return html`<div class=${`verdict verdict--${isRight ? "right" : "wrong"}`}>${icon(isRight ? "check" : isAnswered ? "x" : "clock")}<p class="verdict__words">${verdictOf(poll, answer, results)}</p>
    ${isRight && points !== undefined ? html`<p class="verdict__points number">${interpolate(ngettext("+{n} point", "+{n} points", points), {n: number(points)})}</p>` : nothing}</div>
    ${ownPlace(room)}<h2 class="poll__title" id="poll-title" tabindex="-1">${person(poll.title)}</h2>${view.kind.closed?.(view)}${tableDetails(poll, results)}`;
}

/** Under which name; it can be changed here. @param {Room} room */
function playingAs(room) {
  const player = playerOf(room);
  const name = player?.state ? playerName({...player, name: ""}) : player?.name;
  const words = [name, player?.team].filter(Boolean).join(" · ");
  const news = player?.state === "hidden" ? gettext("A moderator took your name down. You can choose another one; it is shown once it is allowed.")
    : player?.state ? gettext("Your new name is shown once a moderator allows it.") : "";
  return html`${news ? html`<p class="notice notice--wait" role="status">${icon("clock")} <span>${news}</span></p>` : nothing}<details class="playing-as" ?open=${room.draft !== undefined}><summary>${gettext("Playing as")} <strong>${person(words)}</strong> ${icon("chevron-down")}</summary>${joinForm(room)}</details>`;
}

/** @param {Room} room */
function endOfQuiz(room) {
  const {quiz} = room;
  return html`<section class="quiz">${quizTitle(quiz)}<p class="poll__hint">${gettext("The quiz is over.")}</p>${ownPlace(room)}${quizRecap(room)}</section>`;
}
