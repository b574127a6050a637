// The way round networks that block websockets: ask for what moved every few seconds, post commands.
import {csrf} from "./kit.js";

export const EVERY_MS = 3_000;

/** @param {any} page @param {() => number} rev What the page has.
 * @param {{receive: (frame: any) => void, onLive: () => void, onLost: () => void}} handlers
 * @returns {{send: (frame: any) => void, stop: () => void}} */
export function poll(page, rev, {receive, onLive, onLost}) {
  let failures = 0;
  let stopped = false;
  let round = 0;
  /** @type {any} */ let timer;

  async function look() {
    const mine = ++round;
    clearTimeout(timer);
    try {
      const response = await fetch(`${page.urls.state}&rev=${rev()}`, {headers: {Accept: "application/json"}});
      if (!response.ok) throw new Error(String(response.status));
      if (response.status === 200) receive(await response.json());
      failures = 0;
      if (!stopped) onLive();
    } catch {
      failures += 1;
      if (!stopped) onLost();
    }
    if (!stopped && mine === round) timer = setTimeout(look, EVERY_MS * Math.min(10, 2 ** failures) * (0.5 + Math.random()));
  }

  /** @param {any} frame Sent again under its id until the server answers it. */
  async function send(frame, tries = 0) {
    try {
      const response = await fetch(page.urls.command, {
        method: "POST",
        headers: {"Content-Type": "application/json", "X-CSRFToken": csrf()},
        body: JSON.stringify(frame),
      });
      receive(await response.json());
      if (page.urls.you) receive(await (await fetch(page.urls.you)).json());
      look();
    } catch {
      if (!stopped) setTimeout(() => stopped || send(frame, tries + 1), EVERY_MS * Math.min(10, 2 ** tries));
    }
  }

  look();
  return {
    send,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
