// What this page knows and shows: the one object its modules share.
import {page} from "../live/kit.js";
import {start} from "../live/store.js";
import {ahead} from "./ahead.js";

/** @typedef {import("../live/store.js").Model} Model */
/** A question on its way: `question` is its id once the server has it.
 * @typedef {{id: string, text: string, name: string, question?: number}} Sending */

/** @param {string} id @returns {HTMLElement} */
export const byId = id => /** @type {HTMLElement} */ (document.getElementById(id));

const data = page();

export const here = {
  page: data,
  model: start(data),
  /** @type {Map<number, import("./ahead.js").Vote>} */ votes: new Map(),
  /** @type {Map<number, any>} Answers to polls on their way. */ answers: new Map(),
  /** @type {Map<number, any>} What forms of polls hold that is not sent. */ drafts: new Map(),
  /** @type {Map<number, string>} Why an answer was not taken, by poll. */ problems: new Map(),
  /** @type {Sending[]} */ outbox: [],
  /** @type {Set<number>} Own questions taken back. */ withdrawn: new Set(),
  tab: byId("poll").hidden ? "questions" : "poll",
  sort: byId("sorts").querySelector("[aria-current]")?.getAttribute("data-sort") ?? "popular",
  /** @type {"" | import("../live/socket.js").Status} */ status: "",
  farewell: "",

  /** The model with one's own acts already in it. */
  shown: () => ahead(here.model, here),

  /** Set by main.js: a command to the server, drawing at once, drawing with the next frame.
   * @type {(name: string, fields: object, id?: string) => Promise<any>} */
  send: () => Promise.reject(new Error("not connected yet")),
  draw() {},
  drawSoon() {},
};
