// One lasting connection to a session: a websocket that comes back by itself, or polling where none gets through.
import {poll} from "./polling.js";

/** @typedef {{t: string, id?: string, rev?: number, d?: any}} Frame */
/** @typedef {"live" | "reconnecting" | "polling" | "closed"} Status */
/** @typedef {{send: (name: string, fields: object, id?: string) => Promise<any>, pending: () => number, close: () => void,
 *   retry: () => void, refresh: () => void}} Connection */
/** @typedef {{frame: Frame, sentAt: number, resolve: (d: any) => void, reject: (problem: any) => void}} Waiting */

export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 30_000;
/** Desks and screens are few, and somebody waits in front of them. */
export const LONGEST_WAIT_OF_FEW_MS = 3_000;
export const ANSWER_WITHIN_MS = 8_000;
export const OPEN_WITHIN_MS = 10_000;
export const TRIES_BEFORE_POLLING = 3;
const STEADY_AFTER_MS = 5_000;
const STALE_AFTER_HIDDEN_MS = 30_000;

/** Full jitter: anything up to a bound that doubles, so that a hall does not come back all at once.
 * @param {number} tries Failed attempts so far. @param {number} [longest] ms. @returns {number} ms */
export const backoff = (tries, longest = LONGEST_WAIT_MS) =>
  Math.random() * Math.min(longest, FIRST_WAIT_MS * 2 ** tries);

/** @returns {string} An id no other command has. `randomUUID` is missing on plain http. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, "0")).join("");

/** Connect a page. `send` resolves with the answer's `d` once the server has committed, and rejects with
 * `{code, message}`. Commands wait while the line is down and are sent again under the same id.
 * @param {any} page
 * @param {{onFrame: (frame: Frame) => void, onStatus: (status: Status, detail?: any) => void}} handlers
 * @returns {Connection} */
export function connect(page, {onFrame, onStatus}) {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();
  const longest = page.role === "attendee" ? LONGEST_WAIT_MS : LONGEST_WAIT_OF_FEW_MS;
  let rev = page.rev;
  let tries = 0;
  let everLive = false;
  let closed = false;
  /** @type {any} What the server said when it closed the line for good. */ let farewell = null;
  let hiddenAt = 0;
  /** @type {WebSocket | null} */ let socket = null;
  /** @type {{send: (frame: Frame) => void, stop: () => void} | null} */ let polling = null;
  /** @type {any} */ let timer;

  function open() {
    clearTimeout(timer);
    drop();
    const url = new URL(page.urls.socket, location.href);
    url.searchParams.set("rev", String(rev));
    url.protocol = url.protocol.replace("http", "ws");
    const mine = socket = new WebSocket(url);
    const late = setTimeout(() => mine.readyState !== 1 && lost(mine), OPEN_WITHIN_MS);
    let openedAt = 0;
    mine.onopen = () => {
      openedAt = Date.now();
      everLive = true;
      clearTimeout(late);
      stopPolling();
      onStatus("live");
      for (const command of waiting.values()) post(command);
    };
    mine.onmessage = event => receive(JSON.parse(event.data));
    mine.onclose = () => {
      clearTimeout(late);
      if (openedAt && Date.now() - openedAt > STEADY_AFTER_MS) tries = 0;
      lost(mine);
    };
  }

  /** Forget the socket without hearing from it again. */
  function drop() {
    if (!socket) return;
    const old = socket;
    socket = old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  /** @param {WebSocket} which @param {number} [wait] ms */
  function lost(which, wait = backoff(tries, longest)) {
    if (closed || which !== socket) return;
    drop();
    tries += 1;
    if (!everLive && tries >= TRIES_BEFORE_POLLING) startPolling();
    else if (!polling) onStatus("reconnecting");
    timer = setTimeout(open, polling ? LONGEST_WAIT_MS + wait : wait);
  }

  /** @param {Frame} frame */
  function receive(frame) {
    if (closed) return;
    if (typeof frame.rev === "number") rev = frame.rev;
    if (frame.t === "ok" || frame.t === "error") settle(frame);
    if (frame.t === "bye") bye(frame.d);
    else onFrame(frame);
  }

  /** @param {Frame} frame */
  function settle({t, id, d}) {
    const command = waiting.get(id ?? "");
    if (!command) return;
    if (t === "error" && d.code === "unavailable") {
      setTimeout(() => waiting.has(id ?? "") && post(command), (d.retry_after ?? 2) * 1000);
      return;
    }
    waiting.delete(id ?? "");
    if (t === "ok") command.resolve(d ?? {});
    else command.reject(d);
  }

  /** @param {any} problem */
  function bye(problem) {
    if (problem.retry_after !== null) {
      if (socket) lost(socket, problem.retry_after * 1000 + backoff(tries));
      return;
    }
    finish();
    farewell = problem;
    for (const command of waiting.values()) command.reject(problem);
    waiting.clear();
    onStatus("closed", problem);
  }

  /** @param {Waiting} command */
  function post(command) {
    command.sentAt = Date.now();
    if (polling) polling.send(command.frame);
    else if (socket?.readyState === 1) socket.send(JSON.stringify(command.frame));
  }

  /** A line can be dead without saying so; an answer that does not come is the sign. */
  function watch() {
    const limit = Date.now() - ANSWER_WITHIN_MS;
    if (socket?.readyState === 1 && [...waiting.values()].some(command => command.sentAt < limit)) lost(socket);
  }

  function startPolling() {
    if (polling) return;
    polling = poll(page, () => rev, {receive, onLive: () => onStatus("polling"), onLost: () => onStatus("reconnecting")});
    for (const command of waiting.values()) post(command);
  }

  function stopPolling() {
    polling?.stop();
    polling = null;
  }

  /** Come back at once, for instance when the phone is on a network again. */
  function hurry() {
    if (closed || polling) return;
    tries = 0;
    open();
  }

  function seen() {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (socket?.readyState !== 1 || Date.now() - hiddenAt > STALE_AFTER_HIDDEN_MS) hurry();
  }

  const offline = () => socket && lost(socket);
  const restored = (/** @type {any} */ event) => event.persisted && hurry();
  const watching = setInterval(watch, 1_000);
  globalThis.addEventListener?.("online", hurry);
  globalThis.addEventListener?.("offline", offline);
  globalThis.addEventListener?.("pageshow", restored);
  globalThis.document?.addEventListener?.("visibilitychange", seen);

  function finish() {
    closed = true;
    clearTimeout(timer);
    clearInterval(watching);
    stopPolling();
    drop();
    globalThis.removeEventListener?.("online", hurry);
    globalThis.removeEventListener?.("offline", offline);
    globalThis.removeEventListener?.("pageshow", restored);
    globalThis.document?.removeEventListener?.("visibilitychange", seen);
  }

  open();
  return {
    send: (name, fields, id = newId()) => new Promise((resolve, reject) => {
      if (farewell) return reject(farewell);
      const command = {frame: {t: name, id, d: fields}, sentAt: Date.now(), resolve, reject};
      waiting.set(id, command);
      post(command);
    }),
    pending: () => waiting.size,
    retry: hurry,
    /** Ask for the whole state: what is here went wrong. */
    refresh() {
      rev = 0;
      hurry();
    },
    close: finish,
  };
}
