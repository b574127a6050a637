/** One question of the desk, in any of its lists. */

import {ago, gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {reasonName} from "../reasons.js";

/** Every act: [words, icon, key, tone]. `data-act` names it; doing.js knows what it does. */
const acts = () => ({
  approve: [gettext("Approve"), "check", "A", "good"],
  dismiss: [gettext("Dismiss"), "x", "D", "bad"],
  highlight: [gettext("Highlight"), "radio", "H", "plain"],
  unpin: [gettext("Unpin"), "pin-off", "H", "plain"],
  answered: [gettext("Answered"), "check", "X", "plain"],
  archive: [gettext("Archive"), "archive", "", "plain"],
  restore: [gettext("Restore"), "archive-restore", "", "plain"],
});

/** The acts that make sense, the next one first. */
function actsOn({state, answered, highlighted}) {
  if (state === "pending") return ["approve", "dismiss", "archive"];
  if (state !== "live" || answered) return ["restore"];
  return highlighted
    ? ["answered", "unpin", "dismiss", "archive"]
    : ["highlight", "answered", "dismiss", "archive"];
}

const hasOnlyIcon = (name, question) =>
  name === "archive" || (name === "dismiss" && question.state === "live");

function actButton(name, at, question, hints) {
  const [words, picture, key, tone] = acts()[name];
  const bare = hasOnlyIcon(name, question);
  const next = at > 0 || tone !== "plain" ? "" : question.highlighted ? "act--next" : "act--first";
  const classes = `act act--${tone} ${next} ${bare ? "act--bare" : ""}`;
  return html`<button type="button" class=${classes} data-act=${name} title=${bare ? words : nothing}>
    ${icon(picture)} ${hints && key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}
    <span class=${bare ? "visually-hidden" : ""}>${words}</span>
    <span class="visually-hidden">#${question.number}</span>
  </button>`;
}

/** What became of a question: [words, tone], or null while it is simply waiting or live. */
function fate({state, answered, highlighted, reason, words}) {
  if (state === "dismissed")
    return [interpolate(gettext("Dismissed: {reason}"), {reason: reasonName(reason)}), "bad", words];
  if (state === "archived") return [gettext("Archived"), "quiet"];
  if (answered) return [gettext("Answered"), "good"];
  if (highlighted) return [gettext("being answered now"), "accent"];
  return null;
}

function meta(question, now) {
  const [words, tone, said] = fate(question) ?? [];
  return html`<p class="card__meta">
    <span class="number">#${question.number}</span> ·
    ${question.author ? person(question.author) : gettext("Anonymous")} · ${ago(question.asked_at, now)}
    ${words ? html` · <b class="tone-${tone}">${words}</b>` : nothing}${said ? html` · ${person(said)}` : nothing}
  </p>`;
}

const votes = score =>
  html`<p class="card__votes">
    <b class="number">${number(score)}</b> <span>${ngettext("vote", "votes", score)}</span>
  </p>`;

/**
 * A question in the list called `list`. `current`: keys act on it; `hints`: whether buttons name their keys.
 * A row that `left` was taken out by somebody else and can only be read, as all can in a session that is `frozen`. `now` is the server's time.
 */
export function card({question, left}, {current, hints, list, frozen, now}) {
  const classes = ["card", `card--${list}`];
  if (left) classes.push("card--left");
  else if (question.highlighted) classes.push("card--highlighted");
  if (current && !left) classes.push("card--current");
  return html`<li
    class=${classes.join(" ")}
    data-question=${question.id}
    data-list=${list}
    tabindex=${current && !left ? 0 : -1}
  >
    ${list === "review" ? nothing : votes(question.score)}
    <p class="card__text">${person(question.text)}</p>
    <div class="card__foot">${left ? farewell(question) : html`${meta(question, now)} ${frozen ? nothing : actRow(question, hints)}`}</div>
  </li>`;
}

const actRow = (question, hints) =>
  html`<div class="card__acts" role="group" aria-label=${interpolate(gettext("Question {number}"), question)}>
    ${actsOn(question).map((name, at) => actButton(name, at, question, hints))}
  </div>`;

function farewell(question) {
  const {number: n, state} = question;
  if (state === "withdrawn")
    return html`<p class="card__meta">#${n} · ${gettext("Withdrawn by its author")}</p>`;
  const [words] = fate(question) ?? [
    state === "pending" ? gettext("Back for review") : gettext("Shown to everyone"),
  ];
  return html`<p class="card__meta">#${n} · <b>${words}</b> · ${gettext("by another moderator")}</p>`;
}
