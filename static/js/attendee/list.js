// The list of questions: what is where, and letting it catch up only when asked.
import {keyed, nothing, render} from "../live/kit.js";
import {answered, highlighted, open, popular, recent} from "../live/store.js";
import {byId, here} from "./here.js";
import {arrange, drawStill, glide, isHeld, NEAR_TOP_PX, untouchedFor} from "./hold.js";
import {answeredSection, moreLine, noQuestions, ownRow, questionRow} from "./question_views.js";
import {newsChip} from "./top_views.js";
import {isTyping} from "./typing.js";

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Question} Question */
/** Where everything is: ids, one's own questions outside the list, how many are new, whether others moved.
 * @typedef {{pinned: number[], list: number[], done: number[], own: any[], fresh: number, moved: boolean, all: number}} Layout */

/** The list may move when nobody has touched it for so long. */
const CALM_MS = 5_000;
const LOOK_MS = 1_000;
/** So many new questions come first in the popular order; the others have their place, and all are first in the other one. */
const NEW_MOST = 2;
/** So many are shown at first, and more with each tap. */
const STEP = 50;

/** @type {number[]} */ let order = [];
/** How many of the list are shown. */ let limit = STEP;
/** Whether only the first page of the questions is here; the server sends all once they are asked for. */ let isPart = false;
/** @type {Set<number>} Shown as new until the list catches up again. */ let news = new Set();
/** @type {Layout | undefined} */ let layout;
/** @type {Map<number, Question>} */ let known = new Map();

/** @param {Model["state"]} state The ids in the order chosen; in the popular one, what was just shown as new stays in front. */
function inOrder(state) {
  const ids = (here.sort === "recent" ? recent : popular)(state).map(question => question.id);
  return here.sort === "recent" ? ids : [...[...news].filter(id => ids.includes(id)), ...ids.filter(id => !news.has(id))];
}

/** How many questions wait to be shown. */
export const freshCount = () => layout?.fresh ?? 0;

/** Let the list catch up. In the popular order the newest few come first, this once: else nobody would see them. */
export function catchUp() {
  const {state} = here.model;
  const fresh = order.length ? asked(state, arrange(order, inOrder(state)).fresh) : [];
  news = new Set(here.sort === "recent" ? fresh : fresh.sort((a, b) => b - a).slice(0, NEW_MOST));
  order = inOrder(state);
}

/** Sort what is shown by the votes it has by now; what is new waits on. */
export function sortAgain() {
  const wanted = inOrder(here.model.state);
  const fresh = asked(here.model.state, arrange(order, wanted).fresh);
  order = wanted.filter(id => !fresh.includes(id));
}

let waiting = 0;

/** Votes have changed the order: the list follows once it is at its top and nobody has touched it for a while. */
function sortWhenCalm() {
  clearTimeout(waiting);
  if (!layout?.moved) return;
  waiting = window.setTimeout(() => {
    const isCalm = untouchedFor() >= CALM_MS && scrollY <= NEAR_TOP_PX && here.tab === "questions" && document.visibilityState === "visible";
    if (!isCalm) return sortWhenCalm();
    sortAgain();
    glide(byId("list").children, here.draw);
  }, Math.max(LOOK_MS, CALM_MS - untouchedFor()));
}

/** Those that were asked just now; others of a first page only got more votes than some that were on it.
 * @param {Model["state"]} state @param {number[]} ids */
function asked(state, ids) {
  if (!lacks(state)) return ids;
  const newest = new Set(recent(state).slice(0, STEP).map(question => question.id));
  return ids.filter(id => newest.has(id));
}

/** @param {Model["state"]} state Whether the server has more questions than it sent. */
const lacks = state => open(state).length < (state.totals?.waiting ?? 0);

function showMore() {
  if (isPart) here.loadAll();
  limit += STEP;
  here.draw();
}

/** Sort afresh, as a person asked for. @param {string} sort */
export function sortBy(sort) {
  here.sort = sort;
  order = [];
  catchUp();
}

/** The server may tell of a question before it answers whoever asked it: the id of one with these words that came
 * `after` they were sent. @param {any} sent @param {{id: number, text: string}[]} questions @param {Set<number>} others */
const cameBack = ({text, after = 0}, questions, others) =>
  questions.find(question => question.text === text && question.id > after && !others.has(question.id))?.id ?? 0;

