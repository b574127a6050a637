import {patched, speaksOf} from "./optimistic.js";

const SETTLE_MS = 1500;

/**
 * The patches of commands under way, laid over what the server said.
 *
 * A patch stays until its command is refused, or until the server, after committing it, has spoken of the same
 * entities. `changed` is called when one leaves by itself.
 */
export function createOverlays(changed) {
  let marks = [];

  const drop = mark => {
    marks = marks.filter(other => other !== mark);
  };

  return {
    add(patch) {
      const mark = {patch, committed: false};
      marks = [...marks, mark];
      return mark;
    },
    drop,
    settle(mark) {
      mark.committed = true;
      setTimeout(() => {
        drop(mark);
        changed();
      }, SETTLE_MS);
    },
    /** The server said `change`: what it speaks of needs no patch any more. */
    heard(change) {
      marks = marks.filter(mark => !(mark.committed && speaksOf(change, mark.patch)));
    },
    over: state => marks.reduce((seen, mark) => patched(seen, mark.patch), state),
  };
}
