import {createFence, outOfOrder} from "../live/fence.js";
import {gettext, interpolate} from "../live/kit.js";
import {apply, start} from "../live/store.js";
import {follow} from "./composing.js";
import {createDrafts} from "./drafts.js";
import {createHold} from "./holds.js";
import {listOf} from "./lists.js";
import {firstLook} from "./look.js";
import {inverse} from "./optimistic.js";
import {createNotices} from "./notices.js";
import {createOverlays} from "./overlays.js";

const REMEMBERED_ACTS = 50;
const ENDED_TOO = ["session.end", "session.reopen"];

/**
 * The desk's memory: what the server said, what was done here meanwhile, what this moderator looks at.
 *
 * `draw` is called whenever something to see changed. `connection` must be set before the first act.
 */
export function createDesk(page, draw) {
  let model = start(page);
  let done = [];
  const overlays = createOverlays(draw);
  const notices = createNotices(draw);
  const holds = {review: createHold(draw), live: createHold(draw), archive: createHold(draw)};
  const drafts = createDrafts(page.session, page.code, place => follow(desk, place));
  let arrivals = [];

  const touch = question => question && Object.values(holds).forEach(hold => hold.touch(question));

  function fail(mark, refused, refuse = ({message}) => notices.refuse(message)) {
    overlays.drop(mark);
    refuse(refused);
    draw();
  }

  const isHere = id => model.state.polls.some(poll => poll.id === id);

  function welcome() {
    for (const {id, resolve} of arrivals) if (isHere(id)) resolve();
    arrivals = arrivals.filter(({id}) => !isHere(id));
  }

  /** Keys act next on what was just brought back. */
  function pointAt(id) {
    const question = desk.state.questions.find(other => other.id === id);
    const list = question && listOf(question);
    if (list) desk.look.current = {list, id, at: 0};
  }

  /** After the server's goodbye nothing can be done any more; say so again. */
  function isClosed() {
    const closed = desk.look.status === "closed";
    if (closed) notices.refuse(desk.look.farewell);
    return closed;
  }

  /** An ended session can only be opened again; whoever tries anything else is told so. */
  function hasEnded(command) {
    const ended = !desk.state.session.open && !ENDED_TOO.includes(command);
    if (ended) notices.refuse(gettext("This session has ended. Open it again to change something."));
    return ended;
  }

  const fenced = createFence(() => desk.connection?.refresh());

  const forget = entry => {
    done = done.filter(other => other !== entry);
  };

  const desk = {
    page,
    holds,
    /** The hold of a smaller list, made when it is asked for. */
    holdOf: name => (holds[name] ??= createHold(draw)),
    notices,
    drafts,
    look: firstLook(model.state),
    /** What the lists show now, see arrange.js. */
    shown: null,
    connection: null,

    get model() {
      return model;
    },

    /** The revision this moderator sees; what is done later on what is seen now says it. */
    get seen() {
      return model.rev;
    },

    /** The state as this moderator sees it: the server's, with what was done here on top. */
    get state() {
      return overlays.over(model.state);
    },

    /** Draw, so that a fault stops nothing else; see fence.js. */
    fenced,

    /** Part of a view: where it fails, words that say so. */
    part: view => fenced(view) ?? outOfOrder(),

    /** A frame came from the server. */
    hear(frame) {
      model = fenced(() => apply(model, frame)) ?? model;
      if (frame.t === "snapshot" || frame.t === "update") overlays.heard(frame.d);
      draw();
      welcome();
    },

    /** Resolves once the poll is here; a made one is told of before or after its command is answered. */
    arrival: id => (isHere(id) ? Promise.resolve() : new Promise(resolve => arrivals.push({id, resolve}))),

    /** Change what this moderator looks at. */
    show(changes) {
      Object.assign(desk.look, changes);
      draw();
    },

    /** Change what is listed and how; the lists take their right order even under a pointer. */
    list(changes = {}) {
      for (const hold of Object.values(holds)) hold.release();
      desk.show(changes);
    },

    /**
     * Do an act (see acts-*.js; null does nothing). Resolves to what was made, or to null if it was refused;
     * `refuse` is told why, otherwise a message says it. `seen` is the revision it was decided on, if not the present.
     */
    async act(act, refuse) {
      if (!act) return null;
      if (isClosed()) return refuse?.({code: "unavailable", message: desk.look.farewell}) ?? null;
      const {command, fields, patch = {}, words, question, seen} = act;
      if (hasEnded(command)) return null;
      const entry = {words, question, back: inverse(desk.state, patch), undoable: true};
      const mark = overlays.add(patch);
      touch(question);
      entry.made = desk.connection.send(command, fields, undefined, seen);
      done = [...done.slice(1 - REMEMBERED_ACTS), entry];
      notices.say(words, entry);
      try {
        const made = await entry.made;
        overlays.settle(mark);
        entry.undoable = "act" in made;
        if (!entry.undoable) forget(entry);
        draw();
        return made;
      } catch (refused) {
        forget(entry);
        if (refuse) notices.clear();
        fail(mark, refused, refuse);
        return null;
      }
    },

    /** Take an act back, the last one unless `entry` says which. */
    async undo(entry = done[done.length - 1]) {
      if (isClosed()) return;
      if (!entry) return notices.say(gettext("There is nothing to undo."));
      forget(entry);
      touch(entry.question);
      const mark = overlays.add(entry.back);
      pointAt(entry.question);
      notices.say(interpolate(gettext("Undone: {act}"), {act: entry.words}));
      try {
        const {act} = await entry.made;
        await desk.connection.send("act.undo", {act});
        overlays.settle(mark);
      } catch (refused) {
        fail(mark, refused);
      }
    },
  };
  return desk;
}
