/** Which card keys act on, and where the focus goes. */

/** @returns {HTMLElement | null} */
const element = id => document.querySelector(`[data-question="${id}"]:not(.card--left)`);

/** Put the focus on the current card. */
export function focusCurrent(desk, {scroll = true} = {}) {
  const {current} = desk.look;
  const card = current && element(current.id);
  card?.focus({preventScroll: true});
  if (scroll) card?.scrollIntoView({block: "nearest"});
}

/** Make the card of question `id` in `list` the current one. */
export function choose(desk, list, id) {
  const {current} = desk.look;
  if (current?.list === list && current.id === id) return;
  const at = desk.shown[list].rows.findIndex(({question}) => question.id === id);
  desk.show({current: {list, id, at}});
}

/** The next (`step` 1) or previous (-1) card of the list becomes current. */
export function step(desk, by) {
  const {current} = desk.look;
  if (!current) return;
  const rows = desk.shown[current.list].rows;
  const at = Math.max(0, Math.min(rows.length - 1, current.at + by));
  choose(desk, current.list, rows[at].question.id);
  focusCurrent(desk);
}

/** Go to the list beside: for review on the left, live or archive on the right. */
export function beside(desk, direction) {
  const list = direction < 0 ? "review" : desk.look.list;
  const first = desk.shown[list].rows[0];
  if (!first || desk.look.current?.list === list) return;
  Object.assign(desk.look, list === "review" ? {column: list, side: list} : {column: "live"});
  choose(desk, list, first.question.id);
  focusCurrent(desk);
}

/** The question of the current card, or null where there is none to act on. */
export function currentQuestion(desk) {
  const {current} = desk.look;
  const row = current && desk.shown[current.list].rows[current.at];
  return row && !row.left ? row.question : null;
}
