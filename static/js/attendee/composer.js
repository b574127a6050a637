// Asking. The form is the server's own and is never redrawn: nothing that happens can touch what is being typed.
import {gettext, interpolate} from "../live/kit.js";
import {newId} from "../live/socket.js";
import {leftWords} from "./counting.js";
import {characters, tidy} from "../live/texts.js";
import {byId, here} from "./here.js";
import {keep, recall} from "./memory.js";
import {say, toast} from "./voice.js";

const COUNT_FROM_LEFT = 30;
const DRAFT = `draft-${here.page.code}`;
const OUTBOX = `outbox-${here.page.code}`;
const NAME = "name";

const textField = /** @type {HTMLTextAreaElement} */ (byId("text"));
const nameField = /** @type {HTMLInputElement} */ (byId("name"));

const limit = () => here.model.state.session.question_max_length;

/** Open or closed, and what goes with it. */
export function drawComposer() {
  const {session} = here.model.state;
  const mayAsk = session.open && session.intake_open;
  const isTyped = Boolean(textField.value.trim());
  byId("composer").hidden = !session.open && !isTyped;
  byId("intake-closed").hidden = mayAsk || !session.open;
  // What was being typed when asking ended can still be read and copied.
  byId("ask").hidden = !mayAsk && !isTyped;
  byId("unsent").hidden = mayAsk || !isTyped;
  byId("send").hidden = !mayAsk;
  textField.readOnly = !mayAsk;
  byId("ended").hidden = session.open;
  byId("as").hidden = session.names === "off" || !mayAsk;
  byId("offline").hidden = here.status !== "reconnecting";
  byId("review").hidden = !mayAsk || !session.moderated || here.status === "reconnecting";
  byId("kept").hidden = !isTyped;
}

/** Send what is in the field. It waits in the outbox, through reloads, until the server has it. */
export function ask() {
  const text = tidy(textField.value);
  const length = characters(text);
  const problem = !text ? gettext("Write something first.") : length <= limit() ? ""
    : interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit: limit()});
  if (problem) {
    complain(problem);
    textField.focus();
    return;
  }
  if (matchMedia("(pointer: coarse)").matches) textField.blur(); // the keyboard makes room for the question
  const item = {id: newId(), text, name: here.model.state.session.names === "off" ? "" : tidy(nameField.value)};
  here.outbox.push(item);
  /** @type {HTMLDetailsElement} */ (byId("as")).open = false;
  write("");
  keepOutbox();
  here.draw();
  deliver(item);
}

/** @param {import("./here.js").Sending} item */
async function deliver(item) {
  try {
    const {question} = await here.send("question.ask", {text: item.text, name: item.name}, item.id);
    item.question = question;
    const words = here.model.state.session.moderated ? gettext("Sent. It waits for review.") : gettext("Sent.");
    if (scrollY > 0) toast(words); // the question itself is further up
    else say(words);
  } catch (problem) {
    if (problem.code === "too_fast") return void setTimeout(deliver, (problem.retry_after ?? 2) * 1_000, item);
    here.outbox = here.outbox.filter(other => other !== item);
    write([item.text, textField.value].filter(Boolean).join("\n"));
    complain(problem.message);
    if (here.tab !== "questions") toast(problem.message);
  }
  dropDelivered();
  keepOutbox();
  here.drawSoon();
}

/** Forget what came back as one's own question. */
export function dropDelivered() {
  const own = new Set(here.model.you.questions.map(question => question.id));
  here.outbox = here.outbox.filter(({question}) => !question || !own.has(question));
}

function keepOutbox() {
  const waiting = here.outbox.filter(item => !item.question);
  keep(OUTBOX, waiting.length ? JSON.stringify(waiting) : "");
}

/** @param {string} text */
function write(text) {
  textField.value = text;
  typed();
}

function typed() {
  keep(DRAFT, textField.value);
  const left = limit() - characters(tidy(textField.value));
  byId("left").textContent = leftWords(left, COUNT_FROM_LEFT);
  byId("left").classList.toggle("composer__left--over", left < 0);
  textField.style.height = "auto";
  textField.style.height = `${textField.scrollHeight + 2}px`; // with its borders
  complain("");
}

/** @param {string} words */
function complain(words) {
  byId("ask-error").textContent = words;
  if (words) textField.setAttribute("aria-invalid", "true");
  else textField.removeAttribute("aria-invalid");
}

function named() {
  keep(NAME, nameField.value);
  byId("as-name").textContent = tidy(nameField.value) || gettext("Anonymous");
}

/** Take over the form with everything this phone kept. */
export function startComposer() {
  const refusal = byId("ask-error").textContent ?? "";
  nameField.value ||= recall(NAME);
  textField.value ||= recall(DRAFT);
  named();
  if (textField.value) typed();
  complain(refusal);
  textField.addEventListener("input", typed);
  textField.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  });
  nameField.addEventListener("input", named);
  here.outbox = JSON.parse(recall(OUTBOX) || "[]");
}

/** Send again what an earlier visit could not. */
export const resumeOutbox = () => here.outbox.forEach(deliver);
