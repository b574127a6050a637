// One lasting connection to a session: a websocket that comes back by itself, or polling while none gets through.
// It is live once the server was heard on it: a proxy may open a socket that carries nothing.
import {MAX_FRAME_BYTES} from "../wire/protocol.js";
import {gettext} from "./kit.js";
import {poll, written} from "./polling.js";

/** @typedef {{t: string, id?: string, rev?: number, d?: any, at?: number}} Frame */
/** @typedef {"live" | "reconnecting" | "polling" | "closed"} Status */
/** @typedef {{send: (name: string, fields: object, id?: string, more?: object) => Promise<any>, pending: () => number, close: () => void,
 *   retry: () => void, refresh: () => void}} Connection */
/** @typedef {{frame: Frame, sentAt: number, resolve: (d: any) => void, reject: (problem: any) => void}} Waiting */

export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 30_000;
/** Desks and screens are few, and somebody waits in front of them. */
export const LONGEST_WAIT_OF_FEW_MS = 3_000;
export const ANSWER_WITHIN_MS = 8_000;
export const OPEN_WITHIN_MS = 10_000;
/** Without a socket for so long, the page asks by polling, and goes on trying. */
export const FALL_BACK_AFTER_MS = 4_000;
/** A network that let none of so many through blocks them, and is rarely asked again. */
const TRIES_BEFORE_PATIENCE = 3;
const STEADY_AFTER_MS = 5_000;
const WATCH_EVERY_MS = 1_000;
/** Longer between two looks, and the page was asleep, or its clock was set. */
const SLEPT_MS = 3_000;
const HEAR_WHAT_WAITED_MS = 2_000;
const BEAT_SECONDS = 10;
/** Of what the server promises to let pass at most: some more, for a slow network. */
const SILENCE = 1.3;

/** Full jitter: anything up to a bound that doubles, so that a hall does not come back all at once.
 * @param {number} tries Failed attempts so far. @param {number} [longest] ms. @returns {number} ms */
export const backoff = (tries, longest = LONGEST_WAIT_MS) =>
  Math.random() * Math.min(longest, FIRST_WAIT_MS * 2 ** tries);

/** @returns {string} An id no other command has. `randomUUID` is missing on plain http. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, "0")).join("");

/** @param {URL} url @returns {WebSocket | null} null where a browser, or something in it, forbids sockets. */
function made(url) {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}

/** Connect a page. `send` resolves with the answer's `d` once the server has committed, and rejects with
 * `{code, message}`. Commands wait while the line is down and are sent again under the same id.
 * @param {any} page
 * @param {{onFrame: (frame: Frame) => void, onStatus: (status: Status, detail?: any) => void}} handlers
 * @returns {Connection} */
