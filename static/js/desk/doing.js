/** From a pressed button or key to the act it stands for. */

import * as acts from "./acts-questions.js";
import {askWhy} from "./dismissing.js";
import {choose, currentQuestion, focusCurrent} from "./selection.js";

const ACTS = {
  approve: acts.approve,
  highlight: acts.highlight,
  unpin: acts.highlight,
  answered: acts.answered,
  archive: acts.archive,
  dismiss: acts.dismiss,
  restore: acts.restore,
};

const mayDismiss = question =>
  question.state === "pending" || (question.state === "live" && !question.answered);

function perform(desk, name, question, anchor) {
  if (name !== "dismiss" || !desk.state.session.open) desk.act(ACTS[name](question, desk.state));
  else if (mayDismiss(question)) askWhy(desk, question, anchor);
}

/** Do the act called `name` to the current card, if it makes sense there. */
export function doToCurrent(desk, name) {
  const question = currentQuestion(desk);
  if (!question) return;
  const card = document.querySelector(`[data-question="${question.id}"]:not(.card--left)`);
  focusCurrent(desk);
  perform(desk, name, question, card.querySelector("[data-act=dismiss]") ?? card);
}

/** Listen to the buttons of all cards below `root`, and to which card is being worked on. */
export function watchCards(desk, root) {
  root.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    // The second click of a double click would hit the card that has moved up meanwhile.
    if (!button || event.detail > 1) return;
    const question = questionOf(desk, button.closest("[data-question]"));
    if (question) perform(desk, button.dataset.act, question, button);
  });
  for (const kind of ["focusin", "pointerdown"]) {
    root.addEventListener(kind, event => {
      const card = event.target.closest("[data-question]:not(.card--left)");
      if (card) choose(desk, card.dataset.list, Number(card.dataset.question));
    });
  }
}

function questionOf(desk, {dataset}) {
  const row = desk.shown[dataset.list].rows.find(({question}) => question.id === Number(dataset.question));
  return row && !row.left ? row.question : null;
}
