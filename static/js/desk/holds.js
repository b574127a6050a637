import {held} from "./hold.js";

const TOUCH_HOLD_MS = 3000;

/**
 * One list that holds still while a pointer or the keyboard's focus is in it.
 *
 * A row is {question, left}; `left` is true where somebody else took the question out meanwhile. The question of
 * such a row is as it is now, or in the state "withdrawn". `changed` is called when the hold ends.
 */
export function createHold(changed) {
  let element = null;
  let pointer = false;
  let shown = [];
  let seen = new Map();
  let mine = new Set();
  let loose = false;
  let timer = 0;

  // Focus left behind by a click does not hold: a mouse holds with its pointer.
  const isHeld = () => pointer || Boolean(element?.querySelector(":focus-visible"));

  function setPointer(value) {
    clearTimeout(timer);
    pointer = value;
    if (!value) changed();
  }

  function follow(questions) {
    shown = questions.map(question => question.id);
    seen = new Map(questions.map(question => [question.id, question]));
    mine = new Set();
    loose = false;
    return {rows: questions.map(question => ({question, left: false})), fresh: 0, moved: 0};
  }

  const lastSeen = id => ({...seen.get(id), state: "withdrawn"});

  function keep(questions, everything) {
    const current = new Map(questions.map(question => [question.id, question]));
    const {ids, fresh, moved} = held(shown, [...current.keys()], mine);
    shown = ids;
    const now = new Map(everything.map(question => [question.id, question]));
    for (const id of ids) seen.set(id, current.get(id) ?? now.get(id) ?? lastSeen(id));
    return {rows: ids.map(id => ({question: seen.get(id), left: !current.has(id)})), fresh, moved};
  }

  return {
    /**
     * What to show of `questions`, given in their right order: {rows, fresh, moved}.
     * `everything` is all questions of the session: it says what became of one that left.
     */
    over: (questions, everything) => (isHeld() && !loose ? keep(questions, everything) : follow(questions)),
    /** This moderator acted on the question: let it leave or come back at once. */
    touch: id => mine.add(id),
    /** Take the right order once, held or not. */
    release() {
      loose = true;
    },
    /** Hold while a pointer or the focus is inside `list`. */
    watch(list) {
      element = list;
      list.addEventListener("pointerenter", () => setPointer(true));
      list.addEventListener("pointerleave", event => {
        clearTimeout(timer);
        if (event.pointerType === "mouse") setPointer(false);
        else timer = setTimeout(() => setPointer(false), TOUCH_HOLD_MS);
      });
      list.addEventListener("focusout", () => setTimeout(changed));
    },
  };
}
