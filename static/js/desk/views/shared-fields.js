/** The fields that polls of every kind share; their values stand in the draft itself. */

import {gettext, html, icon, nothing} from "../../live/kit.js";
import {numberField, selectField, tickField} from "../kinds/fields.js";
import {KINDS} from "../kinds/kinds.js";

const RESULTS = () => [
  ["live", gettext("shown live")],
  ["hidden", gettext("hidden at first")],
  ["answered", gettext("after answering")],
];

/** Nobody sees the results of a survey before it is closed. */
const RESULTS_OF_PARTS = () => [
  ["live", gettext("shown afterwards")],
  ["hidden", gettext("hidden at first")],
];

/** What belongs to the survey as a whole. */
const NOT_OF_PARTS = ["seconds", "show_count"];

const warning = () =>
  html`<p class="pollform__warning">
    ${icon("triangle-alert")}
    <span>${gettext("Everybody is told so before answering, and fewer will answer, or less frankly. It cannot be changed once the poll was open.")}</span>
  </p>`;

/** By name, what draws the field; `part` is true for parts of a survey. */
const FIELDS = {
  results: (form, part) => selectField(form, "results", gettext("Results"), part ? RESULTS_OF_PARTS() : RESULTS()),
  seconds: form => {
    const label = form.draft.kind === "quiz_question" ? gettext("Seconds to answer") : gettext("Countdown (s)");
    return numberField(form, "seconds", label, {placeholder: gettext("none")});
  },
  show_count: form => tickField(form, "show_count", gettext("Show how many answered")),
  named: form =>
    html`${tickField(form, "named", gettext("Named: hosts see who answered what"))} ${form.settings.named ? warning() : nothing}`,
};

/** Those its kind has. `change` changes the draft; `whole` is the quiz or survey it is a part of, or null. */
export function sharedFields(form, change, whole) {
  const {results, seconds, show_count, named, kind} = form.draft;
  const shared = {...form, settings: {results, seconds, show_count, named}, set: change};
  const part = whole?.kind === "survey";
  const has = name => KINDS[kind].fields.includes(name) && !(part && NOT_OF_PARTS.includes(name));
  const shown = names => names.filter(has).map(name => FIELDS[name](shared, part));
  return html`<div class="pollform__row">${shown(["results", "seconds"])}</div>
    <div class="pollform__ticks">${shown(["show_count", "named"])}</div>`;
}