export function connect(page, {onFrame, onStatus}) {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();
  const longest = page.role === "attendee" ? LONGEST_WAIT_MS : LONGEST_WAIT_OF_FEW_MS;
  const silence = (page.beat_seconds ?? BEAT_SECONDS) * SILENCE * 1000;
  let rev = page.rev;
  let tries = 0;
  let live = false;
  let everLive = false;
  let closed = false;
  /** @type {any} What the server said when it closed the line for good. */ let farewell = null;
  let heardAt = 0;
  let watchedAt = Date.now();
  let slept = false;
  /** @type {WebSocket | null} */ let socket = null;
  /** @type {ReturnType<typeof poll> | null} */ let polling = null;
  /** @type {any} */ let timer;
  /** @type {any} */ let fallback;

  function open() {
    clearTimeout(timer);
    drop();
    expectLive();
    const url = new URL(page.urls.socket, location.href);
    url.searchParams.set("rev", String(rev));
    url.protocol = url.protocol.replace("http", "ws");
    const mine = socket = made(url);
    if (!mine) return lost(mine);
    const late = setTimeout(() => live || lost(mine), OPEN_WITHIN_MS);
    let liveAt = 0;
    mine.onmessage = event => {
      const frame = JSON.parse(event.data);
      heardAt = Date.now();
      if (!live && frame.t !== "bye") {
        clearTimeout(late);
        liveAt = heardAt;
        alive();
      }
      receive(frame);
    };
    mine.onclose = () => {
      clearTimeout(late);
      if (liveAt && Date.now() - liveAt > STEADY_AFTER_MS) tries = 0;
      lost(mine);
    };
  }

  /** Where no socket gets live for some seconds, polling begins; not for a whole hall at once. */
  function expectLive() {
    if (!polling) fallback ??= setTimeout(startPolling, FALL_BACK_AFTER_MS * (everLive ? 1 - Math.random() / 2 : 1));
  }

  /** The first frame of a socket came. */
  function alive() {
    live = everLive = true;
    stopPolling();
    onStatus("live");
    for (const command of waiting.values()) post(command);
  }

  /** Forget the socket without hearing from it again. */
  function drop() {
    live = false;
    if (!socket) return;
    const old = socket;
    socket = old.onmessage = old.onclose = null;
    old.close();
  }

  /** @param {WebSocket | null} which @param {number} [wait] ms */
  function lost(which, wait = backoff(tries, longest)) {
    if (closed || which !== socket) return;
    drop();
    tries += 1;
    if (!polling) onStatus("reconnecting");
    expectLive();
    timer = setTimeout(open, !everLive && tries >= TRIES_BEFORE_PATIENCE ? LONGEST_WAIT_MS + wait : wait);
  }

  /** @param {Frame} frame */
  function receive(frame) {
    if (closed) return;
    if (typeof frame.rev === "number") rev = frame.rev;
    if (frame.t === "ok" || frame.t === "error") settle(frame);
    if (frame.t === "bye") bye(frame.d);
    else if (frame.t !== "beat" || frame.at) onFrame(frame); // a beat that tells the time
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
    else if (live && socket?.readyState === 1) socket.send(written(command.frame));
  }

  const isSilent = () => Date.now() - heardAt > silence;

  /** A line can be dead without saying so. The signs are a silence, and an answer that does not come. */
  function watch() {
    const now = Date.now();
    const between = now - watchedAt;
    watchedAt = now;
    if (between < 0) {
      heardAt = now;
      for (const command of waiting.values()) command.sentAt = now;
    }
    // A page that was frozen, or whose timers were held back, hears first what waited for it meanwhile.
    slept = !slept && between > SLEPT_MS;
    if (slept) return void setTimeout(watch, HEAR_WHAT_WAITED_MS);
    const isUnanswered = () => [...waiting.values()].some(command => now - command.sentAt > ANSWER_WITHIN_MS);
    if (live && (isSilent() || isUnanswered())) lost(socket);
  }

  function startPolling() {
    if (closed || polling) return;
    polling = poll(page, () => rev, {receive, onLive: () => onStatus("polling"), onLost: () => onStatus("reconnecting")});
    for (const command of waiting.values()) post(command);
  }

  function stopPolling() {
    clearTimeout(fallback);
    fallback = undefined;
    polling?.stop();
    polling = null;
  }

  /** Come back at once, for instance when the phone is on a network again. */
  function hurry() {
    if (closed) return;
    tries = 0;
    polling?.look();
    open();
  }

  /** Somebody looks at the page again. */
  const seen = () => document.visibilityState !== "hidden" && (!live || isSilent()) && hurry();

  const offline = () => socket && lost(socket);
  const restored = (/** @type {any} */ event) => event.persisted && hurry();
  const watching = setInterval(watch, WATCH_EVERY_MS);
  globalThis.addEventListener?.("online", hurry);
  globalThis.addEventListener?.("offline", offline);
  globalThis.addEventListener?.("pageshow", restored);
  for (const event of ["visibilitychange", "resume"]) globalThis.document?.addEventListener?.(event, seen);

  function finish() {
    closed = true;
    clearTimeout(timer);
    clearInterval(watching);
    stopPolling();
    drop();
    globalThis.removeEventListener?.("online", hurry);
    globalThis.removeEventListener?.("offline", offline);
    globalThis.removeEventListener?.("pageshow", restored);
    for (const event of ["visibilitychange", "resume"]) globalThis.document?.removeEventListener?.(event, seen);
  }

  open();
  return {
    send: (name, fields, id = newId(), more = {}) => new Promise((resolve, reject) => {
      if (farewell) return reject(farewell);
      const command = {frame: {t: name, id, d: fields, ...more}, sentAt: Date.now(), resolve, reject};
      // The server would close the socket at it, and again each time it is sent anew.
      const isTooBig = new TextEncoder().encode(written(command.frame)).length > MAX_FRAME_BYTES;
      if (isTooBig) return reject({code: "frame_too_big", message: gettext("This message is larger than 16 KiB.")});
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
