// The list of questions: what is where, and letting it catch up only when asked.
import {keyed, nothing, render} from "../live/kit.js";
import {answered, highlighted, popular, recent} from "../live/store.js";
import {byId, here} from "./here.js";
import {arrange, drawStill, isHeld} from "./hold.js";
import {answeredSection, noQuestions, ownRow, questionRow} from "./question_views.js";
import {newsChip} from "./top_views.js";
import {isTyping} from "./typing.js";

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/store.js").Question} Question */
/** Where everything is: ids, one's own questions outside the list, how many are new, whether others moved.
 * @typedef {{pinned: number[], list: number[], done: number[], own: any[], fresh: number, moved: boolean}} Layout */

/** @type {number[]} */ let order = [];
/** @type {Set<number>} Shown as new until the list catches up again. */ let news = new Set();
/** @type {Layout | undefined} */ let layout;
/** @type {Map<number, Question>} */ let known = new Map();

/** @param {Model["state"]} state The ids in the order chosen; what was just shown as new stays in front. */
function inOrder(state) {
  const ids = (here.sort === "recent" ? recent : popular)(state).map(question => question.id);
  return here.sort === "recent" ? ids : [...[...news].filter(id => ids.includes(id)), ...ids.filter(id => !news.has(id))];
}

/** How many questions wait to be shown. */
export const freshCount = () => layout?.fresh ?? 0;

/** Let the list catch up. In the popular order new questions come first, this once: else nobody would see them. */
export function catchUp() {
  const {fresh} = arrange(order, inOrder(here.model.state));
  news = new Set(order.length ? fresh : []);
  order = inOrder(here.model.state);
}

/** Sort afresh, as a person asked for. @param {string} sort */
export function sortBy(sort) {
  here.sort = sort;
  order = [];
  catchUp();
}

/** @param {Model} shown @returns {Layout} */
function arranged({state, you}) {
  const pinned = state.session.open ? highlighted(state) : undefined;
  const wanted = inOrder(state).filter(id => id !== pinned?.id);
  if (!arrange(order, wanted).kept.length) catchUp(); // nothing is there that could move
  const {kept, fresh, moved} = arrange(order, wanted);
  const done = answered(state).map(question => question.id);
  const elsewhere = new Set([...kept, ...done, pinned?.id]);
  const mine = you.questions.filter(({id}) => !elsewhere.has(id) && !here.withdrawn.has(id));
  const sending = [...here.asked, ...here.acts().filter(({name}) => name === "question.ask").map(({id, fields}) => ({id, ...fields}))]
    .map(item => ({...item, state: here.status === "reconnecting" ? "offline" : "sending"}));
  return {
    pinned: pinned ? [pinned.id] : [], list: kept, done, moved,
    own: [...mine, ...sending].reverse(),
    fresh: fresh.filter(id => !you.questions.some(question => question.id === id)).length,
  };
}

/** Draw the lists. While a finger is on them, or somebody types there, everything stays in its place; only scores change.
 * @param {Model} shown */
export function drawQuestions(shown) {
  const held = (isHeld() || isTyping(byId("lists"))) && layout !== undefined;
  known = new Map([...(held ? known : []), ...shown.state.questions.map(question => /** @type {const} */ ([question.id, question]))]);
  if (!held) layout = arranged(shown);
  drawStill(byId("lists"), ".question", () => paint(/** @type {Layout} */ (layout), shown));
}

/** @param {Layout} places @param {Model} shown */
function paint({pinned, list, done, own, fresh, moved}, {state: {session}, you}) {
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
  render(done.length ? answeredSection(pick(done), row) : nothing, byId("answered"));
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
