/** A poll as the attendee's phone shows it, for a moderator to try. It has no line to the server. */

import {answering} from "../attendee/answering.js";
import {drawCountdowns} from "../attendee/countdown.js";
import {byId, here} from "../attendee/here.js";
import {answerBy, joining, joinQuiz, saveLeft} from "../attendee/poll_acts.js";
import {drawPolls} from "../attendee/polls.js";

const PRETENDED_DELAY_MS = 200;

here.draw = () => {
  drawPolls(here.shown());
  drawCountdowns();
};
here.drawSoon = () => requestAnimationFrame(here.draw);

const OUTCOMES = {"poll.answer": answering, "quiz.join": joining};
/** @type {import("../live/outbox.js").Act[]} */ let underWay = [];
here.acts = () => underWay;

/** The answer stays here; the page behaves as if the server had taken it. */
here.act = (name, fields) => {
  const act = {id: "", name, fields, person: ""};
  underWay = [...underWay, act];
  setTimeout(() => {
    underWay = underWay.filter(each => each !== act);
    OUTCOMES[name].done(fields, {});
    here.draw();
  }, PRETENDED_DELAY_MS);
};

const ACTS = {"poll.answer": answerBy, "quiz.join": joinQuiz};

document.addEventListener("submit", event => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  ACTS[form.t?.value]?.(form, event.submitter);
});
byId("poll-view").addEventListener("change", event => saveLeft(/** @type {HTMLInputElement} */ (event.target)));
document.addEventListener("keydown", event => {
  if (event.key === "Escape") parent.postMessage("close preview", location.origin);
});

here.draw();
