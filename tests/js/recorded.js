// What a real server sent (see tests/support/recorded.py), and the same with other values. A field or a type that the
// server does not send is refused, so that no test goes on with a form of the wire that is gone.
import {readFileSync} from "node:fs";

const recorded = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8"));
const {pages, snapshots, steps, bye} = recorded;

/** One of its own for each test. @template T @param {T} value @returns {T} */
const copy = value => structuredClone(value);

const kindOf = value => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** `base` with other values. @param {any} base @param {Record<string, any>} more @param {string} [what] */
export function like(base, more, what = "this") {
  for (const [name, value] of Object.entries(more)) {
    if (!(name in base)) throw new Error(`the server sends no ${what} with "${name}"`);
    const [one, other] = [kindOf(base[name]), kindOf(value)];
    if (one !== other && one !== "null" && other !== "null") throw new Error(`"${name}" of ${what} is ${one}, not ${other}`);
  }
  return {...copy(base), ...more};
}

/** The data on a page while nothing has happened. @param {"attendee" | "desk" | "screen" | "remote"} name */
export const page = (name, more = {}) => like(pages[name], more, `data of the page ${name}`);

/** All frames of a role, in order. @param {"attendee" | "moderator" | "screen"} role */
const frames = role => copy([...steps.flatMap(step => step[role] ?? []), snapshots[role]]);

/** The whole state as a role was sent it. @param {"attendee" | "moderator" | "screen"} role */
export const snapshotOf = role => copy(snapshots[role]);

/** What a role was sent first after an act. @param {string} command @param {"attendee" | "moderator" | "screen"} role @param {number} [nth] */
export const frameAfter = (command, role, nth = 0) => {
  const all = steps.filter(({sent, answer}) => sent.t === command && answer.t === "ok").flatMap(step => step[role] ?? []);
  if (!all[nth]) throw new Error(`no frame of ${command} for ${role} was recorded`);
  return copy(all[nth]);
};

/** An update, with these parts of those a role is sent. @param {Record<string, any>} [d] @param {"attendee" | "moderator" | "screen"} [role] @param {number} [at] */
export function update(rev, d = {}, role = "attendee", at) {
  const sent = frames(role).filter(({t}) => t === "update");
  like(Object.assign({}, ...sent.map(frame => frame.d)), d, "update");
  for (const tally of Object.values(d.tallies ?? {})) like(Object.values(sent.find(frame => frame.d.tallies).d.tallies)[0], tally, "tally");
  return {t: sent[0].t, rev, d, ...(at ? {at} : {})};
}

/** The answer to a command that was done. @param {string} command @param {string} [id] @param {Record<string, any>} [more] */
export function ok(command, id = "", more = {}) {
  const answers = steps.filter(({sent, answer}) => sent.t === command && answer.t === "ok").map(({answer}) => answer);
  if (!answers.length) throw new Error(`no answer to ${command} was recorded`);
  const d = {...answers[0].d, ...more};
  like(Object.assign({}, ...answers.map(answer => answer.d)), d, `answer to ${command}`);
  return {...copy(answers[0]), id, ...(Object.keys(d).length ? {d} : {})};
}

const refusals = steps.map(({answer}) => answer).filter(({t}) => t === "error");

/** A refusal. @param {string} code One that was recorded keeps its words. */
export function refusal(code, id = "", more = {}) {
  const found = refusals.find(({d}) => d.code === code) ?? refusals[0];
  return {...copy(found), id, d: like(found.d, {code, ...more}, "refusal")};
}

/** Why a command was refused, as `send` rejects with. */
export const problem = (code, more = {}) => refusal(code, "", more).d;

/** A goodbye. */
export const goodbye = (more = {}) => ({...copy(bye), d: like(bye.d, more, "goodbye")});

const everyFrame = role => frames(role).map(({d}) => d);
const stateOf = role => snapshots[role].d;
const newest = (role, list, fits) => everyFrame(role).flatMap(d => d[list] ?? []).filter(fits).at(-1);

/** A question as a role is sent it. @param {"attendee" | "moderator" | "screen"} [role] */
export const question = (id, more = {}, role = "attendee") =>
  like(newest(role, "questions", () => true), {
    id, number: id, text: `Question ${id}`, author: "", score: 0, highlighted: false, answered: false, state: "live", ...more,
  }, "question");

/** A question at the desk. */
export const deskQuestion = (id, more = {}) => question(id, {reason: "", words: "", ...more}, "moderator");

/** One of one's own questions. */
export const ownQuestion = (id, more = {}) =>
  like(steps.findLast(({you}) => you?.d.questions.length).you.d.questions[0], {id, number: id, ...more}, "own question");

/** A poll of a kind, open, live and without a countdown, with the results it had when it was last told.
 * @param {string} kind @param {"attendee" | "moderator" | "screen"} [role] */
export function poll(id, kind = "choice", more = {}, role = "attendee") {
  const isOpen = each => each.kind === kind && each.state === "open";
  const found = newest(role, "polls", isOpen) ?? newest(role, "polls", each => each.kind === kind);
  if (!found) throw new Error(`no ${kind} was recorded`);
  const settings = more.settings ? like(found.settings, more.settings, `settings of ${kind}`) : found.settings;
  const plain = {state: "open", results_mode: "live", revealed: false, parent: null, repeats: null, closes_at: null, seconds: 0, named: false, show_count: true, epoch: 1};
  return like(found, {...plain, id, position: id, title: `Poll ${id}`, ...more, settings}, `poll of kind ${kind}`);
}

/** The results of a kind, as the last answer or act left them. @param {string} kind @param {"attendee" | "moderator" | "screen"} [role] */
export function results(kind, more = {}, role = "attendee") {
  const found = stateOf(role).polls.filter(each => each.kind === kind && each.results).at(-1);
  if (!found) throw new Error(`no results of ${kind} were recorded`);
  return like(found.results, more, `results of ${kind}`);
}

/** A whole state: of a role, at the end of the recording, with other parts. @param {"attendee" | "moderator" | "screen"} [role] */
export function state(more = {}, role = "attendee") {
  const base = {...stateOf(role), questions: [], polls: []};
  const parts = Object.fromEntries(["session", "stage"].map(name => [name, like(base[name], more[name] ?? {}, name)]));
  return like(base, {...more, ...parts}, "state");
}

/** One's own state. */
export const you = (more = {}) => like(steps.findLast(step => step.you).you.d, {name: "", team: "", votes: [], answers: {}, played: {}, scores: {}, results: {}, questions: [], ...more}, "own state");
