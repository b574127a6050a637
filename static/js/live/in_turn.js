// A connection for moderators, whose acts build on what they saw and on each other.
import {connect, newId} from "./socket.js";

/** @typedef {import("./socket.js").Connection} Connection */

/** Connect a moderator's page. Each act waits for the answer to the one before, so that copies cannot overtake, and says
 * what was seen when it was done: the server refuses it where somebody changed that since. `seen` is the revision the
 * decision was made on, where that is not the present one: a dialog may have been open for a while.
 * @param {any} page @param {Parameters<typeof connect>[1]} handlers
 * @returns {Connection & {send: (name: string, fields: object, id?: string, seen?: number) => Promise<any>}} */
export function connectInTurn(page, {onFrame, onStatus}) {
  /** @type {Array<{send: () => Promise<any>, resolve: (d: any) => void, reject: (problem: any) => void}>} */
  const turns = [];
  let rev = page.rev;
  let act = 0;

  const connection = connect(page, {
    onFrame(frame) {
      if (typeof frame.rev === "number") rev = frame.rev;
      onFrame(frame);
    },
    onStatus,
  });

  async function begin() {
    const {send, resolve, reject} = turns[0];
    try {
      const made = await send();
      act = Math.max(act, made.act ?? 0);
      resolve(made);
    } catch (problem) {
      reject(problem);
    }
    turns.shift();
    if (turns.length) begin();
  }

  return {
    ...connection,
    send: (name, fields, id = newId(), seen = rev) => new Promise((resolve, reject) => {
      turns.push({send: () => connection.send(name, fields, id, {seen, act}), resolve, reject});
      if (turns.length === 1) begin();
    }),
    pending: () => turns.length,
  };
}
