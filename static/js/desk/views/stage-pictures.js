/** What the big screen shows now, small. */

import {gettext, html, interpolate, ngettext, nothing, number, person, spaced} from "../../live/kit.js";
import {highlighted, popular} from "../../live/store.js";
import {playerName, tableOf} from "../../live/tables.js";
import {KINDS} from "../kinds/kinds.js";
import {isVisible, partsOf} from "../program.js";

/** As many as the big screen has room for, most of the time. */
const TOP_QUESTIONS = 4;
const TOP_ROWS = 5;

const votes = n => interpolate(ngettext("{n} vote", "{n} votes", n), {n: number(n)});

function joinPicture({session}, links) {
  return html`<div class="stagecard__join">
    <p>${session.address}</p>
    <img src=${links.qr_svg} alt="" width="96" height="96" />
    <p class="stagecard__code number">#${spaced(session.code)}</p>
  </div>`;
}

function highlightedPicture(question) {
  return html`<p class="stagecard__kicker">${gettext("Being answered")} · #${question.number} · ${votes(question.score)}</p>
    <p class="stagecard__headline">${person(question.text)}</p>`;
}

function questionsPicture(state) {
  const one = highlighted(state);
  if (one) return highlightedPicture(one);
  const top = popular(state).slice(0, TOP_QUESTIONS);
  if (!top.length) return html`<p class="stagecard__kicker">${gettext("No questions yet")}</p>`;
  return html`<p class="stagecard__kicker">${gettext("Top questions")}</p>
    <ol class="stagecard__list" role="list">
      ${top.map(({text, score}) => html`<li><b class="number">${number(score)}</b> <span>${person(text)}</span></li>`)}
    </ol>`;
}

/** Of histograms the figures under them say most; who leads a quiz is not told while people join. */
const ROWS = {rating: rows => rows.slice(-1), number: rows => rows.slice(-2), quiz: () => []};

function rowsOf(state, poll) {
  const {rows} = tableOf(poll, poll.results, partsOf(state, poll.id));
  return ROWS[poll.kind]?.(rows) ?? rows;
}

/** The first rows of the table of any kind, with bars where there are percents. */
function resultsPicture(state, poll) {
  const hides = !isVisible(poll) && poll.results_mode !== "answered";
  const percents = poll.results?.percents;
  const bare = !poll.results || !poll.answers || hides;
  const rows = bare ? poll.options.map(({text}) => [text]) : rowsOf(state, poll);
  return html`<ul class="stagecard__bars" role="list">
    ${rows.slice(0, TOP_ROWS).map(
      ([name, figure = ""], at) => html`<li>
        <span>${person(name)}</span> ${
          percents
            ? html`<span class="stagecard__bar" .style=${`--share: ${bare ? 0 : percents[at]}%`}></span>`
            : html`<b class="number">${figure}</b>`
        }
      </li>`,
    )}
  </ul>`;
}

const peopleWords = ({kind, answers: n}) =>
  interpolate(kind === "quiz" ? ngettext("{n} player", "{n} players", n) : ngettext("{n} answer", "{n} answers", n), {n: number(n)});

function pollPicture(state) {
  const poll = state.polls.find(({id}) => id === state.stage.poll);
  if (!poll) return html`<p class="stagecard__kicker">${gettext("No poll yet")}</p>`;
  if (poll.kind === "quiz" && poll.state === "closed" && isVisible(poll)) return leaderboardPicture(state);
  return html`<p class="stagecard__kicker">${KINDS[poll.kind].words()} · ${peopleWords(poll)}</p>
    <p class="stagecard__headline stagecard__headline--poll">${person(poll.title)}</p>
    ${resultsPicture(state, poll)}`;
}

function leaderboardPicture(state) {
  const quiz = state.polls.find(({id}) => id === state.stage.poll);
  if (!quiz) return nothing;
  return html`<p class="stagecard__kicker">${quiz.state === "closed" ? gettext("Final places") : gettext("Leaderboard")}</p>
    <p class="stagecard__headline stagecard__headline--poll">${person(quiz.title)}</p>
    <ul class="stagecard__bars" role="list">
      ${quiz.results.leaders.map(
        leader =>
          html`<li><span>${number(leader.place)}. ${person(playerName(leader))}</span> <b class="number">${number(leader.points)}</b></li>`,
      )}
    </ul>`;
}

const endedPicture = ({title}) =>
  html`<p class="stagecard__headline">${gettext("Thank you for taking part")}</p>
    <p class="stagecard__kicker">${person(title)}</p>`;

/** The view on stage, small. */
export function picture(state, links) {
  const {view} = state.stage;
  if (!state.session.open) return endedPicture(state.session);
  if (view === "join") return joinPicture(state, links);
  if (view === "questions") return questionsPicture(state);
  if (view === "poll") return pollPicture(state);
  if (view === "leaderboard") return leaderboardPicture(state);
  return nothing;
}
