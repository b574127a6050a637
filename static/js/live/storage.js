// What this browser keeps across reloads, for every page. Nothing of it is to be trusted: it outlives polls and sessions,
// other tabs, other versions and people write it too. Whoever recalls something checks it. Where storage is full or
// forbidden nothing is kept, and pages work without.
import {gettext} from "./kit.js";

const PREFIX = "openfloor.2.";
const BROWSER = "browser";
const MAX_SESSIONS = 20;

let isFull = false;

/** Words for people where what was to be kept last could not be and is lost with the page; else "". */
export const notKept = () => (isFull ? gettext("This browser cannot keep what is not sent. Leave this page open.") : "");

/** Even touching `localStorage` may throw. @template T @param {() => T} use @returns {T | undefined} */
function attempt(use) {
  try {
    return use();
  } catch {
    return undefined;
  }
}

/** @param {string} key @returns {any} What is kept, null where nothing is or it cannot be read. */
const read = key => attempt(() => JSON.parse(localStorage.getItem(key) ?? "null")) ?? null;

/** @param {string} key */
const remove = key => attempt(() => localStorage.removeItem(key));

/** @param {string} start @returns {string[]} */
const keysFrom = start => (attempt(() => Object.keys(localStorage)) ?? []).filter(key => key.startsWith(start));

/** @typedef {{recall: (name: string) => any, keep: (name: string, value: any) => void, names: (start: string) => string[],
 *   watch: (heard: (name: string, value: any) => void) => void}} Kept */

/** @param {string} owner @returns {Kept} */
function keptFor(owner) {
  const scope = `${PREFIX}${owner}.`;
  return {
    recall: name => read(scope + name),
    /** "" and null forget it. */
    keep(name, value) {
      const key = scope + name;
      if ((value ?? "") === "") return void remove(key);
      const write = () => attempt(() => (localStorage.setItem(key, JSON.stringify(value)), true));
      isFull = !(write() || (forgetSessions(owner, 1), write())); // older sessions make room
    },
    names: start => keysFrom(scope + start).map(key => key.slice(scope.length)),
    /** Hear what other tabs keep; null for what they forget. */
    watch: heard => globalThis.addEventListener?.("storage", ({key}) => key?.startsWith(scope) && heard(key.slice(scope.length), read(key))),
  };
}

/** Forget all but the `most` sessions used last, and never `current`. @param {string} current @param {number} most */
function forgetSessions(current, most) {
  const ids = new Set(keysFrom(PREFIX).map(key => key.slice(PREFIX.length).split(".")[0]));
  const usedAt = (/** @type {string} */ id) => attempt(() => Number(read(`${PREFIX}${id}.used`))) || 0;
  const others = [...ids].filter(id => id !== current && id !== BROWSER).sort((a, b) => usedAt(b) - usedAt(a));
  for (const id of others.slice(most - 1)) keysFrom(`${PREFIX}${id}.`).forEach(remove);
}

/** What belongs to this browser, whatever the session. */
export const ofBrowser = keptFor(BROWSER);

/** What belongs to a session. Its id and not its code: a code is used again. @param {number} session */
export function ofSession(session) {
  forgetSessions(String(session), MAX_SESSIONS);
  const kept = keptFor(String(session));
  kept.keep("used", Date.now());
  return kept;
}

/** Take what an earlier version left under another name, once; "" for nothing. @param {string} key @returns {string} */
export function takeOld(key) {
  const left = attempt(() => localStorage.getItem(key)) ?? "";
  if (left) remove(key);
  return left;
}

/** A preference; an earlier version kept it under `old`. @param {string} name @param {string} old @returns {any} */
export function preference(name, old) {
  const left = takeOld(old);
  if (left) ofBrowser.keep(name, attempt(() => JSON.parse(left)) ?? left);
  return ofBrowser.recall(name);
}
