// The attendee's page comes alive: it takes over what the server rendered and keeps it true.
import {gettext, render} from "../live/kit.js";
import {connect} from "../live/socket.js";
import {apply, openPoll} from "../live/store.js";
import {edit, vote, withdraw} from "./acts.js";
import {unsettled} from "./ahead.js";
import {ask, drawComposer, dropDelivered, resumeOutbox, startComposer} from "./composer.js";
import {drawCountdowns} from "./countdown.js";
import {recallDrafts} from "./drafts.js";
import {byId, here} from "./here.js";
import {watchFingers} from "./hold.js";
import {catchUp, drawQuestions, sortBy} from "./list.js";
import {tellNews, tellQuestions} from "./news.js";
import {answerBy, joinQuiz, saveLeft} from "./poll_acts.js";
import {drawPolls, isDone} from "./polls.js";
import {noteAddress, showTab} from "./tabs.js";
import {connectionLine, sortLinks, tabLinks} from "./top_views.js";
import {say} from "./voice.js";

const SAY_OUTAGE_AFTER_MS = 1_500;
const NEAR_TOP_PX = 64;
const DRAWN = ["connection", "tabs", "sorts", "pinned", "own", "list", "empty", "answered", "poll-view"];

here.draw = () => {
  const shown = here.shown();
  render(connectionLine(shown.state, here.status, here.farewell), byId("connection"));
  render(tabLinks(here.tab, here.sort, Boolean(openPoll(shown.state)), isDone(shown)), byId("tabs"));
  render(sortLinks(here.sort), byId("sorts"));
  drawComposer();
  drawPolls(shown);
  drawCountdowns();
  drawQuestions(shown);
  tellQuestions();
};

let frame = 0;
here.drawSoon = () => {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    here.draw();
  });
};

/** @param {import("../live/socket.js").Frame} received */
function onFrame(received) {
  const before = here.model;
  here.model = apply(before, received);
  here.votes = unsettled(here.votes, received);
  dropDelivered();
  tellNews(before, here.model);
  here.drawSoon();
}

let outage = 0;

/** @param {import("../live/socket.js").Status} status @param {{message: string}} [problem] */
function onStatus(status, problem) {
  clearTimeout(outage);
  if (status === here.status) return;
  const show = () => {
    if (status === "reconnecting") say(gettext("Reconnecting"));
    if (status === "live" && here.status === "reconnecting") say(gettext("Connected again"));
    here.status = status;
    here.farewell = problem?.message ?? "";
    here.drawSoon();
  };
  if (status === "reconnecting") outage = window.setTimeout(show, SAY_OUTAGE_AFTER_MS);
  else show();
}

/** Every form of the page is a command.
 * @type {Record<string, (form: HTMLFormElement, tapped: any) => unknown>} */
const ACTS = {
  "question.ask": ask,
  "question.upvote": (form, tapped) => vote(Number(tapped.value), form.on.value === "true"),
  "question.edit": edit,
  "question.withdraw": (_, tapped) => withdraw(Number(tapped.value)),
  "poll.answer": answerBy,
  "quiz.join": joinQuiz,
};

document.addEventListener("submit", event => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const act = ACTS[form.t?.value];
  if (!act) return;
  event.preventDefault();
  act(form, event.submitter);
});

document.addEventListener("click", event => {
  const link = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("a[data-tab], a[data-sort]"));
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.tab) return showTab(link.dataset.tab);
  sortBy(link.dataset.sort ?? here.sort);
  noteAddress();
  here.draw();
});

byId("poll-view").addEventListener("change", event => saveLeft(/** @type {HTMLInputElement} */ (event.target)));
watchFingers(byId("lists"), here.drawSoon);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || scrollY > NEAR_TOP_PX) return;
  catchUp();
  here.drawSoon();
});

startComposer();
recallDrafts();
for (const id of DRAWN) byId(id).replaceChildren();
here.draw();
here.send = connect(here.page, {onFrame, onStatus}).send;
resumeOutbox();
