// What a person did and the server has not answered. It is kept on disk until it has, through reloads and crashes, for all
// tabs: the one it was done in sends it, and whichever is there goes on. Sending twice does no harm, for the server knows
// the id of an act; not sending does.

const ACT = "act.";
const ID = /^[0-9a-f]{24}$/; // as newId makes them: the server must be able to answer
const TAKE_OVER_MS = 10_000; // after which an act of another tab is sent from here too: that tab may be gone

/** `person` is who did it, as the server calls them (see OwnState), where that was known; `after` is the newest question they knew.
 * @typedef {{id: string, name: string, fields: any, person: string, after?: number}} Act */
/** `send` as of a connection. `fits` tells whether what was kept is an act at all. `renewed` is the act again, made after the one with this counter, or null where that one was meant later; `isOurs` tells whether
 * an act that was kept can be sent for the person who is here now. `done` and `refused` hear what became of an act, and
 * not of one that a newer one about the same took the place of; `outdated` hears when the server has something newer.
 * @typedef {{send: (name: string, fields: any, id: string) => Promise<any>, renewed: (act: Act, newer: number) => Act | null,
 *   fits: (act: any) => boolean, isOurs: (act: Act) => boolean, done: (act: Act, answer: any) => void, refused: (act: Act, problem: any) => void,
 *   outdated: () => void, changed: () => void}} Handlers */

/** Of several acts about the same only the last is wanted. @param {Act} act */
const aboutOf = ({id, name, fields}) => `${name} ${fields.question ?? fields.poll ?? fields.quiz ?? id}`;

/** @param {import("./storage.js").Kept} kept @param {Handlers} handlers */
export function createOutbox(kept, {send, renewed, fits, isOurs, done, refused, outdated, changed}) {
  /** @type {Map<string, Act>} */ const acts = new Map();
  /** @type {Set<string>} */ const underWay = new Set();

  const isWanted = (/** @type {Act} */ act) => acts.get(aboutOf(act))?.id === act.id;

  /** @param {Act} act */
  function put(act) {
    acts.set(aboutOf(act), act);
    kept.keep(ACT + aboutOf(act), act);
  }

  /** @param {Act} act */
  function drop(act) {
    const about = aboutOf(act);
    acts.delete(about);
    if (kept.recall(ACT + about)?.id === act.id) kept.keep(ACT + about, null); // another tab may have put a newer one there
  }

  /** Send the newest act about something; of what is done meanwhile, and while there is no line, only the last is sent.
   * @param {string} about */
  async function deliver(about) {
    if (underWay.has(about)) return;
    underWay.add(about);
    try {
      for (let act; (act = acts.get(about));) await deliverOne(act);
    } finally { // whoever hears of it may fail: another program may have taken a part of the page away
      underWay.delete(about);
      changed();
    }
  }

  /** @param {Act} act */
  async function deliverOne(act) {
    let answer, problem;
    try {
      answer = await send(act.name, act.fields, act.id);
    } catch (why) {
      problem = /** @type {any} */ (why);
    }
    if (problem?.code === "too_fast") return new Promise(resolve => setTimeout(resolve, (problem.retry_after ?? 2) * 1_000));
    const {newer} = answer ?? {};
    if (!isWanted(act)) return void (newer && outdated());
    const again = newer && renewed(act, newer);
    if (again) return put(again);
    drop(act);
    if (newer) outdated();
    else if (problem) refused(act, problem);
    else done(act, answer);
  }

  /** @param {any} act As it was kept: anything, and some of it cannot even be asked. @param {string} about */
  function isAct(act, about) {
    try {
      return typeof act.id === "string" && ID.test(act.id) && typeof act.person === "string" && fits(act) && aboutOf(act) === about;
    } catch {
      return false;
    }
  }

  kept.watch((name, act) => {
    if (!name.startsWith(ACT)) return;
    const about = name.slice(ACT.length);
    if (isAct(act, about)) {
      acts.set(about, act);
      setTimeout(() => isWanted(act) && deliver(about), TAKE_OVER_MS);
    } else if (!act) acts.delete(about);
    changed();
  });

  return {
    /** Those under way, the oldest first. @returns {Act[]} */
    acts: () => [...acts.values()],
    /** @param {Act} act */
    add(act) {
      put(act);
      deliver(aboutOf(act));
    },
    /** Take over what was left by an earlier visit. What is not ours is not sent, and `refused` hears so. */
    resume() {
      for (const name of kept.names(ACT)) {
        const about = name.slice(ACT.length);
        const act = kept.recall(name);
        if (!isAct(act, about)) kept.keep(name, null);
        else if (!acts.has(about)) acts.set(about, act);
      }
      for (const act of acts.values()) {
        if (isOurs(act)) deliver(aboutOf(act));
        else {
          drop(act);
          refused(act, {code: "not_ours"});
        }
      }
    },
  };
}
