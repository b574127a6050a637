// Everything one does here is an act in the outbox, which keeps it until the server has answered.
import {gettext} from "../live/kit.js";
import {createOutbox} from "../live/outbox.js";
import {newId} from "../live/socket.js";
import {here} from "./here.js";

/** @typedef {import("../live/outbox.js").Act} Act */

const MAX_ACT_CHARACTERS = 8_000; // the server takes 16 KiB
const A_DAY_MS = 86_400_000;

/** The fields of each act, by example. @type {Record<string, Record<string, any>>} */
const FIELDS = {
  "question.ask": {text: "", name: ""},
  "question.upvote": {question: 0, on: true, counter: 0},
  "question.edit": {question: 0, text: "", counter: 0},
  "question.withdraw": {question: 0, counter: 0},
  "poll.answer": {poll: 0, counter: 0},
  "quiz.join": {quiz: 0, name: "", team: "", counter: 0},
};

let lastCounter = 0;

/** The last one of this browser. What is too far ahead was not ours, or the clock was wrong: the server says what it has. */
function keptCounter() {
  const kept = here.kept.recall("counter");
  return typeof kept === "number" && kept < Date.now() + A_DAY_MS ? kept : 0;
}

/** Higher than all before it in this browser, so that the server knows the newest act of a person whatever comes late.
 * @param {number} [least] The server has one this high. */
function nextCounter(least = 0) {
  lastCounter = Math.max(lastCounter, keptCounter(), least, here.model.you.counter ?? 0, Date.now() - 1) + 1;
  here.kept.keep("counter", lastCounter);
  return lastCounter;
}

/** @param {string} name @param {any} fields @param {number} [least] @returns {Act} */
const made = (name, fields, least) => ({
  id: newId(), name, person: here.model.you.person ?? "",
  after: Math.max(0, ...[...here.model.state.questions, ...here.model.you.questions].map(question => question.id)),
  fields: "counter" in FIELDS[name] ? {...fields, counter: nextCounter(least)} : fields,
});

/** @param {any} act As it was kept. */
function fits(act) {
  const wanted = typeof act.name === "string" && Object.keys(FIELDS).includes(act.name) && FIELDS[act.name];
  return wanted && JSON.stringify(act).length <= MAX_ACT_CHARACTERS
    && Object.keys(wanted).every(field => typeof act.fields?.[field] === typeof wanted[field]);
}

/** What an act becomes, once the server has answered.
 * @typedef {{done: (fields: any, answer: any) => void, refused: (fields: any, problem: any) => void}} Outcome */

/** @param {(name: string, fields: object, id: string) => Promise<any>} send @param {Record<string, Outcome>} outcomes
 * @param {() => void} outdated The server has something newer of this person than what is here. */
export function startOutbox(send, outcomes, outdated) {
  const outbox = createOutbox(here.kept, {
    send, fits, outdated,
    changed: here.drawSoon,
    // What another tab did since stands. A counter that neither tabs nor the clock explain is of before the clock was put right.
    renewed: (act, newer) => (newer > Math.max(Date.now(), keptCounter()) ? made(act.name, act.fields, newer) : null),
    isOurs: act => !act.person || act.person === here.model.you.person,
    done: ({name, fields}, answer) => outcomes[name].done(fields, answer),
    refused: ({name, fields}, problem) => outcomes[name].refused(fields, {message: gettext("Not sent: this session no longer knows this browser. Please do it again."), ...problem}),
  });
  here.acts = outbox.acts;
  here.act = (name, fields) => outbox.add(made(name, fields));
  return outbox;
}