/** @param {Model} shown @returns {Layout} */
function arranged({state, you}) {
  const pinned = state.session.open ? highlighted(state) : undefined;
  const wanted = inOrder(state).filter(id => id !== pinned?.id);
  const wasPart = isPart;
  isPart = lacks(state);
  if (wasPart && !isPart) order = []; // the rest has come, and belongs between
  if (!arrange(order, wanted).kept.length) catchUp(); // nothing is there that could move
  const {kept, fresh, moved} = arrange(order, wanted);
  const done = answered(state).map(question => question.id);
  const list = kept.slice(0, isPart ? STEP : limit);
  const justAsked = asked(state, fresh);
  const elsewhere = new Set([...list, ...done, pinned?.id]);
  const mine = you.questions.filter(({id}) => !elsewhere.has(id) && !here.withdrawn.has(id));
  const sending = [...here.asked, ...here.acts().filter(({name}) => name === "question.ask").map(({id, after, fields}) => ({id, after, ...fields}))]
    .map(item => ({...item, state: here.status === "reconnecting" ? "offline" : "sending"}));
  /** @type {Set<number>} */ const back = new Set();
  for (const item of sending) back.add(item.question ??= cameBack(item, [...you.questions, ...state.questions], back));
  const isShown = (/** @type {number} */ id) => elsewhere.has(id) || mine.some(question => question.id === id);
  return {
    pinned: pinned ? [pinned.id] : [], list, done, moved: moved || fresh.length > justAsked.length,
    all: isPart ? (state.totals?.waiting ?? 0) - (pinned ? 1 : 0) : kept.length,
    own: [...mine, ...sending.filter(({question}) => !isShown(question))].reverse(),
    fresh: justAsked.filter(id => !back.has(id) && !you.questions.some(question => question.id === id)).length,
  };
}

/** Draw the lists. While a finger is on them, or somebody types there, everything stays in its place; only scores change.
 * @param {Model} shown */
export function drawQuestions(shown) {
  const held = (isHeld() || isTyping(byId("lists"))) && layout !== undefined;
  known = new Map([...(held ? known : []), ...shown.state.questions.map(question => /** @type {const} */ ([question.id, question]))]);
  if (!held) layout = arranged(shown);
  drawStill(byId("lists"), ".question", () => paint(/** @type {Layout} */ (layout), shown));
  sortWhenCalm();
}

/** @param {Layout} places @param {Model} shown */
function paint({pinned, list, done, own, fresh, moved, all}, {state: {session, totals}, you}) {
  const votes = new Set(you.votes);
  const unsent = here.status === "reconnecting" ? here.wishes.votes : new Map();
  const owned = new Map(you.questions.map(question => [question.id, question]));
  const pick = (/** @type {number[]} */ ids) => ids.flatMap(id => known.get(id) ?? []);
  const row = (/** @type {Question} */ question) => questionRow(question,
    {isVoted: votes.has(question.id), isUnsent: unsent.has(question.id), own: owned.get(question.id), isNow: question.id === pinned[0], isNew: news.has(question.id) && !question.answered, sessionOpen: session.open});
  const item = (/** @type {Question} */ question, /** @type {HTMLElement} */ element) => {
    element.className = question.id === pinned[0] ? "question question--now" : "question";
    return row(question);
  };
  render(newsChip(fresh, moved, showNews), byId("news"));
  keyed(byId("pinned"), pick(pinned), question => question.id, item);
  keyed(byId("own"), own.map(item => owned.get(item.id) ?? item), question => question.id, (question, element) => {
    element.className = `question question--${question.state}`;
    return ownRow(question, session.open);
  });
  keyed(byId("list"), pick(list), question => question.id, item);
  render(list.length < all ? moreLine(list.length, all, showMore) : nothing, byId("more"));
  render(done.length ? answeredSection(pick(done), row, totals?.answered ?? done.length) : nothing, byId("answered"));
  const isEmpty = ![pinned, list, done, own].some(part => part.length);
  render(isEmpty ? noQuestions(session.open && session.intake_open) : nothing, byId("empty"));
}

function showNews() {
  catchUp();
  here.draw();
  byId("questions-title").focus({preventScroll: true});
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({top: 0, behavior: calm ? "instant" : "smooth"});
}
