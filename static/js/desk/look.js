import {preference} from "../live/storage.js";

/** What a moderator looks at when the desk opens; the desk changes it with `show` and `list`. */
export const firstLook = state => ({
  /** "live" or "archive": what the middle column lists. */
  list: "live",
  sort: "top",
  query: "",
  newestFirst: preference("newest-first", "openfloor-desk-newest-first") === true,
  /** Which column a phone shows: "review", "live" or "stage". */
  column: state.session.moderated ? "review" : "live",
  /** Which column a tablet shows beside Live: "review" or "stage". */
  side: state.session.moderated ? "review" : "stage",
  /** The card that keys act on: {list: "review" | "live" | "archive", id, at}, or null. */
  current: null,
  /** The question being dismissed: {id, number, other}, or null. */
  dismissing: null,
  /** The poll being written (see draft.js) or null; what is wrong with it, in words by field; whether it is being saved. */
  composer: null,
  problems: {},
  saving: false,
  /** The open menu: {label, items: () => see menus.js}, or null. */
  menu: null,
  /** What is unfolded, such as "table 7". */
  unfolded: new Set(),
  /** The poll that is tried as an attendee sees it: its id, or null. */
  preview: null,
  /** Whether ending the session was asked for once. */
  ending: false,
  singleKeys: preference("single-keys", "openfloor-desk-single-keys") !== false,
  /** How the desk is connected, see socket.js, and the words of the server's goodbye. */
  status: "live",
  farewell: "",
  /** When the burst began whose notice was closed (ms). */
  burstClosed: 0,
  /** What was said last about new questions. */
  arrived: "",
});
