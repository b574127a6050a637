// What this page knows and shows: the one object its modules share.
import {byId, page} from "../live/kit.js";
import {ofSession} from "../live/storage.js";
import {start} from "../live/store.js";
import {ahead, covered, wishes} from "./ahead.js";

export {byId};

/** @typedef {import("../live/store.js").Model} Model */
/** @typedef {import("../live/outbox.js").Act} Act */
/** A question that was sent and has not come back as one's own: `question` is its id.
 * @typedef {{id: string, text: string, name: string, question: number}} Asked */

const data = page();

export const here = {
  page: data,
  model: start(data),
  /** What this browser keeps for the session. */
  kept: ofSession(data.session),
  /** @type {import("./ahead.js").Casts} Votes that the scores may not have yet. */ casts: new Map(),
  /** @type {Map<number, import("./kinds.js").Left>} What forms of polls hold that is not sent. */ drafts: new Map(),
  /** @type {Map<number, string>} New words for one's own questions that are not sent. */ edits: new Map(),
  /** @type {Map<number, string>} Why an answer was not taken, by poll. */ problems: new Map(),
  /** @type {Map<number, string>} Why new words were not taken, by question. */ editProblems: new Map(),
  /** @type {Asked[]} */ asked: [],
  /** @type {Set<number>} Own questions taken back. */ withdrawn: new Set(),
  /** @type {number | undefined} The poll that waits until one has stopped typing. */ waiting: undefined,
  tab: byId("poll").hidden ? "questions" : "poll",
  sort: byId("sorts").querySelector("[aria-current]")?.getAttribute("data-sort") ?? "popular",
  /** @type {"" | import("../live/socket.js").Status} */ status: "",
  farewell: "",

  /** What is on its way: votes by question, answers by poll. */
  get wishes() {
    return wishes(here.acts());
  },
  /** The model with one's own acts already in it. */
  shown() {
    const {wishes: wanted} = here;
    here.casts = covered(here.casts, here.model, wanted.votes);
    return ahead(here.model, wanted, here.casts);
  },

  /** Set by main.js: what is under way, doing something, the newest of one's own, drawing at once, drawing with the next frame.
   * @type {() => Act[]} */
  acts: () => [],
  /** @type {(name: string, fields: object) => void} */
  act() {},
  /** Try now what waits for the line. */
  retry() {},
  /** From now on the server sends all questions, not only the first page of them. */
  loadAll() {},
  draw() {},
  /** Set by main.js: let the list follow the votes. */
  sortAgain() {},
  drawSoon() {},
};
