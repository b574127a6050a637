import {archive, counts, live, pending} from "./lists.js";

/**
 * What the lists show now: {review, live, archive: {rows, fresh, moved}, counts}, and in `look.current` the card
 * that keys act on.
 */
export function arrange(desk, state) {
  const {sort, query, newestFirst} = desk.look;
  const wanted = {
    review: pending(state, newestFirst),
    live: live(state, sort, query),
    archive: archive(state, sort, query),
  };
  const shown = {counts: counts(state)};
  for (const [name, questions] of Object.entries(wanted)) {
    const {rows, ...news} = desk.holds[name].over(questions, state.questions);
    shown[name] = {...news, rows: rows.map(({item, left}) => ({question: item, left}))};
  }
  desk.shown = shown;
  desk.look.current = settled(desk.look.current, shown, ["review", desk.look.list]);
  return shown;
}

/**
 * The current card, or what took its place. Pure.
 *
 * @param {{list: string, id: number, at: number} | null} current
 * @param {Record<string, any>} shown - {rows: {question}[]} by list
 * @param {string[]} lists - the names of the lists in view; the first with questions is taken if there is no current one
 */
export function settled(current, shown, lists) {
  const names = current && lists.includes(current.list) ? [current.list, ...lists] : lists;
  const list = names.find(name => shown[name].rows.length > 0);
  if (!list) return null;
  const rows = shown[list].rows;
  const wanted = current?.list === list ? current : {id: current?.id, at: 0};
  const found = rows.findIndex(({question}) => question.id === wanted.id);
  const at = found >= 0 ? found : Math.min(wanted.at, rows.length - 1);
  return {list, id: rows[at].question.id, at};
}
