// Asking. The form is the server's own and is never redrawn: nothing that happens can touch what is being typed.
import {isEnter} from "../live/keys.js";
import {gettext, interpolate} from "../live/kit.js";
import {notKept, ofBrowser, preference, takeOld} from "../live/storage.js";
import {characters, graphemes, tidy} from "../live/texts.js";
import {NAME_MAX_CHARACTERS} from "../wire/protocol.js";
import {leftWords} from "./counting.js";
import {byId, here} from "./here.js";
import {pollMayCome} from "./tabs.js";
import {stopTyping} from "./typing.js";
import {say, toast} from "./voice.js";

const COUNT_FROM_LEFT = 30;
const SECOND_TAP_MS = 1_000; // of a double tap

const textField = /** @type {HTMLTextAreaElement} */ (byId("text"));
const nameField = /** @type {HTMLInputElement} */ (byId("name"));

let sentAt = -Infinity;
let isComposing = false;

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
  if (!text && performance.now() - sentAt < SECOND_TAP_MS) return;
  const length = characters(text);
  const problem = !text ? gettext("Write something first.") : length <= limit() ? ""
    : interpolate(gettext("This is too long: {length} characters, at most {limit} fit."), {length, limit: limit()});
  if (problem) {
    complain(problem);
    textField.focus();
    return;
  }
  if (matchMedia("(pointer: coarse)").matches) textField.blur(); // the keyboard makes room for the question
  stopTyping();
  /** @type {HTMLDetailsElement} */ (byId("as")).open = false;
  sentAt = performance.now();
  here.act("question.ask", {text, name: here.model.state.session.names === "off" ? "" : tidy(nameField.value)});
  write("");
  here.draw();
  pollMayCome();
}

/** @type {import("./acting.js").Outcome} */
export const asking = {
  done({text, name}, {question}) {
    here.asked.push({id: `asked ${question}`, text, name, question});
    dropDelivered();
    const words = here.model.state.session.moderated ? gettext("Sent. It waits for review.") : gettext("Sent.");
    if (scrollY > 0) toast(words); // the question itself is further up
    else say(words);
  },
  refused({text}, {message}) {
    comesBack(text, message || gettext("Not sent. Your words are kept here."));
    if (here.tab !== "questions") toast(message);
  },
};

/** What was refused stands before what was typed since: the caret stays, and so does what an input method puts together.
 * @param {string} text @param {string} why */
function comesBack(text, why) {
  if (isComposing) return void textField.addEventListener("compositionend", () => comesBack(text, why), {once: true});
  textField.setRangeText(textField.value ? `${text}\n` : text, 0, 0, "preserve");
  typed();
  complain(why);
}

/** Forget what came back as one's own question. */
export function dropDelivered() {
  const own = new Set(here.model.you.questions.map(question => question.id));
  here.asked = here.asked.filter(({question}) => !own.has(question));
}

/** Ask again what could not be changed any more. @param {string} text */
export function askAnew(text) {
  write([textField.value, text].filter(Boolean).join("\n"));
  textField.focus();
}

/** @param {string} text */
function write(text) {
  textField.value = text;
  typed();
}

function typed() {
  here.kept.keep("draft", textField.value);
  if (notKept()) here.drawSoon();
  measure();
}

/** What stands in the field decides how high it is, and how much more fits. */
function measure() {
  const left = limit() - characters(tidy(textField.value));
  byId("left").textContent = leftWords(left, COUNT_FROM_LEFT);
  byId("left").classList.toggle("composer__left--over", left < 0);
  textField.style.height = "auto";
  textField.style.height = `${textField.scrollHeight + 2}px`; // with its borders
  complain("");
  if (textField.value) byId("ask-error").textContent = notKept();
}

/** @param {string} words */
function complain(words) {
  byId("ask-error").textContent = words;
  if (words) textField.setAttribute("aria-invalid", "true");
  else textField.removeAttribute("aria-invalid");
}

function named() {
  ofBrowser.keep("name", nameField.value);
  byId("as-name").textContent = tidy(nameField.value) || gettext("Anonymous");
}

/** What an earlier version kept by the session's code: a half-typed question, and those it could not send.
 * @param {string} code */
function oldDraft(code) {
  /** @type {string[]} */ let unsent = [];
  try {
    unsent = JSON.parse(takeOld(`outbox-${code}`)).map((/** @type {any} */ {text}) => text);
  } catch {
    // there were none
  }
  return [...unsent, takeOld(`draft-${code}`)].filter(Boolean).join("\n");
}

/** @param {any} value What was kept, which may be anything. */
const asText = value => (typeof value === "string" ? value : "");

/** Take over the form with everything this phone kept. */
export function startComposer() {
  const refusal = byId("ask-error").textContent ?? "";
  nameField.value ||= savedName();
  const kept = asText(here.kept.recall("draft"));
  textField.value ||= kept || oldDraft(here.page.code);
  named();
  if (textField.value) (textField.value === kept ? measure : typed)();
  complain(refusal);
  textField.addEventListener("input", typed);
  for (const name of ["compositionstart", "compositionend"]) textField.addEventListener(name, () => (isComposing = name.endsWith("start")));
  textField.addEventListener("keydown", event => {
    if (!isEnter(event) || event.shiftKey) return;
    event.preventDefault();
    ask();
  });
  nameField.addEventListener("input", named);
  // All tabs write one question: what one of them types, sends or gets back is so in the others. They keep nothing: it
  // would come back to who types on, in place of newer words.
  here.kept.watch((name, value) => {
    if (name !== "draft") return;
    textField.value = asText(value);
    measure();
  });
}

/** The name this person gave last, in whatever session. */
export const savedName = () => graphemes(asText(preference("name", "name"))).slice(0, NAME_MAX_CHARACTERS).join("");
