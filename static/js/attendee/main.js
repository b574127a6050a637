// The attendee's page comes alive: it takes over what the server rendered and keeps it true.
import {createFence} from "../live/fence.js";
import {gettext, nothing, render} from "../live/kit.js";
import {connect} from "../live/socket.js";
import {apply, openPoll} from "../live/store.js";
import {asWeMadeIt} from "../live/translated.js";
import {startOutbox} from "./acting.js";
import {edit, editing, vote, voting, withdraw, withdrawing} from "./acts.js";
import {settled} from "./ahead.js";
import {answering, submitLeft} from "./answering.js";
import {ask, asking, drawComposer, dropDelivered, startComposer} from "./composer.js";
import {drawCountdowns} from "./countdown.js";
import {recallDrafts, takeTyped} from "./drafts.js";
import {byId, here} from "./here.js";
import {NEAR_TOP_PX, watchFingers} from "./hold.js";
import {catchUp, drawQuestions, sortAgain, sortBy} from "./list.js";
import {tellNews, tellQuestions} from "./news.js";
import {answerBy, joinQuiz, joining, saveLeft} from "./poll_acts.js";
import {drawPolls, isDone, isLate} from "./polls.js";
import {noteAddress, pollMayCome, pollWaiting, showTab} from "./tabs.js";
import {connectionLine, sortLinks, tabLinks, waitingBar} from "./top_views.js";
import {stopTyping, watchTyping} from "./typing.js";
import {say} from "./voice.js";

const SAY_OUTAGE_AFTER_MS = 1_500;
const LISTS = ["pinned", "own", "list", "more", "empty", "answered", "news"];
const DRAWN = ["connection", "tabs", "sorts", ...LISTS, "poll-view"];

/** @type {import("../live/socket.js").Connection} */ let connection;
const fenced = createFence(() => connection?.refresh());

/** Draw each part for itself. @param {(shown: import("../live/store.js").Model) => void} draw @param {import("../live/store.js").Model} shown @param {...string} ids */
const drawIn = (draw, shown, ...ids) => fenced(() => draw(shown), ...ids.map(byId));

here.draw = () => asWeMadeIt(() => {
  const shown = fenced(here.shown) ?? here.model;
  drawIn(({state}) => render(connectionLine(state, here.status, here.farewell, here.acts().length, here.retry), byId("connection")), shown, "connection");
  drawIn(({state}) => render(tabLinks(here.tab, here.sort, state.session.open && Boolean(openPoll(state)), isDone(shown)), byId("tabs")), shown, "tabs");
  drawIn(() => render(sortLinks(here.sort), byId("sorts")), shown, "sorts");
  drawIn(drawComposer, shown);
  drawIn(drawPolls, shown, "poll-view");
  drawIn(drawWaiting, shown, "waiting-ask", "waiting-poll");
  drawIn(drawCountdowns, shown);
  drawIn(drawQuestions, shown, ...LISTS);
  drawIn(tellQuestions, shown);
});

/** What waits for somebody who types stands beside what they type. */
function drawWaiting() {
  const bar = waitingBar(pollWaiting(), isLate(), () => {
    stopTyping();
    pollMayCome();
  });
  render(here.tab === "questions" ? bar : nothing, byId("waiting-ask"));
  render(here.tab === "questions" ? nothing : bar, byId("waiting-poll"));
}

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
  here.model = fenced(() => apply(before, received)) ?? before;
  here.casts = settled(here.casts, here.model, received, Date.now());
  dropDelivered();
  meet();
  fenced(() => tellNews(before, here.model));
  here.drawSoon();
}

/** @type {string | undefined} */ let met;

/** What this person left unsent can go out. Nobody has a name before their first act. */
function meet() {
  const {person = ""} = here.model.you;
  if (person === met) return;
  met = person;
  outbox.resume();
  fenced(submitLeft);
}

/** Ask what the server has of this person; sockets say it by themselves when they begin. */
async function askWhatIsOurs() {
  try {
    onFrame(await (await fetch(here.page.urls.you)).json());
  } catch {
    // the next act, or the next visit, tells
  }
}

let outage = 0;

/** @param {import("../live/socket.js").Status} status @param {{message: string}} [problem] */
function onStatus(status, problem) {
  clearTimeout(outage);
  if (status === here.status) return;
  const show = () => {
    if (status === "reconnecting") say(gettext("Reconnecting"));
    if (status === "polling") askWhatIsOurs();
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

here.sortAgain = sortAgain;
fenced(startComposer);
fenced(recallDrafts);
fenced(takeTyped);
for (const id of DRAWN) byId(id).replaceChildren();
watchTyping(pollMayCome);
/** @returns {any} Why nothing can be sent: without cookies each visit would be another person, and a vote would count again
 * after a reload. Chromium says `cookieEnabled` all the same. */
function noCookies() {
  document.cookie = "kept=1; path=/; SameSite=Lax; max-age=9";
  if (document.cookie.includes("kept=1")) return null;
  return {code: "identity_needed", message: gettext("Not sent: this browser blocks cookies, and without them somebody could be counted twice. Allow cookies for this page, then reload it.")};
}

const outbox = startOutbox(async (name, fields, id) => {
  const problem = noCookies();
  if (problem) throw problem;
  return connection.send(name, fields, id);
}, {
  "question.ask": asking,
  "question.upvote": voting,
  "question.edit": editing,
  "question.withdraw": withdrawing,
  "poll.answer": answering,
  "quiz.join": joining,
}, askWhatIsOurs);
connection = connect(here.page, {onFrame, onStatus});
here.retry = connection.retry;
here.loadAll = () => {
  const {urls} = here.page;
  for (const name of ["socket", "state"]) urls[name] += `${urls[name].includes("?") ? "&" : "?"}all=1`;
  here.loadAll = () => {};
  connection.refresh();
};
here.draw();
meet();
