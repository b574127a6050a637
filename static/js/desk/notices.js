const NOTICE_MS = 10_000;

/**
 * One short message at a time: what was done, with the way back, or why not.
 *
 * `now` is null or {words, refused, entry}; `entry` is what Undo takes back. `changed` is called when it changes.
 */
export function createNotices(changed) {
  let timer = 0;

  const notices = {
    now: null,
    say(words, entry = null) {
      notices.show({words, entry, refused: false});
    },
    refuse(words) {
      notices.show({words, entry: null, refused: true});
    },
    show(notice) {
      notices.now = notice;
      notices.resume();
      changed();
    },
    clear() {
      clearTimeout(timer);
      notices.now = null;
      changed();
    },
    /** Whoever points at a message or focuses its button has all the time they want. */
    pause() {
      clearTimeout(timer);
    },
    resume() {
      clearTimeout(timer);
      timer = setTimeout(notices.clear, NOTICE_MS);
    },
  };
  return notices;
}
