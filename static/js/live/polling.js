// The way round networks that block websockets: ask for what moved every few seconds, post commands.

export const EVERY_MS = 3_000;
export const ANSWER_WITHIN_MS = 8_000;

/** A frame as it is sent. Half a character (a lone surrogate: an emoji cut in two) is left out: no server can read it.
 * @param {any} frame */
export const written = frame => JSON.stringify(frame, (_, value) => (typeof value === "string" ? value.replace(/\p{Cs}/gu, "") : value));

/** @param {string} url @param {any} [options]
 * @returns {Promise<any>} A frame of the server's, or null where nothing moved. Fails where nobody answers in time, and
 *   where somebody else does: the sign-in page of a network comes with status 200. */
async function ask(url, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN_MS);
  try {
    const headers = {Accept: "application/json", ...options.headers};
    const response = await fetch(url, {...options, headers, signal: patience.signal});
    if (response.status === 204) return null;
    const frame = await response.json();
    if (typeof frame?.t !== "string") throw new Error(String(response.status));
    return frame;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {any} page @param {() => number} rev What the page has.
 * @param {{receive: (frame: any) => void, onLive: () => void, onLost: () => void}} handlers
 * @returns {{send: (frame: any) => void, look: () => void, stop: () => void}} */
export function poll(page, rev, {receive, onLive, onLost}) {
  let failures = 0;
  let stopped = false;
  let round = 0;
  let ownMoved = false;
  /** @type {any} */ let timer;

  const pause = (/** @type {number} */ times) => EVERY_MS * Math.min(10, 2 ** times);

  /** What moved: one's own first, after an act. */
  async function moved() {
    const own = ownMoved && page.urls.you ? [await ask(page.urls.you)] : [];
    ownMoved = false;
    return [...own, await ask(`${page.urls.state}&rev=${rev()}`)];
  }

  async function look() {
    const mine = ++round;
    clearTimeout(timer);
    const frames = await moved().catch(() => null);
    if (stopped || mine !== round) return;
    failures = frames ? 0 : failures + 1;
    timer = setTimeout(look, pause(failures) * (0.5 + Math.random()));
    if (!frames) return onLost();
    onLive();
    for (const frame of frames) if (frame) receive(frame);
  }

  /** @param {any} frame Sent again under its id until the server answers it, and not somebody else. */
  async function send(frame, tries = 0) {
    const answer = await ask(page.urls.command, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: written(frame),
    }).catch(() => null);
    if (answer?.id !== frame.id && answer?.t !== "bye") return void setTimeout(() => stopped || send(frame, tries + 1), pause(tries));
    receive(answer);
    ownMoved = true;
    if (!stopped) look();
  }

  look();
  return {
    send,
    look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
